import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { AdoptError } from './fact';
import { Git } from './git';

/** What has always a copy beside it. */
const ALWAYS_KEPT = /^(Dockerfile|\.dockerignore|requirements(-dev)?\.(in|txt))$/;
/** What has a copy unless git has one. */
const KEPT = /^(\.gitignore|\.gitattributes|package\.json|package-lock\.json)$/;

/**
 * Which of the files that would be replaced are kept as `*.before`.
 *
 * @throws when a file would be lost: git does not have it, and it is none of which a copy is kept
 */
export function keptFiles(folder: string, replaced: readonly string[], git: Git): string[] {
  const there = replaced.filter(path => existsSync(join(folder, path)));
  const kept = there.filter(path => ALWAYS_KEPT.test(path) || KEPT.test(path) && !git.isCommitted(path));
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
