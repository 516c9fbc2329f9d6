import { fastapi } from './fastapi';
import { plain } from './plain';
import { ProcessOptions } from '../processes/process';

/** The framework of an application. It sets the default command, health check and requirements, and the sample application. */
export enum Framework {
  /** FastAPI, served by uvicorn. */
  FASTAPI = 'fastapi',
  /** No framework: a program that runs until it is stopped. */
  NONE = 'none',
}

/** The properties of an application. */
export interface Application {
  /** The name of the project, for people. */
  readonly name: string;
  readonly moduleName: string;
  /** The port on which it listens, if there is one. */
  readonly port?: number;
  /** The path of the health check, if there is one. */
  readonly healthCheckPath?: string;
  /** The Host header of the health check, if it is not the address of the request. */
  readonly healthCheckHost?: string;
}

/** The defaults of a framework. */
export interface FrameworkProfile {
  readonly requirements: string[];
  readonly devRequirements: string[];
  readonly port?: number;
  readonly healthCheckPath?: string;
  /** The default sources. */
  sources(application: Application): string[];
  command(application: Application): string[];
  devCommand(application: Application): string[];
  /** The processes besides `web`, such as a migration before a release. */
  processes?(application: Application): { [name: string]: ProcessOptions };
  /** The sample application: paths and contents. */
  sample(application: Application): { [path: string]: string };
  /** A test of the sample: paths and contents. */
  sampleTest(application: Application): { [path: string]: string };
}

export function frameworkProfile(framework: Framework): FrameworkProfile {
  switch (framework) {
    case Framework.FASTAPI: return fastapi;
    case Framework.NONE: return plain;
  }
}
