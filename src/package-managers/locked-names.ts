import { normalizeName } from './requirement';

/** The names of the packages in a lock, of whatever format, in normal form. */
export function lockedNames(lock: string): Set<string> {
  const pinned = lock.match(/^[A-Za-z0-9][\w.-]*(?=(\[[^\]\n]*\])?\s*(==|@))/gm) ?? [];
  const entries = [...lock.matchAll(/^name = "([^"\n]+)"/gm)].map(([, name]) => name);
  return new Set([...pinned, ...entries].map(normalizeName));
}
