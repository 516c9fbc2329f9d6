import { prefixAt } from './command-prefixes';
import { commandsIn } from './shell-commands';

/**
 * The programs that a command starts, each without its folder and with its arguments: a program that only starts another one,
 * that one, and the commands of a shell script. A module that `python -m` runs is a program too.
 */
export function startedCommands(words: string[]): string[][] {
  const starters: string[][] = [];
  let start = 0;
  for (let prefix = prefixAt(words, start); prefix; prefix = prefixAt(words, start)) {
    starters.push(words.slice(start));
    ({ start } = prefix);
  }
  return [...starters, ...commandsIn(words)].filter(command => command.length > 0).map(([program, ...rest]) => {
    const [flag, module, ...others] = rest;
    return /(^|\/)python[\d.]*$/.test(program) && flag === '-m' && module !== undefined ? [module, ...others] : [program.replace(/^.*\//, ''), ...rest];
  });
}
