/** A command of a RUN: the program, its inputs and its outputs. */
export interface ShellCommand {
  /** The program's name and its arguments. Quotes are removed, and known variables are replaced by their values. */
  readonly words: string[];
  /** The program as it was written: with its folder. */
  readonly path: string;
  /** For each word, the commands whose output it contains: those in `$(…)` and `<(…)`. */
  readonly sources: ShellCommand[][];
  /** The commands whose output it reads: those before a `|`. */
  readonly input: ShellCommand[];
  /** The files that `<` reads. */
  readonly inputFiles: string[];
  /** The files that `>` and `>>` write. */
  readonly outputFiles: string[];
  /** The words that it prints, as far as they are known: its arguments, or words that it reads and may pass on. */
  readonly prints: string[];
}

/** Whether a program, with or without its folder, is a shell. */
export function isShell(program: string): boolean {
  return /(^|\/)(r?ba|da|a|z|pd?k|k|mk|ya|tc?|c|pw)?sh[\d.-]*$/.test(program);
}
