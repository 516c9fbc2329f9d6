/** The process that an image runs by default. */
export const WEB = 'web';

/** The job that runs before other processes start, like the release phase of some platforms: it migrates the database. */
export const RELEASE = 'release';

/** A process that containers of the image can run. */
export interface ProcessOptions {
  /**
   * The command: a program and its arguments.
   *
   * @default - the framework's, for `web` and other processes of the framework; all other processes need a command
   */
  readonly command?: string[];
  /**
   * The command in the development image.
   *
   * @default - `command`; for `web`, the framework's, with automatic reload if the framework supports it
   */
  readonly devCommand?: string[];
  /**
   * The port on which the process listens, from 1 to 65535.
   *
   * @default - none; for `web`, the port of the container
   */
  readonly port?: number;
  /**
   * The path of the health check: it answers HTTP requests with status 200 while the process is healthy. It needs a port.
   *
   * @default - no health check; for `web`, the framework's
   */
  readonly healthCheckPath?: string;
  /**
   * The command of the health check, for a process without HTTP: it succeeds while the process is healthy. Not together with `healthCheckPath`.
   *
   * @default - no health check; for `web`, the framework's
   */
  readonly healthCheckCommand?: string[];
  /**
   * The stop signal of the process: `SIGTERM`, `SIGINT` or another name, or a number.
   *
   * @default SIGTERM
   */
  readonly stopSignal?: string;
  /**
   * The seconds from the stop signal until the process is killed, from 0 to 86400: the time to finish its current work.
   *
   * @default 30
   */
  readonly gracePeriod?: number;
  /**
   * The number of containers that run the process, from 0 to 1000. Not for jobs.
   *
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Environment variables of this process, in addition to those of the container. They are not in the image: they are set when the process is started.
   *
   * Not for secrets, because they are written into files of the project. PATH cannot be set, because the virtual environment must come first in it.
   *
   * @default - none
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Whether the process is a job, which ends after its work, such as a migration before a release. `web` cannot be a job.
   *
   * @default false
   */
  readonly job?: boolean;
}
