import { Mount, Stage } from '../dockerfile';

/** Tools that resolve, lock and install a project's requirements. */
export enum PythonPackageManager {
  /** pip installs what uv has locked in requirements.txt. */
  PIP = 'pip',
}

/** How to make a set of locks: facts for the script that runs the `lock` tasks. */
export interface LockPlan {
  /** The tool as a pinned requirement, which the tools' own venv installs from PyPI. */
  readonly tool: string;
  /** The files that the locks are made from. */
  readonly inputs: string[];
  /** The locks. All are made before the first is replaced. */
  readonly outputs: string[];
  /** What to run, in a folder that holds the inputs and the locks of the last time. */
  readonly commands: string[][];
  /** What to append to let every version rise. */
  readonly upgrade: string;
  /** What to append, in front of its name, to let the version of one package rise. */
  readonly upgradePackage: string;
}

/** How the workspace's virtual environment, .venv, is made from the locks: facts for the script that runs `install`. */
export interface WorkspacePlan {
  /** The tool as a pinned requirement. */
  readonly tool: string;
  readonly pythonVersion: string;
  /** The first command makes an empty environment, the others fill it. */
  readonly commands: string[][];
}

/** A package manager: its files, its locks, and how a stage installs from them. */
export interface PackageManager {
  /** How to make the locks. */
  readonly lock: LockPlan;
  /** How to make the workspace's virtual environment. */
  readonly workspace: WorkspacePlan;
  /** The names of the requirements, in normal form. */
  readonly requirements: string[];
  /** Adds an empty virtual environment and the locked requirements. */
  installRequirements(stage: Stage): void;
  /** Adds the locked development requirements to the virtual environment. */
  installDevRequirements(stage: Stage): void;
}

/** Where the virtual environment is, in every stage. */
export const VENV = '/opt/venv';

/** Mounts a lock where its installer finds it. */
export function mountLock(path: string): Mount {
  return Mount.bind(path, `/tmp/${path}`);
}
