import { CheckedContainer } from './checked-container';
import { invalidOption } from '../dockerfile/invalid-option';
import { BOOLEAN, check, Check, Checks, oneOf, STRING, struct } from '../dockerfile/option-checks';

/** What follows from a finding. */
export enum Severity {
  /** What cannot work or is not safe: synth is an error, and writes nothing. */
  ERROR = 'error',
  /** Advice: it is said once, and the files are written. */
  WARNING = 'warning',
}

/** What a rule says of itself. */
export interface RuleOptions {
  /** The name by which findings are accepted: lower-case words with `-` between them. In a set of rules, each name is there once. */
  readonly id: string;
  /** What follows from a finding. */
  readonly severity: Severity;
  /** What must hold, in one sentence: `Production runs as a number that is not 0.` */
  readonly summary: string;
  /** The address of a page that says why. */
  readonly source: string;
  /**
   * What other judges of Dockerfiles call the same rule. Where a finding is accepted, the Dockerfile tells them to pass it.
   *
   * @default - no other judge has it
   */
  readonly otherJudges?: OtherJudges;
  /**
   * Whether the rule looks at files that synth writes, and is asked when they are written. It can be no error then: only a `WARNING`.
   *
   * @default false
   */
  readonly late?: boolean;
}

/** The same rule in other judges of Dockerfiles. */
export interface OtherJudges {
  /**
   * The names of BuildKit's checks: `SecretsUsedInArgOrEnv`.
   *
   * @see https://docs.docker.com/reference/build-checks/
   * @default - BuildKit has no such check
   */
  readonly buildKit?: string[];
  /**
   * The codes of hadolint's rules: `DL3020`, `SC2046`.
   *
   * @see https://github.com/hadolint/hadolint#rules
   * @default - hadolint has no such rule
   */
  readonly hadolint?: string[];
}

/** They become lines of the Dockerfile. */
const names = (allowed: string, pattern: RegExp, example: string): Check =>
  check(allowed, value => Array.isArray(value) && value.every(name => typeof name === 'string' && pattern.test(name)), `Write for example ['${example}']`);

const JUDGES: Checks<OtherJudges> = {
  buildKit: names('a list of names of checks', /^[A-Za-z]+$/, 'JSONArgsRecommended'),
  hadolint: names('a list of codes', /^(DL|SC)\d{4}$/, 'DL3020'),
};

const RULE: Checks<RuleOptions> = {
  id: STRING, severity: oneOf(Severity), summary: STRING, source: STRING, otherJudges: struct(JUDGES), late: BOOLEAN,
};

/**
 * What must hold for a container, before anything is written. A class of your own says in its constructor what it is about, and
 * in `check()` what it finds.
 */
export abstract class Rule {
  /** The name by which findings are accepted. */
  public readonly id: string;
  /** What follows from a finding. */
  public readonly severity: Severity;
  /** What must hold, in one sentence. */
  public readonly summary: string;
  /** The address of a page that says why. */
  public readonly source: string;
  /** What other judges of Dockerfiles call it. */
  public readonly otherJudges: OtherJudges;
  /** Whether it is asked when the files are written. */
  public readonly late: boolean;

  /** @throws when the name is not in lower-case words with - between them, an option has the wrong type, or an error is to be found late */
  public constructor(options: RuleOptions) {
    const { otherJudges = {}, late = false } = options;
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(options.id)) {
      throw invalidOption('rule id', options.id, 'it has lower-case words with - between them', "Write for example 'acme-registry'");
    }
    struct(RULE)(`rule ${options.id}`, options);
    if (late && options.severity === Severity.ERROR) {
      throw invalidOption(`rule ${options.id} late`, late, 'what is found when the files are written is a warning', 'Leave late out, or set severity to Severity.WARNING');
    }
    this.id = options.id;
    this.severity = options.severity;
    this.summary = options.summary;
    this.source = options.source;
    this.otherJudges = otherJudges;
    this.late = late;
  }

  /**
   * Looks at a container, after all of it was said and before anything is written.
   *
   * @returns a message for each finding: it names the option or the line and the fix. None where all is well
   */
  public abstract check(container: CheckedContainer): string[];
}
