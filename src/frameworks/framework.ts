import { fastapi } from './fastapi';
import { plain } from './plain';
import type { BuildCommand } from '../container/build-command';

/** What an application is built on: decides its command, health check, requirements and sample. */
export enum Framework {
  /** FastAPI, served by uvicorn. */
  FASTAPI = 'fastapi',
  /** None: a program that runs until it is told to stop. */
  NONE = 'none',
}

/** What an application says of itself. */
export interface Application {
  /** The name of the project, for people. */
  readonly name: string;
  readonly moduleName: string;
  /** Where it listens, if it does. */
  readonly port?: number;
  /** The path that answers when the application works, if there is one. */
  readonly healthCheckPath?: string;
  /** The Host header of the health check, if it is another than the address that is asked. */
  readonly healthCheckHost?: string;
}

/** What follows from a framework. */
export interface FrameworkProfile {
  readonly requirements: string[];
  readonly devRequirements: string[];
  readonly port?: number;
  readonly healthCheckPath?: string;
  /** The paths that the image needs. */
  sources(application: Application): string[];
  command(application: Application): string[];
  devCommand(application: Application): string[];
  /** What makes files of the application when its image is built, unless the project has commands of its own. */
  buildCommands?(application: Application): BuildCommand[];
  /** A small application of this kind: paths and contents. */
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
