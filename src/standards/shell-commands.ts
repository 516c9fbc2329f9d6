import { ShellCommand } from './shell-command';
import { readScript, readWords } from './shell-script';
import { Instruction } from '../dockerfile';

/** Cached, because rules use the same commands often. */
const known = new WeakMap<Instruction, ShellCommand[]>();

/** The commands of a RUN, in their order, including those in functions, in substitutions and in `sh -c` scripts. */
export function shellCommandsOf(instruction: Instruction): ShellCommand[] {
  const found = known.get(instruction) ?? read(instruction);
  known.set(instruction, found);
  return found;
}

/** The words of these commands. */
export function commandsOf(instruction: Instruction): string[][] {
  return shellCommandsOf(instruction).map(({ words }) => words);
}

/** The commands that a program runs: for a shell, the commands of its script. */
export function commandsIn(argv: string[]): string[][] {
  return readWords(argv).map(({ words }) => words);
}

function read(instruction: Instruction): ShellCommand[] {
  if (instruction.keyword !== 'RUN') {
    return [];
  }
  return instruction.isShellForm ? readScript(instruction.operands) : readWords(instruction.argv);
}
