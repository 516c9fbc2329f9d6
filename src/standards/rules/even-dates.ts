import { Instruction } from '../../dockerfile';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

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

  public check(container: CheckedContainer): string[] {
    return container.production.lineage.flatMap(({ name, instructions }) => instructions
      .map(instruction => ({ instruction, commands: container.commandsOf(instruction) })).filter(leavesDates).map(({ commands: [[program = ''] = []] }) =>
        `RUN ${program} in ${name}: the files that it writes have the date of the build, so two builds of the same commit differ. `
      + 'Use buildCommands, or end the RUN with touch -h -d @315532800 and the paths of the changed files and folders.'));
  }
}

function leavesDates({ instruction, commands }: { readonly instruction: Instruction; readonly commands: string[][] }): boolean {
  return instruction.keyword === 'RUN' && !commands.every(([program]) => /^(true|:|test|\[)$/.test(program))
    && !commands.some(words => words.includes(SCRIPT) || words.includes('touch') && words.some(word => /^(-[a-z]*[drt]|--(date|reference)(=.*)?)$/.test(word)));
}
