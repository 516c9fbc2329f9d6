import { prefixAt } from './command-prefixes';
import { commandsIn } from './shell-commands';
import { startedProgram } from './started-program';
import { Stage } from '../dockerfile';

/**
 * All that starts when a container of a stage does, each a program, without its folder, and its arguments: what only starts another program,
 * that one, and the commands of a shell's script. A module that `python -m` runs is a program too.
 */
export function startedCommands(stage: Stage): string[][] {
  const words = startedProgram(stage);
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
