import { posix } from 'path';
import { Instruction } from '../dockerfile';
import { words } from '../dockerfile/quoting';

/** What may stand in front of a program: assignments, and what only groups or passes on. */
const PREFIX = /^([A-Za-z_]\w*=.*|\{|!|exec|env|then|do|else)$/;

/** The options of sudo that another word belongs to. */
const SUDO_VALUES = /^(-[CDgpRrTtUu]|--(chdir|chroot|close-from|command-timeout|group|host|other-user|prompt|role|type|user))$/;

/** The commands of a RUN: each a program, without its folder, and its arguments. */
export function commandsOf(instruction: Instruction): string[][] {
  return instruction.keyword === 'RUN' ? commandsIn(instruction.argv) : [];
}

/** Whether a program, with or without its folder, is a POSIX shell. */
export function isShell(program: string): boolean {
  return /(^|\/)(ba|da|a)?sh$/.test(program);
}

/** sudo is a command, and so is what it runs. Of a shell, what it is told to run counts. */
export function commandsIn(list: string[]): string[][] {
  const start = list.findIndex(word => !PREFIX.test(word));
  if (start === -1) {
    return [];
  }
  const [path, ...rest] = list.slice(start);
  const program = posix.basename(path);
  if (program === 'sudo') {
    return [['sudo'], ...commandsIn(withoutSudoOptions(rest))];
  }
  const script = isShell(program) ? scriptOf(rest) : undefined;
  return script === undefined ? [[program, ...rest]] : shellCommands(script);
}

function withoutSudoOptions(list: string[]): string[] {
  return list[0]?.startsWith('-') ? withoutSudoOptions(list.slice(SUDO_VALUES.test(list[0]) ? 2 : 1)) : list;
}

/** What follows the `-c` of a shell, alone or in a cluster: `-ec`, `-o pipefail -c`. */
function scriptOf(list: string[]): string | undefined {
  const index = list.findIndex(word => /^-\w*c$/.test(word));
  return index !== -1 && list.slice(0, index).every(word => /^-|^pipefail$/.test(word)) ? list[index + 1] ?? '' : undefined;
}

/** What stands between the operators and the parentheses of a shell's command line. */
function shellCommands(line: string): string[][] {
  const parts = line.match(/("(\\.|[^"\\])*"|'[^']*'|\\.|[^;&|()"'\\])+/g) ?? [];
  return parts.map(words).flatMap(commandsIn);
}
