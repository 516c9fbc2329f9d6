import { RuleSet } from './rule-set';
import { invalidOption } from '../dockerfile/invalid-option';
import { oneLine } from '../dockerfile/quoting';
import { refuseUnknown } from '../dockerfile/unknown-options';

/** What a rule finds and what stays as it is, for a reason. */
export interface AcceptedFinding {
  /** The id of the rule. All that it finds is accepted. */
  readonly rule: string;
  /** Why: one line, which stands in the generated Dockerfile. */
  readonly reason: string;
}

/** @throws when it is no list of findings, or one cannot be accepted: its rule is not in the set, or nothing says why */
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
      throw invalidOption(`acceptedFindings ${rule}`, reason, 'a finding is accepted for a reason', 'Say why: the reason stands in the Dockerfile');
    }
    oneLine(`acceptedFindings ${rule}`, reason);
  }
  return accepted;
}
