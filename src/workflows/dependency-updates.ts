import { github, Project, Task } from 'projen';
import { Dependabot } from './dependabot';
import { Renovate } from './renovate';
import { UpdateSources } from './update-sources';
import { UpdateWorkflow } from './update-workflow';

/** Who raises the versions in the locks and the digests of the images. */
export enum DependencyUpdates {
  /** Renovate, which reads renovate.json5. */
  RENOVATE = 'renovate',
  /** GitHub's Dependabot, which reads .github/dependabot.yml. */
  DEPENDABOT = 'dependabot',
  /** The task `upgrade`: a GitHub workflow runs it every week and opens a pull request. */
  TASK = 'task',
  /** Nobody. */
  NONE = 'none',
}

/**
 * @returns the task `upgrade`, if there is one
 * @throws when those who were chosen cannot update the project
 */
export function addDependencyUpdates(project: Project, gitHub: github.GitHub, by: DependencyUpdates, sources: UpdateSources): Task | undefined {
  switch (by) {
    case DependencyUpdates.RENOVATE: new Renovate(project, sources); return undefined;
    case DependencyUpdates.DEPENDABOT: new Dependabot(project, sources); return undefined;
    case DependencyUpdates.TASK: return new UpdateWorkflow(gitHub, sources).task;
    case DependencyUpdates.NONE: return undefined;
  }
}
