/** A port of a service that this machine sees, on 127.0.0.1. */
export interface PublishedPort {
  readonly host: number;
  readonly container: number;
}

/** What a service comes to: every value checked. */
export interface ServiceProps {
  readonly image: string;
  readonly command?: string[];
  /** Variables of the service itself. */
  readonly environment?: { readonly [name: string]: string };
  /** Variables that every process of the application gets. */
  readonly applicationEnvironment?: { readonly [name: string]: string };
  /** The command that succeeds when the service can be used. */
  readonly healthCheck?: string[];
  /** Where its data is, by the names of the volumes. */
  readonly volumes?: { readonly [name: string]: string };
  readonly ports?: PublishedPort[];
  /** The names of the secrets that it sees in /run/secrets. */
  readonly secrets?: string[];
  /** Its host name, where its data goes by that. */
  readonly hostname?: string;
}
