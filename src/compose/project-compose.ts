import { Project } from 'projen';
import { Compose, ComposeOptions } from './compose';
import { foreignCompose } from './foreign-compose';
import { invalidOption } from '../dockerfile/invalid-option';

/** The options of compose in a project type. */
export interface ProjectComposeOptions extends ComposeOptions {
  readonly compose?: boolean;
}

const OPTIONS = ['services', 'secrets', 'devContainer'] as const;

/**
 * Adds compose to a project, unless it is false, or it is not set and the user wrote a compose file.
 *
 * @throws when it is true but cannot be added
 */
export function addCompose(project: Project, { compose, services, secrets, devContainer }: ProjectComposeOptions): Compose | undefined {
  const options: ComposeOptions = { services, secrets, devContainer };
  const asked = OPTIONS.find(option => options[option] !== undefined && options[option] !== false);
  if (compose === false && asked !== undefined) {
    throw invalidOption(asked, options[asked], 'it has no effect if compose is false', 'Remove one of them');
  }
  const theirs = compose === undefined && asked === undefined ? foreignCompose(project.outdir) : undefined;
  if (theirs !== undefined) {
    project.logger.info(`${theirs} was not generated, so compose.yaml is not generated either. Set compose to false, or remove the file.`);
  }
  return compose === false || theirs !== undefined ? undefined : new Compose(project, options);
}
