import { Project } from 'projen';
import { Compose, ComposeOptions } from './compose';
import { foreignCompose } from './foreign-compose';
import { invalidOption } from '../dockerfile/invalid-option';

/** What a project type says of compose. */
export interface ProjectComposeOptions extends ComposeOptions {
  readonly compose?: boolean;
}

const OPTIONS = ['services', 'secrets', 'devContainer'] as const;

/**
 * Adds compose to a project, unless it says no, or says nothing and has a compose file of its own: that stays the only one.
 *
 * @throws when it is asked for and cannot be
 */
export function addCompose(project: Project, { compose, services, secrets, devContainer }: ProjectComposeOptions): Compose | undefined {
  const options: ComposeOptions = { services, secrets, devContainer };
  const asked = OPTIONS.find(option => options[option] !== undefined && options[option] !== false);
  if (compose === false && asked !== undefined) {
    throw invalidOption(asked, options[asked], 'compose is false, and it is a part of that', 'Leave one of them out');
  }
  const theirs = compose === undefined && asked === undefined ? foreignCompose(project.outdir) : undefined;
  if (theirs !== undefined) {
    project.logger.info(`${theirs} is yours, so that no compose.yaml is made. Set compose to false, or move the file away.`);
  }
  return compose === false || theirs !== undefined ? undefined : new Compose(project, options);
}
