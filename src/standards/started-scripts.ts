import { isShell, ShellCommand } from './shell-command';

/** What takes a script behind -c, as a shell does. */
const SCRIPT_STARTERS = new Set(['flock', 'runuser', 'script', 'sg', 'su']);

/** The script that a command starts, if it is a shell or hands one to a shell. */
export function scriptIn(words: string[]): string | undefined {
  const [path, ...rest] = words;
  const program = path.replace(/^.*\//, '');
  if (program === 'trap') {
    return rest.find(word => !word.startsWith('-'));
  }
  if (program === 'env') {
    const index = rest.findIndex(word => /^(-\w*S|--split-string)/.test(word));
    return index === -1 ? undefined : [rest[index].replace(/^(-\w*?S|--split-string=?)/, ''), ...rest.slice(index + 1)].join(' ');
  }
  if (SCRIPT_STARTERS.has(program)) {
    const index = rest.findIndex(word => /^(-\w*c|--command)$/.test(word));
    return index === -1 ? rest.find(word => word.startsWith('--command='))?.slice(10) : rest[index + 1];
  }
  return isShell(program) ? scriptOfShell(rest) : undefined;
}

/** What follows the `-c` of a shell, alone or in a cluster: `-ec`, `-o pipefail -c`. */
function scriptOfShell(list: string[]): string | undefined {
  const operand = firstOperand(list);
  const option = list.findIndex(word => /^-\w*c$/.test(word));
  return option !== -1 && (operand === -1 || option < operand) ? list[operand] ?? '' : undefined;
}

/** The script that a shell without one reads, as far as what it reads from says so. */
export function readScriptIn([program, ...rest]: string[], input: ShellCommand[]): string {
  return isShell(program) && (firstOperand(rest) === -1 || rest.includes('-s')) ? printedBy(input).join(' ') : '';
}

function firstOperand(list: string[]): number {
  return list.findIndex((word, index) => !/^[-+]./.test(word) && !/^[-+]\w*o$/.test(list[index - 1] ?? ''));
}

/** The commands that find runs: each up to a `;` or a `+`. */
export function foundByFind([program, ...rest]: string[]): string[][] {
  if (!/(^|\/)find$/.test(program)) {
    return [];
  }
  return rest.flatMap((word, index) => {
    const words = /^-(exec|execdir|ok|okdir)$/.test(word) ? rest.slice(index + 1) : [];
    const end = words.findIndex(other => /^[;+]$/.test(other));
    const command = end === -1 ? words : words.slice(0, end);
    return command.length > 0 ? [command] : [];
  });
}

/** The words that commands print, as far as they say so themselves: `echo gcc`, `command -v pip`. What they read and pass on counts. */
export function printedBy(commands: ShellCommand[]): string[] {
  return [...withInput(new Set(commands))].flatMap(({ words: [program, ...rest] }) => {
    const words = rest.filter(word => !/^-[neEvp]+$|^--$/.test(word));
    switch (program) {
      case 'echo':
      case 'which':
        return words.flatMap(word => word.split(/\s+/)).filter(word => word !== '');
      case 'printf':
        return (words[0]?.includes('%') ? words.slice(1) : words).flatMap(word => word.split(/\\n|\s+/)).filter(word => word !== '');
      case 'command':
        return rest.includes('-v') ? words : [];
      default:
        return [];
    }
  });
}

/** What is added to a set while it is walked through comes up too. */
function withInput(commands: Set<ShellCommand>): Set<ShellCommand> {
  for (const { input } of commands) {
    input.forEach(command => commands.add(command));
  }
  return commands;
}
