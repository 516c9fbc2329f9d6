/** Variables of the programs that lock and install on this machine. */
export interface ToolEnvironment {
  /** What a lock may depend on: it counts as stale when they change. */
  readonly variables: { readonly [name: string]: string };
  /** How this machine reaches what it needs: other locks do not come of it. */
  readonly machine: { readonly [name: string]: string };
  /** Variables that hold secrets, and the variables of this machine that they are taken from. */
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
 * How to make a set of locks: facts for the script that runs the `lock` tasks. A command is a program and its
 * arguments; an argument with `{package}` stands for one of each package that is named.
 */
export interface LockPlan {
  /** The files that the locks are made from. */
  readonly inputs: string[];
  /** The locks. All are made before the first is replaced. */
  readonly outputs: string[];
  /** The Python that it takes to make them, if not any will do. */
  readonly pythonVersion?: string;
  readonly environment: ToolEnvironment;
  /** What makes the locks, in a folder that holds the inputs and the locks of the last time. */
  readonly commands: string[][];
  /** The same, but every version may rise. */
  readonly upgradeCommands: string[][];
  /** The same, but the versions of the named packages may rise. */
  readonly upgradePackageCommands: string[][];
  /** What tells after locking which packages have no wheel. */
  readonly fileList?: FileList;
}

/** How the workspace's virtual environment, .venv, is made from the locks: facts for the script that runs `install`. */
export interface WorkspacePlan {
  readonly pythonVersion: string;
  /** The locks that it is made from. */
  readonly locks: string[];
  readonly environment: ToolEnvironment;
  /** The first command makes an empty environment, the others fill it. */
  readonly commands: string[][];
}
