import { posix } from 'path';
import { Instruction } from '../dockerfile';
import { words } from '../dockerfile/quoting';

/** What may stand in front of a program: assignments, and what only groups or passes on. */
const PREFIX = /^([A-Za-z_]\w*=.*|\{|\(|!|exec|env|then|do|else)$/;

/** The commands of a RUN: each a program, without its folder, and its arguments. */
export function commandsOf(instruction: Instruction): string[][] {
  if (instruction.keyword !== 'RUN') {
    return [];
  }
  const [program, ...rest] = instruction.argv;
  const isShell = /(^|\/)(ba|da|a)?sh$/.test(program) && /^-\w*c$/.test(rest[0] ?? '');
  return isShell ? shellCommands(rest[1] ?? '') : [[posix.basename(program), ...rest]];
}

/** What stands between the operators of a shell's command line. */
function shellCommands(line: string): string[][] {
  const parts = line.match(/("(\\.|[^"\\])*"|'[^']*'|\\.|[^;&|"'\\])+/g) ?? [];
  return parts.map(words).flatMap(list => withoutPrefix(list)).map(([program, ...rest]) => [posix.basename(program), ...rest]);
}

/** sudo is a command, and so is what it runs. */
function withoutPrefix(list: string[]): string[][] {
  const start = list.findIndex(word => !PREFIX.test(word));
  return start === -1 ? [] : list[start] === 'sudo' ? [['sudo'], ...withoutPrefix(list.slice(start + 1))] : [list.slice(start)];
}
