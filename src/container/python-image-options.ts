import { BuildCommand } from './build-command';
import { AccessOptions } from '../access/access-options';
import { BaseImage } from '../base-images/base-image';
import { Framework } from '../frameworks/framework';
import { Bytecode } from '../layers/bytecode';
import { PythonPackageManager } from '../package-managers/package-manager';
import { PipInstaller } from '../package-managers/pip-installer';
import { ImageDigests } from '../standards/image-digests';
import { StandardsOptions } from '../standards/standards-options';

/** What a Python application's image is made of. */
export interface PythonImageOptions {
  /**
   * The name of the Python package that holds the application.
   *
   * @default - the project's name, with underscores for what an identifier cannot hold
   */
  readonly moduleName?: string;
  /**
   * The minor version of Python, from `3.10` to `3.15`.
   *
   * A .python-version that you wrote and the `requires-python` of a pyproject.toml that you brought along have to agree with it.
   *
   * @default - that of your .python-version; else 3.14, or the newest one that the base image has or requires-python admits
   * @featured
   */
  readonly pythonVersion?: string;
  /**
   * Whether Python loads a module when it is first used, and not when it is imported: a start loads less. It holds in development,
   * tests and production alike, so that the project's own tests show whether the application works with it. For Python 3.15 and later.
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
   * The program that installs what pip's lock holds, in the image. Only with PythonPackageManager.PIP.
   *
   * @default PipInstaller.UV
   */
  readonly installer?: PipInstaller;
  /**
   * The image that production is made from. Not on the command line: it is an object.
   *
   * @default BaseImage.slim()
   */
  readonly baseImage?: BaseImage;
  /**
   * A registry, with or without a path, that has all images under their own names: a company's mirror.
   *
   * Every image is taken from there, uv's and the Dockerfile frontend's too: `python` becomes
   * `registry.example.com/mirror/python`. For a mirror with a path for each registry, see `imageRegistries`.
   *
   * @default - the images' own registries
   */
  readonly imageRegistry?: string;
  /**
   * The registries that images are taken from instead of their own, by the hosts of those: a mirror that has a path for each, such as a
   * proxy cache of Harbor, a pull through cache of ECR or remote repositories of Artifact Registry.
   *
   * Behind the path stands the whole name of the image, with the `library/` of Docker's official images: with
   * `{ 'docker.io': 'harbor.example.com/hub', 'ghcr.io': 'harbor.example.com/ghcr' }`, `python` becomes
   * `harbor.example.com/hub/library/python`, and uv `harbor.example.com/ghcr/astral-sh/uv`. An image whose host is not named is taken from
   * `imageRegistry`. Not on the command line: it is an object.
   *
   * @default - none
   */
  readonly imageRegistries?: { readonly [host: string]: string };
  /**
   * What follows where an image has no digest. `docker:pin` gives it one.
   *
   * @default ImageDigests.WARN
   */
  readonly imageDigests?: ImageDigests;
  /**
   * What the application is built on.
   *
   * It decides command, health check, requirements and sample.
   *
   * @default Framework.FASTAPI
   * @featured
   */
  readonly framework?: Framework;
  /**
   * What the application needs to run: `fastapi>=0.115`, `psycopg[binary]~=3.2`.
   *
   * One PEP 508 requirement each. A requirement of the framework that is named here is as it is written here.
   *
   * @see https://packaging.python.org/en/latest/specifications/dependency-specifiers/
   * @default - those of the framework
   * @featured
   */
  readonly requirements?: string[];
  /**
   * What only development and tests need.
   *
   * It never reaches production.
   *
   * @default - pytest and what the framework's tests need
   * @featured
   */
  readonly devRequirements?: string[];
  /**
   * The port on which the application listens.
   *
   * A TCP port from 1 to 65535.
   *
   * @default - 8000 for a web framework; none otherwise, and for a named container with a command of its own
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
   * @default - the framework's, with reload where it has one; `command` where that is set
   */
  readonly devCommand?: string[];
  /**
   * The folders, files and globs that the application consists of, relative to the project.
   *
   * They are copied into /app under the same paths. Wildcards stand in the last part: `config/*.yaml`.
   *
   * @default - the module, or src/ if the module is there; app.py without a framework
   */
  readonly sources?: string[];
  /**
   * What of the sources is not copied, neither into production nor into development: patterns of .dockerignore, relative to the
   * project, as in `hello/local_settings.py` and `hello/static/src`.
   *
   * @see https://docs.docker.com/build/concepts/context/#syntax
   * @default - none, but for what .dockerignore denies in every project
   */
  readonly sourceExcludes?: string[];
  /**
   * What the image needs of the files that .dockerignore denies in every folder: keys, logins, `.env` files, `node_modules` and
   * others, which stand in it with a heading each. Paths and patterns of .dockerignore, relative to the project and in its
   * sources: `certs/*.pem`, `hello/static/node_modules`.
   *
   * A folder that is denied is admitted without the keys and logins in it. Everyone who has the image can read what is admitted.
   *
   * @see https://docs.docker.com/build/concepts/context/#negating-matches
   * @default - none, but for files that `sources` names without a wildcard
   */
  readonly dockerignoreExceptions?: string[];
  /**
   * The commands that make files of the application when its image is built: they bundle style sheets, compile translations, generate code.
   *
   * What they make is a layer of its own, which is built and pushed anew only where it has changed. Not on the command line: they are objects.
   *
   * @default - those of the framework, if it has any
   */
  readonly buildCommands?: BuildCommand[];
  /**
   * Environment variables of the application, in production, development and tests.
   *
   * Not for secrets: everyone who has the image can read them. Not PATH, where the virtual environment comes first.
   *
   * @default - none
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Labels of the production image.
   *
   * @see https://github.com/opencontainers/image-spec/blob/main/annotations.md
   * @default - none
   */
  readonly labels?: { readonly [name: string]: string };
  /**
   * The number of the user that the application runs as, from 1 to 2147483647.
   *
   * @default - 10001, or that of the base image
   */
  readonly uid?: number;
  /**
   * The number of the user's group, from 1 to 2147483647.
   *
   * @default - 10001, or that of the base image
   */
  readonly gid?: number;
  /**
   * System packages that building the requirements needs: compilers and headers.
   *
   * Names of the base image's distribution, with or without a version: `gcc`, `libpq-dev=17.*`. They never reach production.
   *
   * @default - none
   */
  readonly buildPackages?: string[];
  /**
   * System packages that the running application needs: shared libraries.
   *
   * Names of the base image's distribution, with or without a version: `libpq5`, `libpq5=17.*`.
   *
   * @default - none
   */
  readonly runtimePackages?: string[];
  /**
   * The names of the packages that are built from source, because they have no wheel. All others are installed from
   * wheels, so that nothing is compiled without your knowing.
   *
   * @default - none
   */
  readonly sdists?: string[];
  /**
   * The extras of the project's pyproject.toml that the image takes: names of its `optional-dependencies`.
   *
   * @default - none
   */
  readonly extras?: string[];
  /**
   * The groups of the project's pyproject.toml that the image takes: names of its `dependency-groups`. Development has the
   * group `dev` in any case.
   *
   * @default - none
   */
  readonly groups?: string[];
  /**
   * The private places that the build reaches: package indexes, git repositories, what a company's certificates stand for. Not on the
   * command line: it is an object.
   *
   * @default - PyPI, and no key or certificate
   */
  readonly access?: AccessOptions;
  /**
   * Which modules are compiled when the image is built, so that a start need not do it.
   *
   * @default Bytecode.IMPORTED
   */
  readonly bytecode?: Bytecode;
  /**
   * The path that answers HTTP requests with status 200 while the application works.
   *
   * @default - /health for FastAPI; no health check otherwise, and for a named container with a command of its own
   */
  readonly healthCheckPath?: string;
  /**
   * The Host header of the health check, for an application that answers only to its own names, such as Django with ALLOWED_HOSTS:
   * `shop.example.com`.
   *
   * @default - the address and the port that are asked: 127.0.0.1:8000
   */
  readonly healthCheckHost?: string;
  /**
   * The name of the image, with its registry if it has one, and without a tag.
   *
   * @default - the project's name in lower case, with - for what a name cannot hold, and -<name> for a container that has a name
   */
  readonly imageName?: string;
  /**
   * Whether development has pytest. Without a `testCommand` it is what runs the tests: where this is false, there are none.
   *
   * @default - true; with a `testCommand`, whether that names it; in a projen PythonProject, whether that has it
   */
  readonly pytest?: boolean;
  /**
   * The command that runs the tests, for the tasks `test` and `docker:test`: `['python', 'manage.py', 'test']`, or
   * `['python', '-m', 'unittest']`. Arguments of the tasks stand behind it.
   *
   * @default - pytest, unless `pytest` is false
   */
  readonly testCommand?: string[];
  /**
   * The folders, files and globs that only tests need, relative to the project: `['tests', 'hello/tests', 'fixtures/*.json']`.
   *
   * Development has them, production has not, also where they lie inside the sources. A pattern with wildcards in the names of folders
   * counts inside the sources alone: `hello/*_app/tests.py`.
   *
   * @default - what pytest finds, or for another command what unittest would; what lies inside the sources ships with them
   */
  readonly testSources?: string[];
  /**
   * Folders whose Dockerfiles `docker:pin` and `docker:pin:check` leave alone, with the folders below them: paths relative to the project.
   *
   * @default - none: they read every Dockerfile of the project and below it
   */
  readonly unpinnedFolders?: string[];
  /**
   * Whether `npx projen` makes locks that are missing or stale, and asks for digests that are missing, after it has written the
   * files: what the tasks `lock` and `docker:pin` do. It is not done in CI (`CI` is set), in tests (`NODE_ENV` is `test`) and with
   * `npx projen --no-post`. Where it fails, the old locks stay, and a warning says what to run.
   *
   * @default true
   */
  readonly autoLock?: boolean;
  /**
   * The rules that the finished container is checked against, and what they find and stays. Not on the command line: it is an object.
   *
   * @default - RuleSet.baseline(), and nothing is accepted
   */
  readonly standards?: StandardsOptions;
}
