import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { isShell } from '../shell-command';
import { startedPrograms } from '../started-program';

export class ExecVariables extends Rule {
  public constructor() {
    super({
      id: 'exec-variables',
      severity: Severity.WARNING,
      summary: 'The command contains no variables that are never expanded.',
      source: 'https://docs.docker.com/reference/dockerfile/#shell-and-exec-form',
    });
  }

  public check(container: CheckedContainer): string[] {
    return startedPrograms(container).flatMap(({ option, words }) => {
      // a shell expands variables, and the argument of -c is a program
      const end = words.findIndex(word => isShell(word) || /^-\w*c$/.test(word));
      const found = words.slice(0, end === -1 ? words.length : end).flatMap(word => /\$([A-Za-z_]\w*|\{[A-Za-z_]\w*[^}]*\})/.exec(word)?.[0] ?? []);
      return [...new Set(found)].map(variable => `${option}: ${variable} is not expanded, because a list runs without a shell. `
        + "Write the value, let the program read the variable, or use ['sh', '-c', 'exec …'].");
    });
  }
}
