import { Rule } from './rule';
import { BASELINE } from './rules/baseline';
import { STRICT } from './rules/strict';

/** A set of rules that containers are checked against. A set is immutable: `with()` returns a new one. */
export class RuleSet {
  /** The rules that every container needs to work and to be safe. */
  public static baseline(): RuleSet {
    return new RuleSet(BASELINE);
  }

  /**
   * The baseline, and further requirements of the CIS Docker Benchmark, hadolint and the restricted Pod Security Standard of Kubernetes,
   * as far as they can be checked in a Dockerfile.
   */
  public static strict(): RuleSet {
    return RuleSet.baseline().with(...STRICT);
  }

  /** The rules in the order in which they run. */
  public readonly rules: Rule[];

  private constructor(rules: Rule[]) {
    this.rules = rules;
  }

  /** A set with these rules and others. A rule with the ID of an existing rule replaces it. */
  public with(...rules: Rule[]): RuleSet {
    const byId = new Map([...this.rules, ...rules].map(rule => [rule.id, rule]));
    return new RuleSet([...byId.values()]);
  }
}
