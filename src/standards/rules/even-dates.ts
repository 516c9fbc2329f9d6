import { Instruction } from '../../dockerfile';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { commandsOf } from '../shell-commands';

/** The script that sets the dates of layers. */
const SCRIPT = '/tmp/layers.py';

export class EvenDates extends Rule {
  public constructor() {
    super({
      id: 'even-dates',
      severity: Severity.WARNING,
      summary: 'Files that a RUN changes in production have the same date in every build.',
      source: 'https://reproducible-builds.org/docs/timestamps/',
    });
  }

  public check({ production }: CheckedContainer): string[] {
    return production.lineage.flatMap(({ name, instructions }) => instructions.filter(leavesDates).map(instruction =>
      `RUN ${commandsOf(instruction)[0]?.[0] ?? ''} in ${name}: the files that it writes have the date of the build, so two builds of the same commit differ. `
      + 'Use buildCommands, or end the RUN with touch -h -d @315532800 and the paths of the changed files and folders.'));
  }
}

function leavesDates(instruction: Instruction): boolean {
  const commands = commandsOf(instruction);
  return instruction.keyword === 'RUN' && !commands.every(([program]) => /^(true|:|test|\[)$/.test(program))
    && !commands.some(words => words.includes(SCRIPT) || words.includes('touch') && words.some(word => /^(-[a-z]*[drt]|--(date|reference)(=.*)?)$/.test(word)));
}
