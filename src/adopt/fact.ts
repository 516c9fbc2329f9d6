/** How reliable a fact is. */
export enum Confidence {
  /** It is written in a file whose purpose is this fact. */
  STATED = 'stated',
  /** It is derived from the content of a file. */
  DERIVED = 'derived',
  /** It is a guess. */
  GUESSED = 'guessed',
}

/** A fact about an option in a repository. */
export interface Fact {
  /** The name of an option of PythonContainerProject, or one of `requirements` and `name`. */
  readonly option: string;
  readonly value: unknown;
  /** The file and line with the fact: `Procfile:1`. */
  readonly evidence: string;
  readonly confidence: Confidence;
}

/** A note about something that was not changed, or about a decision. */
export interface Note {
  readonly evidence: string;
  readonly text: string;
}

/** The facts and notes of a source. */
export interface Reading {
  readonly facts: Fact[];
  readonly notes: Note[];
}

/** An error whose message is sufficient, so that no stack trace is shown. */
export class AdoptError extends Error {}

/** Collects the facts and notes of a source. */
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
