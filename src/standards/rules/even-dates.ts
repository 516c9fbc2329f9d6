import { Instruction } from '../../dockerfile';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { commandsOf } from '../shell-commands';

/** What the script of the layers does has dates already. */
const SCRIPT = '/tmp/layers.py';

export class EvenDates extends Rule {
  public constructor() {
    super({
      id: 'even-dates',
      severity: Severity.WARNING,
      summary: 'What RUN changes in production has the same date in each build.',
      source: 'https://reproducible-builds.org/docs/timestamps/',
    });
  }

  public check({ production }: CheckedContainer): string[] {
    return production.lineage.flatMap(({ name, instructions }) => instructions.filter(leavesDates).map(instruction =>
      `RUN ${commandsOf(instruction)[0]?.[0] ?? ''} in ${name}: what it writes has the date of the build, so that two builds of one commit differ. `
      + 'Let buildCommands make it, or end the RUN with touch -h -d @315532800 and the names of what has changed, folders too.'));
  }
}

function leavesDates(instruction: Instruction): boolean {
  const commands = commandsOf(instruction);
  return instruction.keyword === 'RUN' && !commands.every(([program]) => /^(true|:|test|\[)$/.test(program))
    && !commands.some(words => words.includes(SCRIPT) || words.includes('touch') && words.some(word => /^(-[a-z]*[drt]|--(date|reference)(=.*)?)$/.test(word)));
}
