import { PythonPackageManager } from '../package-managers/package-manager';
import { PipInstaller } from '../package-managers/pip-installer';

/** The options of Python and its packages. */
export interface RequirementsOptions {
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
}
