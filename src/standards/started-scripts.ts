import { isShell } from './shell-command';

/** The standard input of a program that is started with this path: the output before a `|`. */
export const STDIN = /^(-|\/dev\/(stdin|fd\/\d+)|\/proc\/self\/fd\/\d+)$/;

/** Programs that run the script after -c, like a shell. */
const SCRIPT_STARTERS = new Set(['fish', 'flock', 'runuser', 'script', 'sg', 'su']);
/** Programs that pass all their words to a shell, as one script. */
const JOINING = new Set(['hyperfine', 'ssh', 'watch']);
/** Programs that are no shells, and run the files that they are given, or the scripts that they read. */
const SOURCING = /^(\.|source|fish)$/;
const READING = /^(at|batch|parallel|iex|Invoke-Expression)$/;

/** `s/a/command/e` and `1e command` of GNU sed. */
const EXECUTED = /\bs([/|#,@!:~])(?:(?!\1)[^\\]|\\.){0,200}\1((?:(?!\1)[^\\]|\\.){0,200})\1[gpiImM\d]{0,9}e|(?:^|[;{}\n])[\d$]{0,9}\s?e\s([^\n]*)/g;

/** A script in the words of a command, and the index of the words that are its arguments. */
export interface StartedScript {
  readonly text: string;
  readonly start?: number;
}

/** The scripts that a command runs, if it is a shell or passes scripts to a shell. */
export function scriptsIn(words: string[], starters: string[]): StartedScript[] | undefined {
  const [path, ...rest] = words;
  const program = path.replace(/^.*\//, '');
  if (starters.some(name => JOINING.has(name)) && /\s/.test(path)) {
    return [{ text: words.join(' ') }];
  }
  switch (program) {
    case 'parallel':
      return parallelScripts(rest);
    case 'tar':
      return several(rest.flatMap(word => /^(?:--checkpoint-action=exec=|--to-command=|--use-compress-program=|--rsh-command=)([^]*)$/.exec(word)?.[1] ?? []));
    case 'git':
      return several([
        ...rest.flatMap(word => /^alias\.[^=]*=!([^]*)$/.exec(word)?.[1] ?? []),
        ...rest[0] === 'submodule' && rest.includes('foreach') ? rest.slice(-1) : [],
      ]);
    case 'sed':
      return several(rest.flatMap(word => [...word.matchAll(EXECUTED)].map(([, , replacement, command]) => command ?? replacement.replaceAll('&', ''))));
    case 'sg': {
      const script = rest.find((word, index) => index > 0 && word !== '-c');
      return script === undefined ? undefined : [{ text: script }];
    }
    default: {
      const script = scriptIn(words);
      return script === undefined ? undefined : [{ text: script, start: isShell(program) ? 3 + firstOperand(rest) : undefined }];
    }
  }
}

function several(texts: string[]): StartedScript[] | undefined {
  return texts.length === 0 ? undefined : texts.map(text => ({ text }));
}

/** `parallel pip install ::: a b`, `parallel ::: 'pip install a'`. */
function parallelScripts(words: string[]): StartedScript[] | undefined {
  const start = words.findIndex((word, index) => !/^-./.test(word) && !/^(-[jINnLa]|--(jobs|max-args|colsep|delay|retries))$/.test(words[index - 1] ?? ''));
  const list = start === -1 ? [] : words.slice(start);
  const end = list.findIndex(word => /^:::\+?$/.test(word));
  const command = end === -1 ? list : list.slice(0, end);
  const operands = end === -1 ? [] : list.slice(end + 1);
  return several(command.length === 0 ? operands : [[...command, ...operands].join(' ')]);
}

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

/** The argument after `-c` of a shell, alone or combined: `-ec`, `-o pipefail -c`; PowerShell's `-Command`. */
function scriptOfShell(list: string[]): string | undefined {
  const operand = firstOperand(list);
  const option = list.findIndex(word => /^(-\w*c|--command|-command\w*)$/i.test(word) && !/^-\w*C$/.test(word));
  return option !== -1 && (operand === -1 || option < operand) ? list[operand] ?? '' : undefined;
}

/** Whether a program runs the scripts that it reads, or the files that it is given, like a shell. */
export function isScriptReader(program: string): boolean {
  return isShell(program) || SOURCING.test(program) || READING.test(program);
}

/** The index of the word that is the file that a shell or an interpreter runs; undefined if it reads from a pipe. */
export function fileIndex([program, ...rest]: string[]): number | undefined {
  const index = firstOperand(rest);
  return index === -1 || READING.test(program) || STDIN.test(rest[index]) || rest.slice(0, index).some(word => /^-\w*s$/.test(word)) ? undefined : index + 1;
}

/** The index of the first word that is no option and no value of an option. */
function firstOperand(list: string[]): number {
  return list.findIndex((word, index) => !/^[-+]./.test(word) && !/^([-+]\w*[oO]|--(rcfile|init-file))$/.test(list[index - 1] ?? ''));
}

/** The commands that find runs: each up to a `;` or a `+`. */
export function foundByFind([program, ...rest]: string[]): string[][] {
  const commands: string[][] = [];
  let command: string[] | undefined;
  for (const word of /(^|\/)(find|fd|fdfind)$/.test(program) ? rest : []) {
    if (command === undefined) {
      command = /^-(exec|execdir|ok|okdir|x|X)$|^--exec(-batch)?$/.test(word) ? [] : undefined;
    } else if (/^[;+]$/.test(word)) {
      commands.push(command);
      command = undefined;
    } else {
      command.push(word);
    }
  }
  return [...commands, ...command ? [command] : []].filter(({ length }) => length > 0);
}
