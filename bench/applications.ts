import { cpSync } from 'fs';
import { join } from 'path';
import { Framework, PythonContainerProjectOptions } from '../src';

/** A sample application: a folder with the module `shop`, whose `shop.main:app` answers /health. */
export interface Application {
  readonly name: string;
  readonly title: string;
  /** Where its sources are: files of a later folder replace those of an earlier one. */
  readonly folders: string[];
  readonly requirements: string[];
  /** What the project type is told beside the requirements. */
  readonly options: Partial<PythonContainerProjectOptions>;
  /** What the rivals run, if it is not uvicorn. */
  readonly command?: string[];
  /** The minor version of Python. */
  readonly pythonVersion: string;
  /** The measures that are taken of it; all, if there are none. */
  readonly measures?: string[];
}

/** The file that a change of the code changes. */
export const SOURCE = 'shop/main.py';

/** The requirement that a change of the dependencies adds: small, without dependencies, without C. */
export const ONE_MORE = 'itsdangerous';

export const FASTAPI: Application = {
  name: 'fastapi',
  title: 'FastAPI, uvicorn[standard], SQLAlchemy, psycopg[binary]',
  folders: [join(__dirname, 'applications/fastapi')],
  requirements: ['fastapi', 'uvicorn[standard]', 'sqlalchemy', 'psycopg[binary]'],
  options: { framework: Framework.FASTAPI },
  pythonVersion: '3.13', // uv's example has no image of a later one
};

/** Lazy imports are new in this version. */
export const FASTAPI_LAZY: Application = { ...FASTAPI, name: 'fastapi-3.15', title: `${FASTAPI.title}, Python 3.15`, pythonVersion: '3.15', measures: ['start'] };

export const FLASK: Application = {
  name: 'flask',
  title: 'Flask, gunicorn, SQLAlchemy, psycopg[binary]',
  folders: [...FASTAPI.folders, join(__dirname, 'applications/flask')],
  requirements: ['flask', 'gunicorn', 'sqlalchemy', 'psycopg[binary]'],
  options: { framework: Framework.FLASK },
  command: ['gunicorn', '--bind=0.0.0.0:8000', 'shop.main:app'],
  pythonVersion: '3.13',
  measures: ['start', 'size'],
};

export const DJANGO: Application = {
  name: 'django',
  title: 'Django, boto3, pandas, uvicorn',
  folders: [join(__dirname, 'applications/django')],
  requirements: ['django', 'boto3', 'pandas', 'uvicorn'],
  options: {
    framework: Framework.NONE,
    command: ['uvicorn', 'shop.main:app', '--host', '0.0.0.0', '--port', '8000'],
    sources: ['shop'],
    port: 8000,
    healthCheckPath: '/health',
  },
  pythonVersion: '3.13',
};

export const APPLICATIONS = [FASTAPI, FASTAPI_LAZY, FLASK, DJANGO];

/** Copies the sources of an application into a folder. */
export function copySources({ folders }: Application, folder: string): void {
  folders.forEach(source => cpSync(source, folder, { recursive: true }));
}
