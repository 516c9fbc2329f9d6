import { spawn } from 'child_process';
import { chmodSync, closeSync, constants, copyFileSync, existsSync, fsyncSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';

/** A prepared replacement of files, which is done completely or not at all. */
export interface Replacement {
  /** The folder of the repository. */
  readonly folder: string;
  /** The folder that holds the new files. */
  readonly from: string;
  readonly files: readonly string[];
  /** The files that are kept under the name `*.before`. */
  readonly kept: readonly string[];
}

const FOLDER = '.projen/adopting';
const PLAN = 'plan.json';

/**
 * Replaces files. New files are written to a folder first; the plan is written when they are complete. From then on the change is completed, if
 * necessary by the next run; before, nothing is changed.
 */
export function replace({ folder, from, files, kept }: Replacement): void {
  const aside = join(folder, FOLDER);
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  files.forEach((path, index) => {
    const file = join(aside, String(index));
    copyFileSync(join(from, path), file);
    chmodSync(file, statSync(join(from, path)).mode);
    flush(file);
  });
  writeFileSync(join(aside, 'draft'), JSON.stringify({ files, kept }));
  flush(join(aside, 'draft'));
  renameSync(join(aside, 'draft'), join(aside, PLAN));
  finish(folder);
}

/**
 * Completes an interrupted replacement, or removes an incomplete one.
 *
 * @returns whether there was something to finish
 */
export function finish(folder: string): boolean {
  const aside = join(folder, FOLDER);
  const isWhole = existsSync(join(aside, PLAN));
  if (isWhole) {
    const { files, kept } = JSON.parse(readFileSync(join(aside, PLAN), 'utf8')) as Replacement;
    for (const path of kept) {
      keep(folder, path, join(aside, `${files.indexOf(path)}`), join(aside, 'keep'));
    }
    files.forEach((path, index) => {
      const file = join(aside, String(index));
      if (existsSync(file)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        renameSync(file, join(folder, path));
      }
    });
  }
  rmSync(aside, { recursive: true, force: true });
  return isWhole;
}

/** A copy of the old file, if it still exists. */
function keep(folder: string, path: string, next: string, draft: string): void {
  if (existsSync(next) && existsSync(join(folder, path))) {
    const mode = lstatSync(join(folder, path)).mode;
    copyFileSync(join(folder, path), draft, constants.COPYFILE_FICLONE);
    chmodSync(draft, mode);
    flush(draft);
    renameSync(draft, join(folder, `${path}.before`));
  }
}

/** Waits until a file is on the disk. */
function flush(file: string): void {
  const descriptor = openSync(file, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Replaces files in another process, which continues if this one is killed. */
export async function replaceApart(replacement: Replacement): Promise<void> {
  const child = spawn(process.execPath, [join(__dirname, 'replace.js')], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(JSON.stringify(replacement));
  const status = await new Promise(done => child.on('exit', done));
  if (status !== 0) {
    throw new Error('The files could not be replaced. Run the command again: it either completes the change or leaves everything unchanged.');
  }
}
