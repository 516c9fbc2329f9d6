import { mkdtempSync, rmSync } from 'fs';
import { join } from 'path';
import { entriesOf, statsOf } from './entries';

/** The names of drafts: files and folders that are not finished. What follows is random. */
export const DRAFT = 'draft-';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Removes what a process that was killed has left: whatever has such a name and was not written for a day. A process number in the
 * name would tell nothing: numbers are used again, and a container that shares the folder counts its own.
 */
export function removeLeftovers(folder: string, isOurs: (name: string) => boolean): void {
  for (const path of entriesOf(folder).filter(({ name }) => isOurs(name)).map(({ name }) => join(folder, name))) {
    const { mtimeMs } = statsOf(path) ?? {};
    // a date in the future is left by a clock that was wrong
    if (mtimeMs !== undefined && Math.abs(Date.now() - mtimeMs) > DAY) {
      try {
        rmSync(path, { recursive: true, force: true });
      } catch {
        // another process removes it too, or it belongs to another user: it is only in the way
      }
    }
  }
}

/** Does something in a new folder that is removed afterwards. */
export async function inDraft<T>(parent: string, work: (folder: string) => T | Promise<T>): Promise<T> {
  removeLeftovers(parent, isDraft);
  const folder = mkdtempSync(join(parent, DRAFT));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function isDraft(name: string): boolean {
  return name.startsWith(DRAFT);
}
