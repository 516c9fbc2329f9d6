import { join } from 'node:path';
import { Problem } from './problem';
import { output } from './processes';
import { entryAt } from '../../files/entries';

/**
 * Prints the date of the sources, in seconds: SOURCE_DATE_EPOCH if it is set, else the date of the commit, or of the newest file
 * that has changed since. The same commit makes the same image, and a change makes a newer one.
 *
 * @param folder the folder that is built
 * @see https://reproducible-builds.org/docs/source-date-epoch/
 */
export function sourceDate(folder?: string): void {
  console.log(dateOfSources(folder));
}

/** The date that `sourceDate` prints. */
export function dateOfSources(folder = '.'): number {
  return given() ?? committed(folder) ?? now();
}

function given(): number | undefined {
  const text = process.env.SOURCE_DATE_EPOCH?.trim();
  if (text && !/^\d{1,12}$/.test(text)) {
    throw new Problem(`SOURCE_DATE_EPOCH is ${JSON.stringify(text)}: it must be a number of seconds since 1970.`);
  }
  return text ? Number(text) : undefined;
}

/** Undefined outside of a git repository, before its first commit, and where git is missing. */
function committed(folder: string): number | undefined {
  const git = (...argv: string[]) => output('git', ['--no-optional-locks', '-C', folder, ...argv]);
  const date = Number(git('show', '--no-patch', '--format=%ct', 'HEAD'));
  const root = git('rev-parse', '--show-toplevel')?.replace(/\r?\n$/, '');
  const status = git('status', '--porcelain', '--untracked-files=all', '--no-renames', '-z', '--', '.');
  if (!date || !root || status === undefined) {
    return undefined;
  }
  // each entry is two letters, a space and a path
  const changed = status.split('\0').filter(entry => entry !== '').map(entry => lastWritten(join(root, entry.slice(3))));
  return Math.max(date, ...changed);
}

/** The date of a file; a deleted file has none. A date in the future comes from a wrong clock. */
function lastWritten(file: string): number {
  const { mtimeMs = 0 } = entryAt(file) ?? {};
  return Math.min(Math.floor(mtimeMs / 1000), now());
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
