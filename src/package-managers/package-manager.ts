import { Access } from '../access/access';
import { Dockerfile, Mount, Stage } from '../dockerfile';
import { ExistingPyproject } from './existing-pyproject';
import { LockPlan, WorkspacePlan } from './plans';
import { Requirement } from './requirement';
import { shellWord } from '../dockerfile/quoting';
import { Tool } from '../tools/tool-lock';

/** The tool that locks and installs a project's requirements. */
export enum PythonPackageManager {
  /** pip: `requirements.in`, locked in `requirements.txt`. */
  PIP = 'pip',
  /** uv: `pyproject.toml`, locked in `uv.lock`. */
  UV = 'uv',
  /** Poetry: `pyproject.toml`, locked in `poetry.lock`. */
  POETRY = 'poetry',
}

/** The options of a package manager. */
export interface PackageManagerOptions {
  readonly pythonVersion: string;
  readonly requirements: Requirement[];
  readonly devRequirements: Requirement[];
  /** The names of the requirements options that are set: they are errors if the user wrote the requirements files. */
  readonly namedOptions: string[];
  /** The normalized names of the packages that are built from source. */
  readonly sdists: string[];
  readonly access: Access;
  /** The suffix of caches that no other project uses. */
  readonly cacheName: string;
  /** The extras and groups that are installed in .venv. */
  readonly selection: Selection;
  /** The pyproject.toml that the user wrote. */
  readonly pyproject?: ExistingPyproject;
}

/** Facts about the images in which a package manager runs. */
export interface PackageManagerContext {
  /** Returns the name of an image in the registry from which the project pulls its images. */
  readonly image: (reference: string) => string;
  /** The absolute path of Python in the stages. */
  readonly python: string;
}

/** The extras and groups in a lock file that are installed in addition to the requirements. */
export interface Selection {
  readonly extras: string[];
  readonly groups: string[];
}

/** A package manager: its files, its lock files, and how a stage installs from them. */
export interface PackageManager {
  /** The tools that its commands use. */
  readonly tools: Tool[];
  /** The tool that pip installs in Docker to make the lock files there. By default it is uv, from its image. */
  readonly lockTool?: Tool;
  /** How to make the lock files, if this project makes them. */
  readonly lock?: LockPlan;
  /** The folder with the lock files, relative to the project, if it is not the project's folder. */
  readonly lockFolder?: string;
  /** The folders of the libraries that are installed with the project: paths relative to the lock file. */
  readonly libraries?: string[];
  /** The folders of the libraries for development. */
  readonly devLibraries?: string[];
  /** The build requirements of the project and its libraries, if they are known before the backends run. */
  readonly buildRequirements?: string[];
  /** The packages that come from git repositories. */
  readonly gitPackages: string[];
  /** The positions of the production requirements in files that the user wrote: `requirements.in:3`. */
  readonly existingRequirements?: { readonly [requirement: string]: string };
  /** How to create the virtual environment .venv. */
  readonly workspace: WorkspacePlan;
  /** Adds the stages that its programs come from. */
  addStages(dockerfile: Dockerfile, context: PackageManagerContext): void;
  /** Configures its tools in the stages that lock and install. */
  configure(stage: Stage, context: PackageManagerContext): void;
  /**
   * Creates the virtual environment and installs the locked requirements into it.
   *
   * @param python the absolute path of the interpreter for the environment
   */
  installRequirements(builder: Stage, selection: Selection, python: string): void;
  /** Installs the locked development requirements too. */
  installDevRequirements(dev: Stage, selection: Selection): void;
  /** Installs the build requirements of projects into `BACKENDS`, once for all builds. */
  installBackends(stage: Stage, requirements: string[]): void;
  /**
   * Installs projects without their requirements: into a folder, or in editable mode into the virtual environment, which
   * follows changes of their files.
   */
  installProjects(stage: Stage, paths: string[], where?: ProjectPlace): void;
}

/** The folder into which projects are installed, if it is not the virtual environment. */
export interface ProjectPlace {
  readonly folder: string;
  /** Whether the build requirements are already installed. Then nothing is downloaded. */
  readonly hasBackends: boolean;
}

/** The path of the virtual environment, in every stage. */
export const VENV = '/opt/venv';

/** The comment above the RUN that installs the requirements: BuildKit shows it if the RUN fails. */
export const NO_WHEEL_COMMENT = 'If a package has no wheel for this platform, add it to sdists, and the compiler that it needs to buildPackages.';

/** The packages of a project that come from git repositories, in normal form. */
export function gitPackages({ requirements, devRequirements, pyproject }: PackageManagerOptions): string[] {
  return pyproject?.sources.git ?? [...requirements, ...devRequirements].filter(({ isGit }) => isGit).map(({ name }) => name);
}

/**
 * The cache mount of an installer. If the installer builds packages, their code can write to the cache, and
 * installers do not verify unpacked files again: such a cache belongs to one project.
 *
 * @param owner the project that the cache belongs to; without one, all projects on a builder share it
 */
export function installerCache(program: string, owner?: string): Mount {
  return Mount.cache(`/tmp/.cache/${program}`, { id: owner === undefined ? program : `${program}-${owner}` });
}

/**
 * The owner of the cache for installing requirements: the project, if third-party code can run. It runs if packages are built, and
 * if packages are already installed: installers start the environment's Python to get its paths, which runs `.pth` files.
 */
export function cacheOwner({ cacheName, sdists }: PackageManagerOptions, isFirst: boolean, fromGit: string[] = []): string | undefined {
  return !isFirst || sdists.length || fromGit.length ? cacheName : undefined;
}

/** The command that creates the virtual environment, without pip, which would be in production. */
export function makeEnvironment(python: string): string {
  return `${shellWord(python)} -m venv --without-pip ${VENV}`;
}

/** Mounts files of the project for an installer. */
export function mountFiles(...paths: string[]): Mount[] {
  return paths.map(path => Mount.bind(path, `/tmp/${path}`));
}
