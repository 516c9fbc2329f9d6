import { CheckedContainer } from './checked-container';
import { invalidOption } from '../dockerfile/invalid-option';

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
}

/** @internal The same rule in other judges of Dockerfiles. */
export interface OtherJudges {
  readonly buildKit?: string;
  readonly hadolint?: string;
}

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

  /** @throws when the name is not in lower-case words with - between them */
  public constructor(options: RuleOptions) {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(options.id)) {
      throw invalidOption('rule id', options.id, 'it has lower-case words with - between them', "Write for example 'acme-registry'");
    }
    this.id = options.id;
    this.severity = options.severity;
    this.summary = options.summary;
    this.source = options.source;
  }

  /** @internal Whether it looks at files that synth writes, and so is asked when they are written. Only for warnings. */
  public get _isLate(): boolean {
    return false;
  }

  /** @internal What other judges of Dockerfiles call it: what is accepted has to pass them too. */
  public get _otherJudges(): OtherJudges {
    return {};
  }

  /**
   * Looks at a container, after all of it was said and before anything is written.
   *
   * @returns a message for each finding: it names the option or the line and the fix. None where all is well
   */
  public abstract check(container: CheckedContainer): string[];
}
