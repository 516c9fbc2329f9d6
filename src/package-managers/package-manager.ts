import { Access } from '../access/access';
import { Dockerfile, Mount, Stage } from '../dockerfile';
import { BroughtPyproject } from './brought-pyproject';
import { LockPlan, WorkspacePlan } from './plans';
import { Requirement } from './requirement';
import { shellWord } from '../dockerfile/quoting';
import { Tool } from '../tools/tool-lock';

/** Tools that resolve, lock and install a project's requirements. */
export enum PythonPackageManager {
  /** requirements.in, locked in requirements.txt. */
  PIP = 'pip',
  /** pyproject.toml, locked in uv.lock. */
  UV = 'uv',
  /** pyproject.toml, locked in poetry.lock. */
  POETRY = 'poetry',
}

/** What a package manager needs to know of a project. */
export interface PackageManagerOptions {
  readonly pythonVersion: string;
  readonly requirements: Requirement[];
  readonly devRequirements: Requirement[];
  /** The options of requirements that were given: those are errors where people brought files along. */
  readonly namedOptions: string[];
  /** The packages that are built from source, in normal form. */
  readonly sdists: string[];
  readonly access: Access;
  /** What caches are called that no other project uses. */
  readonly cacheName: string;
  /** What .venv holds beside the requirements themselves. */
  readonly selection: Selection;
  /** The pyproject.toml that people brought along. */
  readonly pyproject?: BroughtPyproject;
}

/** What a package manager has to know of the images it works in. */
export interface PackageManagerContext {
  /** The name of an image in the registry that the project takes its images from. */
  readonly image: (reference: string) => string;
  /** The absolute path of Python in the stages. */
  readonly python: string;
}

/** The parts of a lock that an image takes beside the requirements themselves. */
export interface Selection {
  readonly extras: string[];
  readonly groups: string[];
}

/** A package manager: its files, its locks, and how a stage installs from them. */
export interface PackageManager {
  /** The programs that its commands call. */
  readonly tools: Tool[];
  /** The tool that pip installs in Docker to make the locks there. Else it is uv, from its image. */
  readonly lockTool?: Tool;
  /** How to make the locks, if they are made here. */
  readonly lock?: LockPlan;
  /** The folder that the locks are in, relative to the project, if they are not in the project's own. */
  readonly lockFolder?: string;
  /** The folders of the libraries that are installed with the project: paths relative to the lock's. */
  readonly libraries?: string[];
  /** The same for development. */
  readonly devLibraries?: string[];
  /** What has to be there to build the project and its libraries, if that is known before their backends run. */
  readonly buildRequirements?: string[];
  /** The packages that come from git repositories. */
  readonly gitPackages: string[];
  /** What files that people brought require for production, by the places: `requirements.in:3`. */
  readonly broughtRequirements?: { readonly [place: string]: string };
  /** How to make the workspace's virtual environment. */
  readonly workspace: WorkspacePlan;
  /** Adds the stages that its programs come from. */
  addStages(dockerfile: Dockerfile, context: PackageManagerContext): void;
  /** Sets what its programs need to know in the stages that lock and install. */
  configure(stage: Stage, context: PackageManagerContext): void;
  /**
   * Makes the virtual environment and installs the locked requirements into it.
   *
   * @param python the absolute path of the interpreter that the environment is made from
   */
  installRequirements(builder: Stage, selection: Selection, python: string): void;
  /** Installs the locked development requirements too. */
  installDevRequirements(dev: Stage, selection: Selection): void;
  /** Installs what projects require to be built into `BACKENDS`, once for all builds. */
  installBackends(stage: Stage, requirements: string[]): void;
  /**
   * Installs projects without their requirements: into a folder, or else into the virtual environment in a way that
   * follows changes of their files.
   */
  installProjects(stage: Stage, paths: string[], where?: ProjectPlace): void;
}

/** Where projects are installed, if not into the virtual environment. */
export interface ProjectPlace {
  readonly folder: string;
  /** Whether what they require to be built is there. Then nothing is fetched. */
  readonly hasBackends: boolean;
}

/** Where the virtual environment is, in every stage. */
export const VENV = '/opt/venv';

/** What stands above the RUN that installs the requirements: where it fails, BuildKit shows it. */
export const NO_WHEEL_COMMENT = 'If a package has no wheel for this platform, name it in sdists, and the compiler it needs in buildPackages.';

/** The packages of a project that come from git repositories, in normal form. */
export function gitPackages({ requirements, devRequirements, pyproject }: PackageManagerOptions): string[] {
  return pyproject?.gitPackages ?? [...requirements, ...devRequirements].filter(({ isGit }) => isGit).map(({ name }) => name);
}

/**
 * The cache of an installer. Where it runs the code of others, to build their packages, that code can write to the cache, and
 * installers do not check again what they have unpacked: such a cache belongs to one project.
 *
 * @param owner the project that it belongs to; without one, all projects of a builder share it
 */
export function installerCache(program: string, owner?: string): Mount {
  return Mount.cache(`/tmp/.cache/${program}`, { id: owner === undefined ? program : `${program}-${owner}` });
}

/**
 * Whose cache an install of requirements uses: the project's own, if the code of others can run. It runs where packages are built, and
 * where there are some already: installers ask the environment's Python for its paths, and a `.pth` file runs at each of its starts.
 */
export function cacheOwner({ cacheName, sdists }: PackageManagerOptions, isFirst: boolean, fromGit: string[] = []): string | undefined {
  return !isFirst || sdists.length || fromGit.length ? cacheName : undefined;
}

/** The command that makes the virtual environment: without pip, which would ship. */
export function makeEnvironment(python: string): string {
  return `${shellWord(python)} -m venv --without-pip ${VENV}`;
}

/** Mounts files of the project where an installer finds them. */
export function mountFiles(...paths: string[]): Mount[] {
  return paths.map(path => Mount.bind(path, `/tmp/${path}`));
}
