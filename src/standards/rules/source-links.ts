import { existsSync, readlinkSync } from 'fs';
import { join, posix } from 'path';
import { withSlashes } from '../../files/relative-path';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { SourceEntry, SourceKind } from '../source-files';

/** The most links that are listed. */
const MOST_NAMED = 10;

export class SourceLinks extends Rule {
  public constructor() {
    super({
      id: 'source-links',
      severity: Severity.WARNING,
      summary: 'Symbolic links in the sources point to files that are in the image too.',
      source: 'https://docs.docker.com/reference/dockerfile/#copy',
    });
  }

  public check(container: CheckedContainer): string[] {
    const { admitted, links } = container.sourceFiles;
    const folder = container.dockerfile.contextFolder;
    const problems = [
      ...links.map(link => `sources: ${link.path} is a symbolic link to ${targetOf(folder, link)}: the build gets the link and not its target. Add the target to sources.`),
      ...brokenLinks(folder, admitted).map(([link, problem]) => `sources: ${link.path} is a symbolic link to ${targetOf(folder, link)}, ${problem}: the link would be broken in the image. `
        + 'Replace the link with the file, add its target to sources, or exclude the link in .dockerignore.'),
    ];
    return problems.length <= MOST_NAMED ? problems
      : [...problems.slice(0, MOST_NAMED), `sources: ${problems.length - MOST_NAMED} more symbolic links would be broken in the image.`];
  }
}

/** The links that would be broken in the image, and why. */
function brokenLinks(folder: string, admitted: SourceEntry[]): [SourceEntry, string][] {
  const links = admitted.filter(({ kind }) => kind === SourceKind.LINK);
  const known = new Set(links.length === 0 ? [] : admitted.flatMap(({ path }) => withFolders(path)));
  return links.flatMap((link) => {
    const target = targetOf(folder, link);
    const path = posix.join(posix.dirname(link.path), target).replace(/\/$/, '');
    const problem = target.startsWith('/') || /^[A-Za-z]:/.test(target) || /^\.\.(\/|$)/.test(path) ? 'which is outside the build context'
      : path === '.' || known.has(path) ? undefined
        : existsSync(join(folder, path)) ? 'which is not sent to the build' : 'which does not exist';
    return problem === undefined ? [] : [[link, problem] as [SourceEntry, string]];
  });
}

function targetOf(folder: string, { path }: SourceEntry): string {
  try {
    return withSlashes(readlinkSync(join(folder, path)));
  } catch {
    return path; // it no longer exists
  }
}

/** `a`, `a/b` and `a/b/c` of `a/b/c`. */
function withFolders(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
