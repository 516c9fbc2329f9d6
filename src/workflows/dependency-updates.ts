import { github, Project, Task } from 'projen';
import { Dependabot } from './dependabot';
import { Renovate } from './renovate';
import { UpdateSources } from './update-sources';
import { UpdateWorkflow } from './update-workflow';

/** The bot or workflow that updates the locked versions and the digests of the images. */
export enum DependencyUpdates {
  /** Renovate, configured in `renovate.json5`. */
  RENOVATE = 'renovate',
  /** GitHub's Dependabot, configured in `.github/dependabot.yml`. */
  DEPENDABOT = 'dependabot',
  /** The task `upgrade`, and a GitHub workflow that runs it every week and opens a pull request. */
  TASK = 'task',
  /** No automatic updates. */
  NONE = 'none',
}

/**
 * @returns the task `upgrade`, if there is one
 * @throws when the chosen bot or workflow cannot update the project
 */
export function addDependencyUpdates(project: Project, gitHub: github.GitHub, by: DependencyUpdates, sources: UpdateSources): Task | undefined {
  switch (by) {
    case DependencyUpdates.RENOVATE: new Renovate(project, sources); return undefined;
    case DependencyUpdates.DEPENDABOT: new Dependabot(project, sources); return undefined;
    case DependencyUpdates.TASK: return new UpdateWorkflow(gitHub, sources).task;
    case DependencyUpdates.NONE: return undefined;
  }
}
