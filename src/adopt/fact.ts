/** How far a fact can be trusted. */
export enum Confidence {
  /** A file says it, and this is what the file is for. */
  STATED = 'stated',
  /** It follows from what a file says. */
  DERIVED = 'derived',
  /** It is what is likely; nothing says it. */
  GUESSED = 'guessed',
}

/** What a repository says of an option. */
export interface Fact {
  /** The name of an option of PythonContainerProject, or one of `requirements` and `name`. */
  readonly option: string;
  readonly value: unknown;
  /** The file and the line that say it: `Procfile:1`. */
  readonly evidence: string;
  readonly confidence: Confidence;
}

/** What stays as it is, and why; or what was decided for a reason. */
export interface Note {
  readonly evidence: string;
  readonly text: string;
}

/** What one source says. */
export interface Reading {
  readonly facts: Fact[];
  readonly notes: Note[];
}

/** A problem that its message explains: people see no stack trace. */
export class AdoptError extends Error {}

/** Gathers what a source says. */
export class Readings implements Reading {
  public readonly facts: Fact[] = [];
  public readonly notes: Note[] = [];

  public state(option: string, value: unknown, evidence: string): void {
    this.facts.push({ option, value, evidence, confidence: Confidence.STATED });
  }

  public derive(option: string, value: unknown, evidence: string): void {
    this.facts.push({ option, value, evidence, confidence: Confidence.DERIVED });
  }

  public guess(option: string, value: unknown, evidence: string): void {
    this.facts.push({ option, value, evidence, confidence: Confidence.GUESSED });
  }

  public note(evidence: string, text: string): void {
    this.notes.push({ evidence, text });
  }

  public add({ facts, notes }: Reading): void {
    this.facts.push(...facts);
    this.notes.push(...notes);
  }
}
