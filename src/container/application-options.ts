import { BuildCommand } from './build-command';
import { Framework } from '../frameworks/framework';
import { ProcessOptions } from '../processes/process';

/** The options of the application itself: what runs, and what it consists of. */
export interface ApplicationOptions {
  /**
   * The name of the Python package that holds the application.
   *
   * @default - the project's name, with an underscore for each character that a Python identifier cannot have
   */
  readonly moduleName?: string;
  /**
   * The framework that the application uses.
   *
   * It sets the default command, health check and requirements, and the sample application.
   *
   * @default Framework.FASTAPI
   * @featured
   */
  readonly framework?: Framework;
  /**
   * The port on which the application listens.
   *
   * A TCP port from 1 to 65535.
   *
   * @default - 8000 for a web framework, 8501 for Streamlit; none without one, or for a named container that sets `command`
   * @featured
   */
  readonly port?: number;
  /**
   * The command of the production image: a program and its arguments.
   *
   * @default - the framework's
   */
  readonly command?: string[];
  /**
   * The command of the development image.
   *
   * @default - `command` if it is set; otherwise the framework's command, with automatic reload if the framework supports it
   */
  readonly devCommand?: string[];
  /**
   * The processes that containers of the image can run, by name: `{ worker: { command: ['celery', '--app=shop', 'worker'] } }`.
   *
   * `web` is the process that the image runs by default, whether it uses HTTP or not. It always exists: the options `command`, `devCommand`, `port` and
   * `healthCheckPath` of the container belong to it, and can also be set here. Each other process has a task: `docker:run:worker`. A name consists of lower-case letters,
   * digits and -. It is an object, so it cannot be set on the command line.
   *
   * @default - `web`, and the processes of the framework
   */
  readonly processes?: { readonly [name: string]: ProcessOptions };
  /**
   * The folders and files of the application, as paths or globs relative to the project.
   *
   * They are copied into /app under the same paths. Only the last part of a path can have wildcards: `config/*.yaml`.
   *
   * @default - the folder of the module, or `src` if the module is in it, and manage.py with Django; `app.py` without a framework
   */
  readonly sources?: string[];
  /**
   * Patterns, in .dockerignore syntax, of files in `sources` that are not copied into any image. They are relative to the
   * project: `hello/local_settings.py`, `hello/static/src`.
   *
   * @see https://docs.docker.com/build/concepts/context/#syntax
   * @default - none; .dockerignore excludes some files in every project
   */
  readonly sourceExcludes?: string[];
  /**
   * Files in `sources` that the image needs although .dockerignore excludes them in every project: keys, credentials, `.env` files,
   * `node_modules` and others, which .dockerignore lists under one heading for each kind. Paths, or patterns in .dockerignore syntax,
   * relative to the project: `certs/*.pem`, `hello/static/node_modules`.
   *
   * If a pattern names a folder, keys and credentials in it stay excluded. Everyone who has the image can read the files that it contains.
   *
   * @see https://docs.docker.com/build/concepts/context/#negating-matches
   * @default - none; files that `sources` names without a wildcard are always copied
   */
  readonly dockerignoreExceptions?: string[];
  /**
   * The commands that generate files of the application when its image is built: they bundle style sheets, compile translations, generate code.
   *
   * Their outputs are a separate layer, which is pushed again only if they have changed. They are objects, so they cannot be set on the command line.
   *
   * @default - none; for Django, the command that collects the static files
   */
  readonly buildCommands?: BuildCommand[];
  /**
   * Environment variables of the application, in production, development and tests.
   *
   * Not for secrets, because everyone who has the image can read them. PATH cannot be set, because the virtual environment must come first in it.
   *
   * @default - none
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * The reverse proxies whose `X-Forwarded-` headers the application's server trusts: addresses, networks such as `10.0.0.0/8`,
   * or only `'*'` for everyone, if only proxies can reach the container.
   *
   * It sets FORWARDED_ALLOW_IPS, which gunicorn and uvicorn read. gunicorn takes the scheme of a request from these headers (`https`), uvicorn also the
   * address of the client. uvicorn before 0.31 and gunicorn before 24.1 do not support networks.
   *
   * @default - only the container itself
   */
  readonly trustedProxies?: string[];
  /**
   * The path of the health check: it answers HTTP requests with status 200 while the application is healthy.
   *
   * @default - /health for FastAPI, Flask and Django, /_stcore/health for Streamlit; no health check for other frameworks, or for a named container that sets `command`
   */
  readonly healthCheckPath?: string;
  /**
   * The Host header of the health check, for an application that only accepts certain host names, such as Django with ALLOWED_HOSTS:
   * `shop.example.com`.
   *
   * @default - the address and port that the health check requests, such as 127.0.0.1:8000
   */
  readonly healthCheckHost?: string;
}
