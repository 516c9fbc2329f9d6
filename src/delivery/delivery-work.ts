import { github } from 'projen';
import { BuildNeeds } from './build-needs';
import { DeliveryPlan } from './delivery-plan';

/** What a workflow is made of. */
export interface DeliveryWork {
  readonly plan: DeliveryPlan;
  readonly needs: BuildNeeds;
  /** The targets of docker-bake.json. */
  readonly targets: string[];
  /** The commands that run the tests, if there is only one image. */
  readonly testCommands: string[];
  /** The steps on GitHub that install what the rc file needs. */
  readonly setup: github.workflows.JobStep[];
  /** The command that installs it on GitLab. */
  readonly installCommand: string;
  readonly projenCommand: string;
}
