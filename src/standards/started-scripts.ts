import { isShell } from './shell-command';

/** The standard input of a program that is started with this path: the output before a `|`. */
export const STDIN = /^(-|\/dev\/(stdin|fd\/0)|\/proc\/self\/fd\/0)$/;

/** Programs that run the script after -c, like a shell. */
const SCRIPT_STARTERS = new Set(['flock', 'runuser', 'script', 'sg', 'su']);

/** The script that a command runs, if it is a shell or passes a script to a shell. */
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

/** The argument after `-c` of a shell, alone or combined: `-ec`, `-o pipefail -c`. */
function scriptOfShell(list: string[]): string | undefined {
  const operand = firstOperand(list);
  const option = list.findIndex(word => /^-\w*c$/.test(word));
  return option !== -1 && (operand === -1 || option < operand) ? list[operand] ?? '' : undefined;
}

/** The file that a command runs: the script of a shell, or the program itself. */
export function scriptFile([program, ...rest]: string[]): string | undefined {
  return isShell(program) || /^(\.|source)$/.test(program) ? rest[firstOperand(rest)] : program;
}

/** Whether a command is a shell that reads its script from a pipe. */
export function readsScript([program, ...rest]: string[]): boolean {
  return isShell(program) && (firstOperand(rest) === -1 || rest.includes('-s') || STDIN.test(rest[firstOperand(rest)]));
}

function firstOperand(list: string[]): number {
  return list.findIndex((word, index) => !/^[-+]./.test(word) && !/^[-+]\w*o$/.test(list[index - 1] ?? ''));
}

/** The commands that find runs: each up to a `;` or a `+`. */
export function foundByFind([program, ...rest]: string[]): string[][] {
  const commands: string[][] = [];
  let command: string[] | undefined;
  for (const word of /(^|\/)find$/.test(program) ? rest : []) {
    if (command === undefined) {
      command = /^-(exec|execdir|ok|okdir)$/.test(word) ? [] : undefined;
    } else if (/^[;+]$/.test(word)) {
      commands.push(command);
      command = undefined;
    } else {
      command.push(word);
    }
  }
  return [...commands, ...command ? [command] : []].filter(({ length }) => length > 0);
}

/** The words that a command prints, if they are in the command: `echo gcc`, `command -v pip`. */
export function printedWords([program, ...rest]: string[]): string[] | undefined {
  const words = rest.filter(word => !/^-[neEvp]+$|^--$/.test(word));
  switch (program) {
    case 'echo':
    case 'which':
      return split(words, /\s+/);
    case 'printf':
      return split(words[0]?.includes('%') ? words.slice(1) : words, /\\n|\s+/);
    case 'command':
      return rest.includes('-v') ? words : undefined;
    default:
      return undefined;
  }
}

function split(words: string[], separator: RegExp): string[] {
  return words.flatMap(word => word.split(separator)).filter(word => word !== '');
}
