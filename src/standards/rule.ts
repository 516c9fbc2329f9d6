import { CheckedContainer } from './checked-container';
import { invalidOption } from '../dockerfile/invalid-option';
import { BOOLEAN, check, Check, Checks, oneOf, STRING, struct } from '../dockerfile/option-checks';

/** The severity of the findings. */
export enum Severity {
  /** The container cannot work or is not safe: synth fails and writes no files. */
  ERROR = 'error',
  /** Advice: synth prints a warning and writes the files. */
  WARNING = 'warning',
}

/** Options of a rule. */
export interface RuleOptions {
  /** The ID of the rule, which is used to accept its findings: lower-case words separated by `-`. It must be unique in a set of rules. */
  readonly id: string;
  /** The severity of the findings. */
  readonly severity: Severity;
  /** The requirement in one sentence: `Production runs as a numeric user ID that is not 0.` */
  readonly summary: string;
  /** The URL of a page that explains the reason. */
  readonly source: string;
  /**
   * The names of the same rule in other linters. If the findings are accepted, comments in the Dockerfile turn the rule off there too.
   *
   * @default - no other linter has this rule
   */
  readonly otherJudges?: OtherJudges;
  /**
   * Whether the rule runs after synth has written the files, because it reads them. Its severity must be `WARNING` then.
   *
   * @default false
   */
  readonly late?: boolean;
}

/** The names of a rule in other linters for Dockerfiles. */
export interface OtherJudges {
  /**
   * The names of BuildKit's checks, such as `SecretsUsedInArgOrEnv`.
   *
   * @see https://docs.docker.com/reference/build-checks/
   * @default - BuildKit has no such check
   */
  readonly buildKit?: string[];
  /**
   * The codes of hadolint's rules, such as `DL3020` and `SC2046`.
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
 * A rule that containers are checked against before their files are written. To write your own rule, derive a class: pass the options to
 * the constructor, and return the findings from `check()`.
 */
export abstract class Rule {
  /** The ID of the rule. */
  public readonly id: string;
  /** The severity of the findings. */
  public readonly severity: Severity;
  /** The requirement in one sentence. */
  public readonly summary: string;
  /** The URL of a page that explains the reason. */
  public readonly source: string;
  /** The names of the same rule in other linters. */
  public readonly otherJudges: OtherJudges;
  /** Whether the rule runs after the files are written. */
  public readonly late: boolean;

  /** @throws when the ID is not lower-case words separated by -, an option has the wrong type, or a late rule is an error */
  public constructor(options: RuleOptions) {
    const { otherJudges = {}, late = false } = options;
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(options.id)) {
      throw invalidOption('rule id', options.id, 'an ID consists of lower-case words separated by -', "Write for example 'acme-registry'");
    }
    struct(RULE)(`rule ${options.id}`, options);
    if (late && options.severity === Severity.ERROR) {
      throw invalidOption(`rule ${options.id} late`, late, 'a late rule must be a warning', 'Remove late, or set severity to Severity.WARNING');
    }
    this.id = options.id;
    this.severity = options.severity;
    this.summary = options.summary;
    this.source = options.source;
    this.otherJudges = otherJudges;
    this.late = late;
  }

  /**
   * Checks a container, after it is configured completely and before its files are written.
   *
   * @returns a message for each finding, which names the option or the line and how to fix it; an empty list if there are none
   */
  public abstract check(container: CheckedContainer): string[];
}
