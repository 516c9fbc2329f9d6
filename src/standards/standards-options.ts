import { AcceptedFinding } from './accepted-finding';
import { RuleSet } from './rule-set';

/** How a container is checked before its files are written. */
export interface StandardsOptions {
  /**
   * The rules that the generated files are checked against.
   *
   * @default RuleSet.baseline()
   */
  readonly rules?: RuleSet;
  /**
   * The findings that are accepted, with the reasons, which are written into the Dockerfile.
   *
   * @default - none
   */
  readonly acceptedFindings?: AcceptedFinding[];
}
