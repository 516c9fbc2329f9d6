import { existsSync, readdirSync } from 'fs';
import { join, posix } from 'path';
import { Dockerfile } from '../../dockerfile';
import { globFolder, globPattern, isGlob } from '../../dockerfile/context-path';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** BuildKit's own check of that says nothing about files that admit anything (`!`). */
export class ContextSources extends Rule {
  public constructor() {
    super({
      id: 'context-source',
      severity: Severity.ERROR,
      summary: 'What COPY and bind mounts name is there, and .dockerignore admits it.',
      source: 'https://docs.docker.com/reference/build-checks/copy-ignored-file/',
    });
  }

  public check(container: CheckedContainer): string[] {
    return contextSourceProblems(container.dockerfile, path => container.willExist(path));
  }
}

export function contextSourceProblems(dockerfile: Dockerfile, willExist: (path: string) => boolean): string[] {
  return dockerfile.contextSources.flatMap((source) => {
    const problem = isGlob(source) ? globProblem(dockerfile, source) : pathProblem(dockerfile, source, willExist);
    return problem === undefined ? [] : [`sources: ${dockerfile.path} copies or mounts "${source}", ${problem}`];
  });
}

function pathProblem(dockerfile: Dockerfile, source: string, willExist: (path: string) => boolean): string | undefined {
  if (source !== '.' && !willExist(source)) {
    return `and there is no ${source} in ${dockerfile.contextFolder}. Make it, or name in sources what the application consists of`
      + `${source === 'tests' ? ' and set pytest to false if it has no tests' : ''}.`;
  }
  if (!dockerfile.dockerignore.admits(source)) {
    return `and ${dockerfile.dockerignore.path} denies it. Rename it, or take away the pattern that excludes it.`;
  }
  return undefined;
}

/** COPY takes a glob that matches nothing without a word, and of a folder that matches it copies what is inside. */
function globProblem(dockerfile: Dockerfile, glob: string): string | undefined {
  const folder = globFolder(glob);
  const path = join(dockerfile.contextFolder, folder);
  const name = globPattern(posix.basename(glob));
  const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }).filter(entry => name.test(entry.name)) : [];
  const inner = entries.find(entry => entry.isDirectory());
  if (inner) {
    return `which matches the folder ${inner.name}: COPY would lose its name. Name the folder without a wildcard.`;
  }
  if (!entries.some(entry => dockerfile.dockerignore.admits(posix.join(folder, entry.name)))) {
    return `and no file in ${path} matches that ${dockerfile.dockerignore.path} admits.`;
  }
  return undefined;
}
