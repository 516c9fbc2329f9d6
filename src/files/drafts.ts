import { mkdtempSync, rmSync } from 'fs';
import { join } from 'path';
import { entriesOf, statsOf } from './entries';

/** The prefix of drafts: files and folders that are not complete. A random suffix follows. */
export const DRAFT = 'draft-';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Removes the drafts of processes that were killed: those that were not written for a day. A process ID in the
 * name would not help, because IDs are reused, and a container that shares the folder has its own IDs.
 */
export function removeLeftovers(folder: string, isOurs: (name: string) => boolean): void {
  for (const path of entriesOf(folder).filter(({ name }) => isOurs(name)).map(({ name }) => join(folder, name))) {
    const { mtimeMs } = statsOf(path) ?? {};
    // a date in the future comes from a wrong clock
    if (mtimeMs !== undefined && Math.abs(Date.now() - mtimeMs) > DAY) {
      try {
        rmSync(path, { recursive: true, force: true });
      } catch {
        // another process removes it too, or it belongs to another user, which does no harm
      }
    }
  }
}

/** Runs a function with a temporary folder. */
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
