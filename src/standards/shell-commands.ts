import { readWords } from './shell-script';

/** The commands that a program runs: for a shell, the commands of its script. */
export function commandsIn(argv: string[]): string[][] {
  return readWords(argv).map(({ words }) => words);
}
