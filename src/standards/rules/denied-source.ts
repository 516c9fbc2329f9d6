import { globFolder, isGlob } from '../../dockerfile/context-path';
import { PathPattern } from '../../dockerfile/glob';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** The most files that are listed. */
const MOST = 5;

/** Docker silently copies a folder without the files that .dockerignore excludes. */
export class DeniedSource extends Rule {
  public constructor() {
    super({
      id: 'denied-source',
      severity: Severity.WARNING,
      summary: 'The copied folders contain no files that .dockerignore excludes in every project, and every exception matches a file.',
      source: 'https://docs.docker.com/build/concepts/context/#dockerignore-files',
    });
  }

  public check(container: CheckedContainer): string[] {
    const { dockerignore } = container.dockerfile;
    const denied = dockerignore.deniedByList(container.sourceFiles.denied.map(({ path }) => path)).filter(path => path !== 'node_modules').sort();
    const vain = dockerignore.inclusions.filter(pattern => isVain(pattern, container));
    return [
      ...denied.length === 0 ? [] : [
        `sources: ${dockerignore.path} excludes files in them, so the image does not contain them: ${listed(denied)}. `
        + 'Add the files that the image needs to dockerignoreExceptions, and exclude the others with dockerignore.exclude().',
      ],
      ...vain.map(pattern => `dockerignoreExceptions: "${pattern}" has no effect: no excluded file or folder in sources matches it. Remove it.`),
    ];
  }
}

function listed(paths: string[]): string {
  const names = paths.slice(0, MOST).map(path => JSON.stringify(path)).join(', ');
  return paths.length > MOST ? `${names} and ${paths.length - MOST} more` : names;
}

/** The files in excluded folders, and in folders that do not exist yet, are not known. */
function isVain(pattern: string, { dockerfile, context, sourceFiles }: CheckedContainer): boolean {
  const exception = new PathPattern(pattern);
  const folder = isGlob(pattern) ? globFolder(pattern) : pattern;
  return !context.isOpen(folder)
    && !sourceFiles.denied.some(({ path }) => pattern.startsWith(`${path}/`))
    && !sourceFiles.admitted.some(({ path }) => exception.covers(path) && dockerfile.dockerignore.isListed(path));
}
