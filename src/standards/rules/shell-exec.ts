import type { SyntaxNode } from 'unbash' with { 'resolution-mode': 'import' };
import { CheckedContainer } from '../checked-container';
import { withoutPrefixes } from '../command-prefixes';
import { Rule, Severity } from '../rule';
import { isShell } from '../shell-command';
import { parser } from '../shell-parser';
import { startedPrograms } from '../started-program';
import { scriptIn } from '../started-scripts';

export class ShellExec extends Rule {
  public constructor() {
    super({
      id: 'shell-exec',
      severity: Severity.WARNING,
      summary: 'If the command is a shell, its last command is run with exec, so that signals reach the program.',
      source: 'https://docs.docker.com/reference/dockerfile/#exec-form-entrypoint-example',
    });
  }

  public check(container: CheckedContainer): string[] {
    return startedPrograms(container).flatMap(({ option, words }) => {
      const [program, ...rest] = withoutPrefixes(words);
      const script = program !== undefined && isShell(program) ? scriptIn([program, ...rest]) : undefined;
      return script === undefined || endsWithExec(parser().parse(script)) ? []
        : [`${option}: the last command of ${program} -c does not start with exec: the shell keeps running and does not forward signals, so the application is killed instead of stopped. Add exec.`];
    });
  }
}

/** Whether the last command replaces the shell. */
function endsWithExec(node: SyntaxNode | undefined): boolean {
  switch (node?.type) {
    case 'Command':
      return node.name === undefined || /^(exec|exit|:)$/.test(node.name.value);
    case 'Script':
    case 'CompoundList':
    case 'AndOr':
      return node.commands.length === 0 || endsWithExec(node.commands[node.commands.length - 1]);
    case 'Statement':
      return !node.background && endsWithExec(node.command);
    case 'BraceGroup':
      return endsWithExec(node.body);
    case 'Redirected':
      return endsWithExec(node.command);
    case 'If':
      return [node.then, ...node.elif.map(({ then }) => then), ...node.else ? [node.else] : []].every(endsWithExec);
    default:
      return false;
  }
}
