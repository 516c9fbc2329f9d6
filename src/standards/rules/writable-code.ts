import { Instruction } from '../../dockerfile';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

export class WritableCode extends Rule {
  public constructor() {
    super({
      id: 'writable-code',
      severity: Severity.WARNING,
      summary: 'The application cannot write to its own code.',
      source: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    });
  }

  public check(container: CheckedContainer): string[] {
    return container.heldStages(container.production).flatMap(({ name, instructions }) => instructions
      .flatMap(instruction => [...copyProblems(instruction), ...container.commandsOf(instruction).flatMap(runProblems)])
      .map(problem => `${problem} in ${name}: an attacker could change the application's code. Let root own the code, and write to /tmp or a volume.`));
  }
}

function copyProblems(instruction: Instruction): string[] {
  const { keyword, paths } = instruction;
  if (keyword !== 'COPY' && keyword !== 'ADD') {
    return [];
  }
  const destination = paths[paths.length - 1];
  const owner = instruction.flagValue('chown');
  const mode = instruction.flagValue('chmod');
  return [
    ...!isRoot(owner) && isCode(destination) ? [`${keyword} --chown=${owner} to ${destination}`] : [],
    ...isForAll(mode) ? [`${keyword} --chmod=${mode} to ${destination}`] : [],
  ];
}

function runProblems([program, ...words]: string[]): string[] {
  const [what, ...paths] = words.filter(word => !word.startsWith('-'));
  const isProblem = program === 'chown' ? !isRoot(what) && paths.some(isCode) : program === 'chmod' && isForAll(what);
  return isProblem ? [[program, ...words].join(' ')] : [];
}

/** Whether a path contains code: /app, or the requirements. */
function isCode(path: string): boolean {
  return /^(\/app|\/opt|\.)(\/|$)/.test(path);
}

function isRoot(owner: string = ''): boolean {
  return /^(root|0+)?(:|$)/.test(owner);
}

/** Whether everyone may write. With the sticky bit, everyone can only change their own files. */
function isForAll(mode: string = ''): boolean {
  return /^0?[0-7]{2}[2367]$/.test(mode) || mode.split(',').some(part => /^(\w*[oa]\w*)?[+=]\w*w/.test(part));
}
