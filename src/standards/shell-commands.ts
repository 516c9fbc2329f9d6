import { ShellCommand } from './shell-command';
import { readScript, readWords } from './shell-script';
import { Instruction } from '../dockerfile';

/** Rules ask many times for the same. */
const known = new WeakMap<Instruction, ShellCommand[]>();

/** The commands of a RUN, in their order: those in functions, in substitutions and in the scripts of shells too. */
export function shellCommandsOf(instruction: Instruction): ShellCommand[] {
  const found = known.get(instruction) ?? read(instruction);
  known.set(instruction, found);
  return found;
}

/** The words of these commands. */
export function commandsOf(instruction: Instruction): string[][] {
  return shellCommandsOf(instruction).map(({ words }) => words);
}

/** The commands that a program and its arguments come to, as rules see those of a RUN: of a shell, what it is told to run. */
export function commandsIn(argv: string[]): string[][] {
  return readWords(argv).map(({ words }) => words);
}

function read(instruction: Instruction): ShellCommand[] {
  if (instruction.keyword !== 'RUN') {
    return [];
  }
  return instruction.isShellForm ? readScript(instruction.operands) : readWords(instruction.argv);
}
