/** The process that an image runs where nothing else is asked of it. */
export const WEB = 'web';

/** A process that containers of the image can run. */
export interface ProcessOptions {
  /**
   * The command: a program and its arguments.
   *
   * @default - for `web` and what the framework brings, the framework's; every other process needs one
   */
  readonly command?: string[];
  /**
   * The command in the development image.
   *
   * @default - the command; for `web`, that of the framework, with reload where it has one
   */
  readonly devCommand?: string[];
  /**
   * The port on which the process listens, from 1 to 65535.
   *
   * @default - none; for `web`, that of the container
   */
  readonly port?: number;
  /**
   * The path that answers HTTP requests with status 200 while the process works. It needs a port.
   *
   * @default - no health check; for `web`, that of the framework
   */
  readonly healthCheckPath?: string;
  /**
   * The command that succeeds while the process works, for a process that does not speak HTTP. Not together with `healthCheckPath`.
   *
   * @default - no health check; for `web`, that of the framework
   */
  readonly healthCheckCommand?: string[];
  /**
   * The signal that tells the process to stop: `SIGTERM`, `SIGINT` or another name, or a number.
   *
   * @default SIGTERM
   */
  readonly stopSignal?: string;
  /**
   * The seconds from the stop signal to the end by force, from 0 to 86400: what it takes to finish the work that was begun.
   *
   * @default 30
   */
  readonly gracePeriod?: number;
  /**
   * How many containers run the process, from 0 to 1000. A job has none.
   *
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Environment variables of this process, beside those of the container. They are not in the image: whoever starts the process sets them.
   *
   * Not for secrets: they stand in the files of the project. Not PATH, where the virtual environment comes first.
   *
   * @default - none
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Whether the process does its work and ends, such as a migration before a release. `web` is none.
   *
   * @default false
   */
  readonly job?: boolean;
}
