import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem';
import { LockPlan, WorkspacePlan } from '../../package-managers/plans';

/** How Docker makes the lock files of a plan. Paths are relative to the script's project, unless stated otherwise. */
export interface DockerLock {
  /** The Dockerfile that makes the lock files. */
  readonly lockDockerfile: string;
  /** The files that its build needs in addition to the inputs and the lock files. */
  readonly files: string[];
  /** The project whose images it uses: the commands run in its folder. */
  readonly folder: string;
  /** The Dockerfile of that project, relative to it. */
  readonly dockerfile: string;
  /** The build arguments that name images, and the stages of that Dockerfile that start from them. */
  readonly images: { readonly [argument: string]: string };
  /** The flags that pass secrets to the build. */
  readonly flags: string[];
}

/** Where the tests of an image run. */
export interface TestPlace {
  /** The folder of its project, relative to the script's project. */
  readonly folder: string;
  /** The name of the task. */
  readonly task: string;
}

/** The facts that synth writes for the script. */
export interface Facts {
  /** The command to run projen. */
  readonly projenCommand: string;
  readonly locks: (LockPlan & { readonly docker: DockerLock })[];
  readonly workspace?: WorkspacePlan;
  /** The command that runs the tests. */
  readonly testCommand?: string[];
  /** The images whose digests are in the config, for each Dockerfile. */
  readonly fixedImages: { readonly [dockerfile: string]: string[] };
  /** The folders whose Dockerfiles get no digests. */
  readonly unpinnedFolders?: string[];
  /** The folders with the lock files of the targets of docker-bake.json, relative to the project. */
  readonly lockFolders?: { readonly [target: string]: string };
  /** The tests of the targets of docker-bake.json, if a workflow runs them. */
  readonly tests?: { readonly [target: string]: TestPlace };
}

export const PROJEN = '.projen';
const FILE = 'container.json';

/**
 * Reads the facts from the file next to the script, or from the one of another project.
 *
 * @param folder the folder of that project
 */
export function facts(folder?: string): Facts {
  try {
    const file = join(folder === undefined ? __dirname : join(folder, PROJEN), FILE);
    const { projenCommand = 'npx projen', locks = [], workspace, testCommand, fixedImages = {}, unpinnedFolders = [], lockFolders = {}, tests = {} } = JSON.parse(readFileSync(file, 'utf8'));
    if (![locks, unpinnedFolders, ...Object.values(fixedImages)].every(Array.isArray)) {
      throw new Error('locks, fixedImages and unpinnedFolders must be lists');
    }
    return { projenCommand, locks, workspace, testCommand, fixedImages, unpinnedFolders, lockFolders, tests };
  } catch (error) {
    throw new Problem(`${PROJEN}/${FILE} cannot be read: ${(error as Error).message}. It is a generated file: "npx projen" writes it again.`);
  }
}
