/** A command of a RUN: the program, its inputs and its outputs. */
export interface ShellCommand {
  /** The program's name and its arguments. Quotes are removed, and known variables are replaced by their values. */
  readonly words: string[];
  /** The program as it was written: with its folder. */
  readonly path: string;
  /** The programs in front of it that only start it: `timeout`, `xargs`. */
  readonly starters: string[];
  /** For each word, the commands whose output it contains: those in `$(…)` and `<(…)`, and those that a variable was read from. */
  readonly sources: ShellCommand[][];
  /** The commands whose output it reads: those before a `|`. */
  readonly input: ShellCommand[];
  /** The files that `<` reads. */
  readonly inputFiles: string[];
  /** The files that `>` and `>>` write. */
  readonly outputFiles: string[];
  /** The text that it prints, as far as it is known: its arguments, or a text that it reads and may pass on. */
  readonly prints: string;
}

/** The context of a command: the commands and files that it reads, and the files that it writes. */
export type Flow = Pick<ShellCommand, 'input' | 'inputFiles' | 'outputFiles'>;

/** A command that reads and writes nothing that is known. */
export const ALONE: Flow = { input: [], inputFiles: [], outputFiles: [] };

/** A word of a command, and the commands whose output it contains. */
export interface ShellWord {
  readonly text: string;
  readonly sources: ShellCommand[];
}

export function asWord(text: string): ShellWord {
  return { text, sources: [] };
}

/** Whether a program, with or without its folder, is a shell. */
export function isShell(program: string): boolean {
  return /(^|\/)(r?ba|da|a|z|pd?k|k|mk|ya|tc?|c|pw)?sh[\d.-]*$/.test(program);
}
