import { join } from 'path';
import { relativePath } from '../../files/relative-path';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

const NAMES = /^((APP_)?VERSION|(GIT_|VCS_|SOURCE_)?(REVISION|COMMIT|SHA|REF)|(GIT_)?COMMIT_(SHA|HASH)|GITHUB_SHA|CI_COMMIT_SHA|BUILD_(DATE|TIME|TIMESTAMP|NUMBER|ID)|CREATED)$/i;
const EPOCH = 'SOURCE_DATE_EPOCH';

export class PerCommitArgument extends Rule {
  public constructor() {
    super({
      id: 'per-commit-argument',
      severity: Severity.WARNING,
      summary: 'No ARG that changes with each commit is declared before the requirements are installed.',
      source: 'https://docs.docker.com/build/cache/invalidation/',
    });
  }

  public check(container: CheckedContainer): string[] {
    const { builder, dockerfile, locks, project } = container;
    const paths = locks.map(lock => relativePath(dockerfile.contextFolder, join(project.outdir, lock)));
    const end = builder.instructions.findIndex(({ contextSources }) => contextSources.some(source => paths.includes(source)));
    const below = builder.lineage.slice(0, -1).flatMap(({ name, instructions }) => instructions.map(instruction => ({ name, instruction })));
    const own = builder.instructions.slice(0, Math.max(end, 0)).map(instruction => ({ name: builder.name, instruction }));
    return [...below, ...own].filter(({ instruction }) => instruction.keyword === 'ARG').flatMap(({ name, instruction }) =>
      Object.keys(instruction.variables).filter(argument => NAMES.test(argument) || argument === EPOCH && !isConstant(container)).map(argument =>
        `ARG ${argument} in ${name} changes with each commit, so each commit would install the requirements again. Declare it in production, at(StagePlace.AFTER_REQUIREMENTS).`));
  }
}

/** Whether all commits have the same date. */
function isConstant({ dockerfile }: CheckedContainer): boolean {
  return dockerfile.argumentInstructions.flatMap(({ variables }) => variables[EPOCH] ?? []).every(value => /^\d+$/.test(value));
}
