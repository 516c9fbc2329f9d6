import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { isShell } from '../shell-command';
import { startedPrograms } from '../started-program';

export class ExecVariables extends Rule {
  public constructor() {
    super({
      id: 'exec-variables',
      severity: Severity.WARNING,
      summary: 'The command has no variable that nobody fills in.',
      source: 'https://docs.docker.com/reference/dockerfile/#shell-and-exec-form',
    });
  }

  public check(container: CheckedContainer): string[] {
    return startedPrograms(container).flatMap(({ option, words }) => {
      // a shell fills in, and what follows -c is a program of its own
      const end = words.findIndex(word => isShell(word) || /^-\w*c$/.test(word));
      const found = words.slice(0, end === -1 ? words.length : end).flatMap(word => /\$([A-Za-z_]\w*|\{[A-Za-z_]\w*[^}]*\})/.exec(word)?.[0] ?? []);
      return [...new Set(found)].map(variable => `${option}: ${variable} stays as it is, because a list runs without a shell. `
        + "Write the value, let the program read the variable, or use ['sh', '-c', 'exec …'].");
    });
  }
}
