/** A command of a RUN: what it starts, what it reads, and where it writes. */
export interface ShellCommand {
  /** The program, without its folder, and its arguments. Quotes are taken away, and variables filled in where they are known. */
  readonly words: string[];
  /** The program as it was written: with its folder. */
  readonly path: string;
  /** For each word, the commands whose output it is: those of `$(…)` and `<(…)`. */
  readonly sources: ShellCommand[][];
  /** The commands whose output it reads: those in front of a `|`. */
  readonly input: ShellCommand[];
  /** The files that `<` reads. */
  readonly inputFiles: string[];
  /** The files that `>` and `>>` write. */
  readonly outputFiles: string[];
  /** The words that it is known to print: its own, or those that it reads and may pass on. */
  readonly prints: string[];
}

/** Whether a program, with or without its folder, is a shell. */
export function isShell(program: string): boolean {
  return /(^|\/)(r?ba|da|a|z|pd?k|k|mk|ya|tc?|c|pw)?sh[\d.-]*$/.test(program);
}
