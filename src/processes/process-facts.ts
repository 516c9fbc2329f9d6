import { ProcessOptions, WEB } from './process';
import { invalidOption } from '../dockerfile/invalid-option';
import { httpCheck } from '../frameworks/http-check';

/** A process of an image, with every default filled in. */
export interface ProcessFacts {
  /** Its name: `web`, `worker`. */
  readonly name: string;
  /** The command: a program and its arguments. */
  readonly command: string[];
  /** The command in the development image. */
  readonly devCommand: string[];
  /** The port on which it listens, if it does. */
  readonly port?: number;
  /** The path that answers HTTP requests with status 200 while it works, if there is one. */
  readonly healthCheckPath?: string;
  /** The Host header of those requests, if it is another than the address that is asked. */
  readonly healthCheckHost?: string;
  /** The command that succeeds while it works, if there is one: it asks for the path, where there is a path. */
  readonly healthCheck?: string[];
  /** The signal that tells it to stop. */
  readonly stopSignal: string;
  /** The seconds from the stop signal to the end by force. */
  readonly gracePeriod: number;
  /** How many containers run it: 1 for a job. */
  readonly replicas: number;
  /** Its own environment variables, without those of the image. */
  readonly environment: { readonly [name: string]: string };
  /** Whether it does its work and ends. */
  readonly job: boolean;
}

/** What those who run an image need to know of it. */
export interface ImageFacts {
  /** The name of the image, without a tag. */
  readonly imageName: string;
  /** The minor version of Python: `3.13`. */
  readonly pythonVersion: string;
  /** Where the application is in the image. */
  readonly workdir: string;
  /** The number of the user. */
  readonly uid: number;
  /** The number of the user's group. */
  readonly gid: number;
  /** The environment variables of the application. The image has them. */
  readonly environment: { readonly [name: string]: string };
  /** The folders that the application writes to: they need a place where the image is read-only. */
  readonly writableFolders: string[];
  /** The processes. The first is `web`, which the image runs by itself. */
  readonly processes: ProcessFacts[];
}

/** What `processFacts` needs to know. */
export interface ProcessFactsOptions {
  /** What the image runs by itself: its command is there. */
  readonly web: ProcessOptions & { readonly command: string[] };
  /** What the framework brings. */
  readonly brought?: { readonly [name: string]: ProcessOptions };
  /** What was asked for. */
  readonly named?: { readonly [name: string]: ProcessOptions };
  /** The Host header of the health checks. */
  readonly healthCheckHost?: string;
}

/**
 * The processes of an image: `web` and then the others, in the order in which they were named. What was asked for stands above what the
 * framework brings.
 *
 * @throws when one has no command, or two options that do not go together
 */
export function processFacts({ web, brought = {}, named = {}, healthCheckHost }: ProcessFactsOptions): ProcessFacts[] {
  const others = new Map(Object.entries(brought));
  for (const [name, options] of Object.entries(named)) {
    if (options !== undefined) {
      others.set(name, { ...others.get(name), ...options.command && { devCommand: undefined }, ...given(options) });
    }
  }
  others.delete(WEB);
  return [...new Map([[WEB, web as ProcessOptions], ...others])].map(([name, options]) => facts(name, options, healthCheckHost));
}

function facts(name: string, options: ProcessOptions, host?: string): ProcessFacts {
  const { command, port, healthCheckPath, healthCheckCommand, job = false, replicas } = options;
  if (command === undefined) {
    throw invalidOption(`processes.${name}.command`, command, 'every process but web needs one', "Write for example ['python', 'worker.py']");
  }
  if (healthCheckPath !== undefined && healthCheckCommand !== undefined) {
    throw invalidOption(`processes.${name}.healthCheckCommand`, healthCheckCommand, 'there is a healthCheckPath too', 'Leave one of them out');
  }
  if (healthCheckPath !== undefined && port === undefined) {
    throw invalidOption(`processes.${name}.healthCheckPath`, healthCheckPath, 'a health check needs the port to ask', `Set processes.${name}.port`);
  }
  if (job && name === WEB) {
    throw invalidOption('processes.web.job', job, 'the image runs web by itself, and a job ends', 'Give the job another name');
  }
  if (job && replicas !== undefined) {
    throw invalidOption(`processes.${name}.replicas`, replicas, 'a job runs once', 'Leave it out');
  }
  return {
    name,
    command,
    devCommand: options.devCommand ?? command,
    port,
    healthCheckPath,
    healthCheckHost: healthCheckPath === undefined ? undefined : host,
    healthCheck: healthCheckCommand ?? (healthCheckPath === undefined ? undefined : httpCheck(port!, healthCheckPath, host)),
    stopSignal: options.stopSignal ?? 'SIGTERM',
    gracePeriod: options.gracePeriod ?? 30,
    replicas: replicas ?? 1,
    environment: options.environment ?? {},
    job,
  };
}

function given(options: ProcessOptions): ProcessOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
