import { ProcessOptions, WEB } from './process';
import { invalidOption } from '../dockerfile/invalid-option';
import { given } from '../dockerfile/option-checks';
import { httpCheck } from '../frameworks/http-check';

/** A process of an image, with all defaults. */
export interface ProcessFacts {
  /** Its name: `web`, `worker`. */
  readonly name: string;
  /** The command: a program and its arguments. */
  readonly command: string[];
  /** The command in the development image. */
  readonly devCommand: string[];
  /** The port on which it listens, if there is one. */
  readonly port?: number;
  /** The path that answers HTTP requests with status 200 while it is healthy, if there is one. */
  readonly healthCheckPath?: string;
  /** The Host header of these requests, if it is not the address of the request. */
  readonly healthCheckHost?: string;
  /** The command of the health check, if there is one. If there is a path, the command requests it. */
  readonly healthCheck?: string[];
  /** The stop signal. */
  readonly stopSignal: string;
  /** The seconds from the stop signal until the process is killed. */
  readonly gracePeriod: number;
  /** The number of containers that run it: 1 for a job. */
  readonly replicas: number;
  /** Its environment variables, without those of the image. */
  readonly environment: { readonly [name: string]: string };
  /** Whether it is a job, which ends after its work. */
  readonly job: boolean;
}

/** The facts that are needed to run an image. */
export interface ImageFacts {
  /** The name of the image, without a tag. */
  readonly imageName: string;
  /** The minor version of Python: `3.13`. */
  readonly pythonVersion: string;
  /** The folder of the application in the image. */
  readonly workdir: string;
  /** The numeric ID of the user. */
  readonly uid: number;
  /** The numeric ID of the user's group. */
  readonly gid: number;
  /** The environment variables of the application, which are set in the image. */
  readonly environment: { readonly [name: string]: string };
  /** The folders that the application writes to. If the file system is read-only, they need a mount. */
  readonly writableFolders: string[];
  /** The processes. The first is `web`, which the image runs by default. */
  readonly processes: ProcessFacts[];
}

/** The options of `processFacts`. */
export interface ProcessFactsOptions {
  /** The process that the image runs by default, with its command. */
  readonly web: ProcessOptions & { readonly command: string[] };
  /** The processes of the framework. */
  readonly ofFramework?: { readonly [name: string]: ProcessOptions };
  /** The processes in the options. */
  readonly named?: { readonly [name: string]: ProcessOptions };
  /** The Host header of the health checks. */
  readonly healthCheckHost?: string;
}

/**
 * The processes of an image: `web` and then the others, in the order in which they were added. The options override the defaults of the
 * framework.
 *
 * @throws when a process has no command, or options that cannot be combined
 */
export function processFacts({ web, ofFramework = {}, named = {}, healthCheckHost }: ProcessFactsOptions): ProcessFacts[] {
  const others = new Map(Object.entries(ofFramework));
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
    throw invalidOption(`processes.${name}.command`, command, 'every process except web needs a command', "Write for example ['python', 'worker.py']");
  }
  if (healthCheckPath !== undefined && healthCheckCommand !== undefined) {
    throw invalidOption(`processes.${name}.healthCheckCommand`, healthCheckCommand, 'healthCheckPath is set too', 'Remove one of them');
  }
  if (healthCheckPath !== undefined && port === undefined) {
    throw invalidOption(`processes.${name}.healthCheckPath`, healthCheckPath, 'a health check needs the port to ask', `Set processes.${name}.port`);
  }
  if (job && name === WEB) {
    throw invalidOption('processes.web.job', job, 'web is the default process of the image, and a job ends', 'Give the job another name');
  }
  if (job && replicas !== undefined) {
    throw invalidOption(`processes.${name}.replicas`, replicas, 'a job runs only once', 'Remove it');
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
