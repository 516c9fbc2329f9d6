import { posix } from 'path';
import { AdoptError, Confidence, Fact } from './fact';

/** The decision on an option. */
export interface Decision {
  readonly option: string;
  readonly value: unknown;
  readonly evidence: string;
  readonly confidence: Confidence;
}

/** A conflict between sources. */
export interface Conflict {
  readonly option: string;
  readonly facts: readonly Fact[];
  /** The reason why no value can be used, if it is not that there are several. */
  readonly reason?: string;
}

/** The function that asks the user; without it, conflicts are errors. */
export type Ask = (question: string, choices: readonly string[]) => Promise<string>;

/** Converts an answer into a value. */
type Read = (answer: string) => unknown;

const asItIs: Read = answer => answer;
const ORDER = [Confidence.STATED, Confidence.DERIVED, Confidence.GUESSED];

/** The values of options, from sources and from the user's answers. */
export class Decisions {
  public readonly taken: Decision[] = [];
  private readonly conflicts: Conflict[] = [];

  /** @param answers the values of `--set` by the names of options */
  public constructor(private readonly answers: ReadonlyMap<string, string>, private readonly ask?: Ask) {}

  /** Whether `--set` sets the option. */
  public isAnswered(option: string): boolean {
    return this.answers.has(option);
  }

  /** The options that `--set` sets. */
  public get answered(): string[] {
    return [...this.answers.keys()];
  }

  /** The value that was decided. */
  public get<T>(option: string): T | undefined {
    return this.taken.find(decision => decision.option === option)?.value as T | undefined;
  }

  public evidenceOf(option: string): string {
    return this.taken.find(decision => decision.option === option)?.evidence ?? '';
  }

  /** All decisions on options in a group, such as `environment.LOG_LEVEL`. */
  public group(prefix: string): Decision[] {
    return this.taken.filter(({ option }) => option.startsWith(`${prefix}.`)).map(decision => ({ ...decision, option: decision.option.slice(prefix.length + 1) }));
  }

  public take(option: string, value: unknown, evidence: string, confidence = Confidence.DERIVED): void {
    this.taken.push({ option, value, evidence, confidence });
  }

  /** Replaces a value for a reason that is known only later. */
  public replace(option: string, value: unknown, evidence: string): void {
    this.taken.splice(0, this.taken.length, ...this.taken.filter(decision => decision.option !== option));
    this.take(option, value, evidence);
  }

  /**
   * Chooses the value on which the most reliable sources agree.
   *
   * @param same a key for a value: values with the same key are equal
   * @param read converts an answer into a value
   */
  public async decide(option: string, facts: readonly Fact[], same: (value: unknown) => string = text, read: Read = asItIs): Promise<void> {
    const own = facts.filter(fact => fact.option === option);
    const answer = this.answers.get(option);
    if (answer !== undefined) {
      const chosen = own.find(({ evidence }) => [evidence, fileOf(evidence)].includes(answer))
        ?? own.find(({ evidence }) => posix.basename(fileOf(evidence)) === answer);
      this.take(option, chosen ? chosen.value : read(answer), chosen?.evidence ?? '--set', Confidence.STATED);
      return;
    }
    const best = ORDER.map(confidence => own.filter(fact => fact.confidence === confidence)).find(list => list.length > 0) ?? [];
    if (new Set(best.map(({ value }) => same(value))).size > 1) {
      await this.resolve({ option, facts: best }, read);
    } else if (best.length) {
      const evidence = [...new Set(best.map(fact => fact.evidence))].slice(0, 3).join(', ');
      this.take(option, best[0].value, evidence, best[0].confidence);
    }
  }

  /** Asks the user, or records that an answer is missing. */
  public async resolve(conflict: Conflict, read: Read = asItIs): Promise<void> {
    const { option, facts, reason } = conflict;
    const answer = this.answers.get(option);
    if (answer !== undefined) {
      this.take(option, read(answer), '--set', Confidence.STATED);
    } else if (this.ask) {
      const choices = facts.map(({ value, evidence }) => `${shown(value)}  (${evidence})`);
      const reply = await this.ask(`${option}: ${reason ?? 'sources disagree'}`, choices);
      const chosen = facts[Number(reply) - 1];
      this.take(option, chosen ? chosen.value : read(reply), chosen?.evidence ?? 'your answer', Confidence.STATED);
    } else {
      this.conflicts.push(conflict);
    }
  }

  /** @throws when answers are missing: the error lists all of them */
  public check(): void {
    if (this.conflicts.length) {
      const lines = this.conflicts.map(({ option, facts, reason }) =>
        `${option}: ${reason ?? 'sources disagree'}:\n${facts.map(({ value, evidence }) => `  ${shown(value)}  (${evidence})`).join('\n')}\n  Choose one: --set ${option}=${example(facts[0])}`);
      throw new AdoptError(lines.join('\n'));
    }
  }
}

/** A value as it is shown to the user. */
export function shown(value: unknown): string {
  return Array.isArray(value) ? value.map(item => typeof item === 'string' && !/[\s"']/.test(item) ? item : JSON.stringify(item)).join(' ') : typeof value === 'string' ? value : JSON.stringify(value);
}

function text(value: unknown): string {
  return JSON.stringify(value);
}

/** An answer that can be typed in a shell. */
function example({ value, evidence }: Fact): string {
  return Array.isArray(value) ? fileOf(evidence) : shown(value);
}

function fileOf(evidence: string): string {
  return evidence.split(':')[0];
}
