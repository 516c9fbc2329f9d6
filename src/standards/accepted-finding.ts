import { RuleSet } from './rule-set';
import { invalidOption } from '../dockerfile/invalid-option';
import { oneLine } from '../dockerfile/quoting';
import { refuseUnknown } from '../dockerfile/unknown-options';

/** A rule whose findings are accepted, and the reason. */
export interface AcceptedFinding {
  /** The ID of the rule. All its findings are accepted. */
  readonly rule: string;
  /** The reason, in one line. It is written into the generated Dockerfile. */
  readonly reason: string;
}

/** @throws when it is not a list of accepted findings, a rule is not in the set, or a reason is missing */
export function checkAccepted(accepted: AcceptedFinding[], { rules }: RuleSet): AcceptedFinding[] {
  if (!accepted.every(finding => typeof finding?.rule === 'string')) {
    throw invalidOption('acceptedFindings', accepted, 'expected a list of rules and reasons', "Write for example [{ rule: 'shell', reason: '…' }]");
  }
  accepted.forEach(finding => refuseUnknown(finding, ['rule', 'reason'], 'acceptedFindings'));
  for (const { rule, reason } of accepted) {
    const ids = rules.map(({ id }) => id);
    if (!ids.includes(rule)) {
      throw invalidOption('acceptedFindings rule', rule, `the rules are ${ids.join(', ')}`);
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw invalidOption(`acceptedFindings ${rule}`, reason, 'a reason is required', 'Write why the finding is accepted; the reason is written into the Dockerfile');
    }
    oneLine(`acceptedFindings ${rule}`, reason);
  }
  return accepted;
}
