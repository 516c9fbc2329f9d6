import type { CustomServiceOptions } from './custom-service';

/** A published port of a service, on 127.0.0.1. */
export interface PublishedPort {
  readonly host: number;
  readonly container: number;
}

/** The checked options of a service. */
export interface ServiceProps extends Omit<CustomServiceOptions, 'ports'> {
  readonly ports?: PublishedPort[];
  /** Its host name, if its data depends on it. */
  readonly hostname?: string;
}

/** The published port of a service that listens on one, if it is published. */
export function publishedPort(host: number | undefined, container: number): PublishedPort[] {
  return host === undefined ? [] : [{ host, container }];
}
