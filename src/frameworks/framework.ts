import { django } from './django';
import { fastapi } from './fastapi';
import { flask } from './flask';
import { lambda } from './lambda';
import { plain } from './plain';
import { streamlit } from './streamlit';
import type { BuildCommand } from '../container/build-command';
import { ProcessOptions } from '../processes/process';

/** What an application is built on: decides its command, health check, requirements and sample. */
export enum Framework {
  /** FastAPI, served by uvicorn. */
  FASTAPI = 'fastapi',
  /** Flask, served by gunicorn: the object `app` of the package, or what its `create_app()` returns. */
  FLASK = 'flask',
  /** Django, served by gunicorn: a package with settings and wsgi.py, beside manage.py. */
  DJANGO = 'django',
  /** Streamlit: a script that is a page. */
  STREAMLIT = 'streamlit',
  /** A function of AWS Lambda: the `handler` of the package's module `main`. */
  LAMBDA = 'lambda',
  /** None: a program that runs until it is told to stop. */
  NONE = 'none',
}

/** What an application says of itself. */
export interface Application {
  /** The name of the project, for people. */
  readonly name: string;
  readonly moduleName: string;
  /** The folder of the project. */
  readonly folder: string;
  /** The folder of the project that modules are imported from: `.` or `src`. */
  readonly sourceFolder: string;
  /** Whether production has it as its build backend installs it: without the folder that modules are imported from. */
  readonly isInstalled: boolean;
  /** What people require, as they have written it. */
  readonly requirements: () => readonly string[];
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
  /** Environment variables of development and tests alone. */
  readonly devEnvironment?: { readonly [name: string]: string };
  /** Environment variables that production asks for, with values to try it with: `docker:verify` has them. */
  readonly trialEnvironment?: { readonly [name: string]: string };
  /** Whether a pushed image tells where it comes from; not where its registry takes no image with anything beside it. True if it is not said. */
  readonly hasProvenance?: boolean;
  /** The paths that the image needs. */
  sources(application: Application): string[];
  command(application: Application): string[];
  devCommand(application: Application): string[];
  /** The processes beside `web`: a migration before a release. */
  processes?(application: Application): { [name: string]: ProcessOptions };
  /** What is made of the code when the image is built: static files. */
  buildCommands?(application: Application): BuildCommand[];
  /** A command that shows whether the image works, where its own command cannot run by itself. */
  probe?(application: Application): string[];
  /** A small application of this kind: paths and contents. */
  sample(application: Application): { [path: string]: string };
  /** A test of the sample: paths and contents. */
  sampleTest(application: Application): { [path: string]: string };
}

export function frameworkProfile(framework: Framework): FrameworkProfile {
  switch (framework) {
    case Framework.FASTAPI: return fastapi;
    case Framework.FLASK: return flask;
    case Framework.DJANGO: return django;
    case Framework.STREAMLIT: return streamlit;
    case Framework.LAMBDA: return lambda;
    case Framework.NONE: return plain;
  }
}
