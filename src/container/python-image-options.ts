import { BuildCommand } from './build-command';
import { AccessOptions } from '../access/access-options';
import { BaseImage } from '../base-images/base-image';
import { Framework } from '../frameworks/framework';
import { Bytecode } from '../layers/bytecode';
import { PythonPackageManager } from '../package-managers/package-manager';
import { PipInstaller } from '../package-managers/pip-installer';
import { ProcessOptions } from '../processes/process';
import { ImageDigests } from '../standards/image-digests';
import { StandardsOptions } from '../standards/standards-options';

/** The options of a Python application's image. */
export interface PythonImageOptions {
  /**
   * The name of the Python package that holds the application.
   *
   * @default - the project's name, with an underscore for each character that a Python identifier cannot have
   */
  readonly moduleName?: string;
  /**
   * The minor version of Python, from `3.10` to `3.15`.
   *
   * It must agree with a `.python-version` that you wrote, and with the `requires-python` of a `pyproject.toml` that you wrote.
   *
   * @default - the version in your `.python-version`; otherwise 3.14, or the newest version that the base image and `requires-python` allow
   * @featured
   */
  readonly pythonVersion?: string;
  /**
   * Whether Python loads a module when it is first used instead of when it is imported, so that the application starts faster. It applies to
   * development, tests and production, so that the project's tests show whether the application works with it. Needs Python 3.15 or later.
   *
   * @see https://peps.python.org/pep-0810/
   * @default false
   */
  readonly lazyImports?: boolean;
  /**
   * The tool that locks and installs the requirements.
   *
   * @default PythonPackageManager.PIP
   */
  readonly packageManager?: PythonPackageManager;
  /**
   * The program that installs the locked requirements in the image. Only with PythonPackageManager.PIP.
   *
   * @default PipInstaller.UV
   */
  readonly installer?: PipInstaller;
  /**
   * The base image of the production image. It is an object, so it cannot be set on the command line.
   *
   * @default BaseImage.slim()
   */
  readonly baseImage?: BaseImage;
  /**
   * A registry, with or without a path, that mirrors all images under their own names.
   *
   * Every image is pulled from it, including uv's and the Dockerfile frontend's: `python` becomes
   * `registry.example.com/mirror/python`. For a mirror with a path for each registry, see `imageRegistries`.
   *
   * @default - each image is pulled from its own registry
   */
  readonly imageRegistry?: string;
  /**
   * The mirror of each registry, by the registry's host name. For mirrors that have a path for each registry, such as a proxy cache of
   * Harbor, a pull through cache of ECR or remote repositories of Artifact Registry.
   *
   * The full name of the image follows the mirror's path, including the `library/` of Docker's official images: with
   * `{ 'docker.io': 'harbor.example.com/hub', 'ghcr.io': 'harbor.example.com/ghcr' }`, `python` becomes
   * `harbor.example.com/hub/library/python`, and uv `harbor.example.com/ghcr/astral-sh/uv`. An image whose registry is not listed is pulled from
   * `imageRegistry`. This option is an object, so it cannot be set on the command line.
   *
   * @default - none
   */
  readonly imageRegistries?: { readonly [host: string]: string };
  /**
   * Whether an image without a digest is ignored, a warning or an error. The task `docker:pin` adds the missing digests.
   *
   * @default ImageDigests.WARN
   */
  readonly imageDigests?: ImageDigests;
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
   * The packages that the application needs to run: `fastapi>=0.115`, `psycopg[binary]~=3.2`.
   *
   * Each string is one PEP 508 requirement. A requirement given here replaces the framework's requirement of the same package.
   *
   * @see https://packaging.python.org/en/latest/specifications/dependency-specifiers/
   * @default - the requirements of the framework
   * @featured
   */
  readonly requirements?: string[];
  /**
   * The packages that only development and tests need.
   *
   * They are never installed in the production image.
   *
   * @default - pytest, and the packages that the framework's tests need
   * @featured
   */
  readonly devRequirements?: string[];
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
   * Labels of the production image.
   *
   * @see https://github.com/opencontainers/image-spec/blob/main/annotations.md
   * @default - none
   */
  readonly labels?: { readonly [name: string]: string };
  /**
   * The numeric ID of the user that the application runs as, from 1 to 2147483647.
   *
   * @default - 10001, or that of the base image
   */
  readonly uid?: number;
  /**
   * The numeric ID of the user's group, from 1 to 2147483647.
   *
   * @default - 10001, or that of the base image
   */
  readonly gid?: number;
  /**
   * System packages that are needed to build the requirements, such as compilers and headers.
   *
   * Package names of the base image's distribution, with or without a version: `gcc`, `libpq-dev=17.*`. They are not in the production image.
   *
   * @default - none
   */
  readonly buildPackages?: string[];
  /**
   * System packages that the application needs when it runs, such as shared libraries.
   *
   * Package names of the base image's distribution, with or without a version: `libpq5`, `libpq5=17.*`.
   *
   * @default - none
   */
  readonly runtimePackages?: string[];
  /**
   * The names of the Python packages that are built from source, because they have no wheel. All other packages are installed from
   * wheels only, so that nothing is compiled without your knowledge.
   *
   * @default - none
   */
  readonly sdists?: string[];
  /**
   * The extras to install in the image: keys of `[project.optional-dependencies]` in the project's pyproject.toml.
   *
   * @default - none
   */
  readonly extras?: string[];
  /**
   * The dependency groups to install in the image: keys of `[dependency-groups]` in the project's pyproject.toml. The development image
   * always has the group `dev`.
   *
   * @default - none
   */
  readonly groups?: string[];
  /**
   * Private package indexes and git repositories that the build uses, and the certificate authorities that it trusts. It is an object,
   * so it cannot be set on the command line.
   *
   * @default - PyPI only, without keys or certificates
   */
  readonly access?: AccessOptions;
  /**
   * Which modules are compiled to bytecode when the image is built, which makes the container start faster.
   *
   * @default Bytecode.IMPORTED
   */
  readonly bytecode?: Bytecode;
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
  /**
   * The name of the image, with or without a registry, and without a tag.
   *
   * @default - the project's name in lower case, with a - for each character that an image name cannot have, and with -<name> for a named container
   */
  readonly imageName?: string;
  /**
   * Whether the development image has pytest. Without a `testCommand`, pytest runs the tests; if this is false, there are none.
   *
   * @default - true; with a `testCommand`, whether the command contains pytest; in a projen PythonProject, whether the project has pytest
   */
  readonly pytest?: boolean;
  /**
   * The command that runs the tests, for the tasks `test` and `docker:test`: `['python', 'manage.py', 'test']`, or
   * `['python', '-m', 'unittest']`. Arguments given to the tasks are appended.
   *
   * @default - pytest, unless `pytest` is false
   */
  readonly testCommand?: string[];
  /**
   * Folders and files that only tests need, as paths or globs relative to the project: `['tests', 'hello/tests', 'fixtures/*.json']`.
   *
   * They are in the development image and not in the production image, even if they are inside `sources`. A pattern with wildcards in the
   * names of folders applies only inside `sources`: `hello/*_app/tests.py`.
   *
   * @default - the tests that pytest finds, or that unittest finds if `testCommand` runs another program; tests inside `sources` are in production too
   */
  readonly testSources?: string[];
  /**
   * Folders whose Dockerfiles `docker:pin` and `docker:pin:check` skip, including their subfolders: paths relative to the project.
   *
   * @default - none; the tasks read every Dockerfile in the project's folder and its subfolders
   */
  readonly unpinnedFolders?: string[];
  /**
   * Whether `npx projen` creates missing or outdated lock files and adds missing digests after it has written the
   * files, as the tasks `lock` and `docker:pin` do. This is skipped in CI (`CI` is set), in tests (`NODE_ENV` is `test`) and with
   * `npx projen --no-post`. If it fails, the old lock files stay as they are, and a warning says which command to run.
   *
   * @default true
   */
  readonly autoLock?: boolean;
  /**
   * The rules that the generated files are checked against, and the findings that are accepted. It is an object, so it cannot be set on the command line.
   *
   * @default - RuleSet.baseline(), with no accepted findings
   */
  readonly standards?: StandardsOptions;
}
