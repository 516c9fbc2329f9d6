import { AcceptedFinding } from './accepted-finding';
import { RuleSet } from './rule-set';

/** What a container is checked against, before anything is written. */
export interface StandardsOptions {
  /**
   * The rules that the finished container is checked against.
   *
   * @default RuleSet.baseline()
   */
  readonly rules?: RuleSet;
  /**
   * What the rules find and what stays as it is. The reasons stand in the Dockerfile.
   *
   * @default - none: what is an error stops synth
   */
  readonly acceptedFindings?: AcceptedFinding[];
}
