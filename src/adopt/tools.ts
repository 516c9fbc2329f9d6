import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { join } from 'path';
import { AdoptError } from './fact';
import { Versions } from './lock-versions';
import { ownManifest } from './package-spec';
import { Staging } from './staging';
import { packagesWithoutWheel } from './wheels';
import { PythonPackageManager } from '../package-managers/package-manager';

/** The programs that generate files from .projenrc.ts. */
export interface Tools {
  install(staging: Staging): void;
  synthesize(staging: Staging): void;
  /** Makes the lock files, with the given versions if possible. Returns whether it succeeded. */
  lock(staging: Staging, versions: Versions): boolean;
  /** The packages in the lock file that have no wheel for a version of Python; undefined if this is unknown. */
  withoutWheel(staging: Staging, packageManager: PythonPackageManager, pythonVersion: string): string[] | undefined;
  /** Installs the packages that .projenrc.ts imports in the repository itself. */
  installHere(folder: string, print: (text: string) => void): void;
}

/** npm, Node.js and the tasks of the project. */
export const tools: Tools = {
  install(staging) {
    const flags = ['install', '--no-audit', '--no-fund', '--ignore-scripts'];
    const other = otherLock(staging.folder);
    const own = ownManifest(staging.read('package.json'));
    if (own === undefined) {
      succeeded(staging.run('npm', ...flags, ...other === undefined ? [] : ['--no-package-lock']), 'npm', flags);
      return;
    }
    // the packages of a frontend may be many, and in places that npm does not know
    succeeded(staging.installBeside(own, ...flags), 'npm', flags);
    const { status, output } = other === undefined ? staging.run('npm', ...flags, '--package-lock-only') : { status: 0, output: '' };
    if (status !== 0) {
      process.stderr.write(output);
    }
  },

  synthesize(staging) {
    const argv = ['--import', 'tsx', '.projenrc.ts'];
    succeeded(staging.run(process.execPath, ...argv), 'node', argv);
  },

  lock(staging, versions) {
    // uv keeps the versions of the old lock file, if possible
    if (versions.size && lockOf(staging) === 'requirements.txt') {
      staging.write('requirements.txt', [...versions].flatMap(([name, own]) => own.length === 1 ? [`${name}==${own[0]}\n`] : []).join(''));
    }
    const { status, output } = staging.run(process.execPath, '.projen/container.cjs', 'lock');
    if (status !== 0) {
      staging.removeFile('requirements.txt'); // it would look like a lock file
      process.stderr.write(output);
    }
    return status === 0;
  },

  withoutWheel: packagesWithoutWheel,

  installHere(folder, print) {
    const other = otherLock(folder);
    if (other !== undefined) {
      print(`${other} exists: install the packages with its tool before the next "npx projen".`);
    } else if (spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' }).status !== 0) {
      print('npm ci failed: run "npm install" before the next "npx projen".');
    }
  },
};

/** The first lock file that the task makes. */
function lockOf(staging: Staging): string | undefined {
  const { locks = [] } = JSON.parse(staging.read('.projen/container.json')) as { locks?: { outputs: string[] }[] };
  return locks[0]?.outputs[0];
}

/** The lock file of another package manager for Node.js. */
function otherLock(folder: string): string | undefined {
  return ['yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'].find(name => existsSync(join(folder, name)));
}

function succeeded({ status, output }: { readonly status: number | null; readonly output: string }, program: string, argv: string[]): void {
  if (status !== 0) {
    throw new AdoptError(`Nothing was changed: ${program} ${argv.join(' ')} failed:\n${withoutStack(output)}`);
  }
}

/** The output of a program, without stack traces. */
function withoutStack(output: string): string {
  return output.split('\n').filter(line => !/^\s+at |^Node\.js v|^\s*$/.test(line)).slice(-30).join('\n');
}
