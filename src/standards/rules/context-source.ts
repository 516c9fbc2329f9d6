import { join, posix } from 'path';
import { Dockerfile } from '../../dockerfile';
import { globFolder, globPattern, isGlob } from '../../dockerfile/context-path';
import { BuildContext } from '../build-context';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** BuildKit's own check skips .dockerignore files with exceptions (`!`). */
export class ContextSources extends Rule {
  public constructor() {
    super({
      id: 'context-source',
      severity: Severity.ERROR,
      summary: 'The sources of COPY and bind mounts exist, and .dockerignore does not exclude them.',
      source: 'https://docs.docker.com/reference/build-checks/copy-ignored-file/',
    });
  }

  public check(container: CheckedContainer): string[] {
    return contextSourceProblems(container.dockerfile, container.context);
  }
}

export function contextSourceProblems(dockerfile: Dockerfile, context: BuildContext): string[] {
  const sources = dockerfile.contextSources.map(source => isGlob(source) ? globbed(dockerfile, source, context) : named(dockerfile, source, context));
  const admitted = new Set(dockerfile.dockerignore.admitted(sources.flatMap(({ paths }) => paths)));
  return sources.flatMap(({ source, paths, missing, denied }) => {
    const problem = missing ?? (paths.some(path => admitted.has(path)) ? undefined : denied);
    return problem === undefined ? [] : [`sources: ${dockerfile.path} copies or mounts "${source}", ${problem}`];
  });
}

interface ContextSource {
  readonly source: string;
  /** The paths that match: .dockerignore must include at least one of them. */
  readonly paths: string[];
  /** The problem, regardless of .dockerignore. */
  readonly missing?: string;
  /** The problem if .dockerignore excludes all of the paths. */
  readonly denied?: string;
}

function named(dockerfile: Dockerfile, source: string, context: BuildContext): ContextSource {
  return {
    source,
    paths: [source],
    missing: source === '.' || context.willExist(source) ? undefined
      : `and there is no ${source} in ${dockerfile.contextFolder}. Create it, or set sources to the files of the application`
        + `${source === 'tests' ? ', set testSources to its tests, or set pytest to false if it has none' : ''}.`,
    denied: `and ${dockerfile.dockerignore.path} excludes it. Rename it, remove the pattern that excludes it, or add it to dockerignoreExceptions.`,
  };
}

/** COPY silently accepts a glob without matches, and copies only the content of a folder that matches. */
function globbed(dockerfile: Dockerfile, glob: string, context: BuildContext): ContextSource {
  const folder = globFolder(glob);
  const pattern = globPattern(posix.basename(glob));
  const entries = context.entriesIn(folder).filter(({ name }) => pattern.test(name));
  const inner = entries.find(({ isFolder }) => isFolder);
  return {
    source: glob,
    paths: entries.map(({ name }) => posix.join(folder, name)),
    missing: inner && `which matches the folder ${inner.name}: COPY would lose its name. Write the folder without a wildcard.`,
    denied: context.isOpen(folder) ? undefined
      : `and no file in ${join(dockerfile.contextFolder, folder)} matches, or ${dockerfile.dockerignore.path} excludes all of them.`,
  };
}
