/** Environment variables of the programs that lock and install on this machine. */
export interface ToolEnvironment {
  /** Variables that a lock file depends on: it is outdated when they change. */
  readonly variables: { readonly [name: string]: string };
  /** Variables for network access on this machine, which do not change the lock file. */
  readonly machine: { readonly [name: string]: string };
  /** Variables with secrets, and the variables of this machine from which they are read. */
  readonly secrets: { readonly [name: string]: string };
}

/** What tells which files the packages of locks have, where the locks do not name them. */
export interface FileList {
  /** The file that the command writes: https://packaging.python.org/en/latest/specifications/pylock-toml/ */
  readonly output: string;
  readonly command: string[];
  readonly pythonVersion: string;
  /** The packages that are built from source, in normal form. */
  readonly sdists: string[];
}

/**
 * How to make a set of lock files: facts for the script that runs the `lock` tasks. A command is a program and its
 * arguments; an argument with `{package}` is repeated for each given package.
 */
export interface LockPlan {
  /** The files from which the lock files are made. */
  readonly inputs: string[];
  /** The lock files. All are made before the first is replaced. */
  readonly outputs: string[];
  /** The version of Python that is needed to make them, if it matters. */
  readonly pythonVersion?: string;
  readonly environment: ToolEnvironment;
  /** The commands that make the lock files, in a folder with the inputs and the previous lock files. */
  readonly commands: string[][];
  /** The commands that upgrade all packages. */
  readonly upgradeCommands: string[][];
  /** The commands that upgrade the given packages. */
  readonly upgradePackageCommands: string[][];
  /** What tells after locking which packages have no wheel. */
  readonly fileList?: FileList;
}

/** How the virtual environment .venv is created from the lock files: facts for the script that runs `install`. */
export interface WorkspacePlan {
  readonly pythonVersion: string;
  /** The lock files from which it is created. */
  readonly locks: string[];
  readonly environment: ToolEnvironment;
  /** The first command creates an empty environment, the others install packages into it. */
  readonly commands: string[][];
}
