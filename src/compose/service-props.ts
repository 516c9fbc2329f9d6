/** A published port of a service, on 127.0.0.1. */
export interface PublishedPort {
  readonly host: number;
  readonly container: number;
}

/** The checked options of a service. */
export interface ServiceProps {
  readonly image: string;
  readonly command?: string[];
  /** Variables of the service itself. */
  readonly environment?: { readonly [name: string]: string };
  /** Variables that every process of the application gets. */
  readonly applicationEnvironment?: { readonly [name: string]: string };
  /** The command of the health check. */
  readonly healthCheck?: string[];
  /** The folders of its data, by the names of the volumes. */
  readonly volumes?: { readonly [name: string]: string };
  readonly ports?: PublishedPort[];
  /** The names of the secrets in /run/secrets. */
  readonly secrets?: string[];
  /** Its host name, if its data depends on it. */
  readonly hostname?: string;
}
