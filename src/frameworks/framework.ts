import { django } from './django';
import { fastapi } from './fastapi';
import { flask } from './flask';
import { lambda } from './lambda';
import { plain } from './plain';
import type { SampleDatabase } from './sample-database';
import { streamlit } from './streamlit';
import type { BuildCommand } from '../container/build-command';
import { ProcessOptions } from '../processes/process';

/** The framework of an application. It sets the default command, health check and requirements, and the sample application. */
export enum Framework {
  /** FastAPI, served by uvicorn. */
  FASTAPI = 'fastapi',
  /** Flask, served by gunicorn: the object `app` of the package, or the result of its `create_app()`. */
  FLASK = 'flask',
  /** Django, served by gunicorn: a package with settings and wsgi.py, and manage.py next to it. */
  DJANGO = 'django',
  /** Streamlit: a script that is a page. */
  STREAMLIT = 'streamlit',
  /** A function of AWS Lambda: the `handler` in the package's module `main`. */
  LAMBDA = 'lambda',
  /** No framework: a program that runs until it is stopped. */
  NONE = 'none',
}

/** The properties of an application. */
export interface Application {
  /** The name of the project, for people. */
  readonly name: string;
  readonly moduleName: string;
  /** The folder of the project. */
  readonly folder: string;
  /** The folder of the project from which modules are imported: `.` or `src`. */
  readonly sourceFolder: string;
  /** Whether a build backend installs it in production, without the folder from which modules are imported. */
  readonly isInstalled: boolean;
  /** The requirements that the user wrote. */
  readonly requirements: () => readonly string[];
  /** The port on which it listens, if there is one. */
  readonly port?: number;
  /** The path of the health check, if there is one. */
  readonly healthCheckPath?: string;
  /** The Host header of the health check, if it is not the address of the request. */
  readonly healthCheckHost?: string;
  /** The database that the sample uses, if there is one. */
  readonly database?: SampleDatabase;
}

/** The defaults of a framework. */
export interface FrameworkProfile {
  readonly requirements: string[];
  readonly devRequirements: string[];
  readonly port?: number;
  readonly healthCheckPath?: string;
  /** Environment variables for development and tests only. */
  readonly devEnvironment?: { readonly [name: string]: string };
  /** Environment variables that the application needs in production, with values for a trial: `docker:verify` and `docker:trace` set them. */
  readonly trialEnvironment?: { readonly [name: string]: string };
  /** Whether a pushed image has provenance; false if the registry only accepts plain images. True by default. */
  readonly hasProvenance?: boolean;
  /** The default sources. */
  sources(application: Application): string[];
  command(application: Application): string[];
  devCommand(application: Application): string[];
  /** The processes besides `web`, such as a migration before a release. */
  processes?(application: Application): { [name: string]: ProcessOptions };
  /** The commands that create files from the code when the image is built, such as static files. */
  buildCommands?(application: Application): BuildCommand[];
  /** A command that shows whether the image works, if its own command cannot run without other services. */
  probe?(application: Application): string[];
  /** The sample application: paths and contents. */
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
