import { readScript, readWords } from './shell-script';
import { Instruction } from '../dockerfile';

/** The words of the commands of a RUN, whatever is above it. */
export function commandsOf(instruction: Instruction): string[][] {
  const { argv, isShellForm, keyword, operands } = instruction;
  return keyword !== 'RUN' ? [] : (isShellForm ? readScript(operands) : readWords(argv)).map(({ words }) => words);
}

/** The commands that a program runs: for a shell, the commands of its script. */
export function commandsIn(argv: string[]): string[][] {
  return readWords(argv).map(({ words }) => words);
}
