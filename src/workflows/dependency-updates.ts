import { github, Project } from 'projen';
import { Dependabot } from './dependabot';
import { Renovate } from './renovate';
import { UpdateSources } from './update-sources';
import { UpdateWorkflow } from './update-workflow';
import { invalidOption } from '../dockerfile/invalid-option';

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

/** @throws when those who were chosen cannot update the project */
export function addDependencyUpdates(project: Project, gitHub: github.GitHub, by: DependencyUpdates, sources: UpdateSources): void {
  switch (by) {
    case DependencyUpdates.RENOVATE: new Renovate(project, sources); break;
    case DependencyUpdates.DEPENDABOT: new Dependabot(project, sources); break;
    case DependencyUpdates.TASK: new UpdateWorkflow(gitHub, sources); break;
    case DependencyUpdates.NONE: break;
    default: throw invalidOption('dependencyUpdates', by, `the values are ${Object.values(DependencyUpdates).join(', ')}`);
  }
}
