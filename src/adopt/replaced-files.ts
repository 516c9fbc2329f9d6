import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { AdoptError } from './fact';
import { Git } from './git';

/** Files that are always kept as a copy. */
const ALWAYS_KEPT = /^(Dockerfile|\.dockerignore|requirements(-dev)?\.(in|txt))$/;
/** Files that are kept as a copy unless git has them. */
const KEPT = /^(\.gitignore|\.gitattributes|package\.json|package-lock\.json)$/;

/**
 * The replaced files that are kept as `*.before`.
 *
 * @throws when a file would be lost, because git does not have it and no copy is kept
 */
export function keptFiles(folder: string, replaced: readonly string[], git: Git): string[] {
  const there = replaced.filter(path => existsSync(join(folder, path)));
  const hasComments = (path: string) => path === '.python-version' && git.isCommitted(path) && /^\s*#/m.test(readFileSync(join(folder, path), 'utf8'));
  const kept = there.filter(path => ALWAYS_KEPT.test(path) || KEPT.test(path) && !git.isCommitted(path) || hasComments(path));
  const lost = there.filter(path => !kept.includes(path) && !git.isCommitted(path));
  const taken = kept.filter(path => existsSync(join(folder, `${path}.before`)) && !readFileSync(join(folder, `${path}.before`)).equals(readFileSync(join(folder, path))));
  if (lost.length || taken.length) {
    throw new AdoptError([
      ...lost.map(path => `${path} would be replaced, and git could not restore it. Commit it first, or move it.`),
      ...taken.map(path => `${path}.before exists with other content: move it first.`),
    ].join('\n'));
  }
  return kept;
}
