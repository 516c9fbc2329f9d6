import { Rule } from './rule';
import { BASELINE } from './rules/baseline';
import { STRICT } from './rules/strict';

/** Rules that containers are checked against. A set never changes: `with()` makes another one. */
export class RuleSet {
  /** What every container needs, to work and to be safe. */
  public static baseline(): RuleSet {
    return new RuleSet(BASELINE);
  }

  /**
   * The baseline, and what the CIS Docker Benchmark, hadolint and the restricted Pod Security Standard of Kubernetes ask for
   * beyond it, as far as a Dockerfile can show it.
   */
  public static strict(): RuleSet {
    return RuleSet.baseline().with(...STRICT);
  }

  /** The rules in the order in which they are looked at. */
  public readonly rules: Rule[];

  private constructor(rules: Rule[]) {
    this.rules = rules;
  }

  /** These rules and others. One with the id of a rule that is there takes its place. */
  public with(...rules: Rule[]): RuleSet {
    const byId = new Map([...this.rules, ...rules].map(rule => [rule.id, rule]));
    return new RuleSet([...byId.values()]);
  }
}
