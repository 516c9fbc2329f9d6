import { contextPath } from './context-path';
import { CONTINUED, Instruction } from './instruction';
import { invalidOption } from './invalid-option';
import { Mount } from './mount';
import { endsInComment, execForm, isList, oneLine, shellCommand, shellText } from './quoting';

/** Options of RUN. */
export interface RunOptions {
  /**
   * What the command sees while it runs and no layer keeps.
   *
   * @default - nothing
   */
  readonly mounts?: Mount[];
  /**
   * What the build says when the command fails, after the command's own words. Only in shell form.
   *
   * @default - nothing
   */
  readonly hint?: string;
  /**
   * A comment above the instruction.
   *
   * @default - none
   */
  readonly comment?: string;
}

export function runInShell(commands: string[], options: RunOptions): Instruction {
  if (commands.length === 0) {
    throw invalidOption('run', commands, 'it needs at least one command');
  }
  const last = commands.length - (options.hint === undefined ? 1 : 0);
  commands.forEach((command, index) => {
    oneLine('run', command);
    const isGrouped = isList(command) && (commands.length > 1 || options.hint !== undefined);
    if ((index < last || isGrouped) && endsInComment(command)) {
      throw invalidOption('run', command, 'a comment would swallow what follows in the same line');
    }
  });
  const hint = options.hint === undefined ? '' : `${CONTINUED}|| { echo ${shellText(hintText(options.hint))} >&2; exit 1; }`;
  const chained = commands.map(command => shellCommand('run', command))
    .map(command => (commands.length > 1 || hint) && isList(command) ? `{ ${command.replace(/;$/, '')}; }` : command);
  const chain = chained.join(`${CONTINUED}&& `);
  return run(hint && commands.length > 1 ? `{ ${chain.replace(/;$/, '')}; }${hint}` : chain + hint, options);
}

export function runInExecForm(argv: string[], options: RunOptions): Instruction {
  if (options.hint !== undefined) {
    throw invalidOption('hint', options.hint, 'a program without a shell cannot have one', 'Use run()');
  }
  // hadolint takes it for a shell's pipe
  return run(execForm('run', argv).replaceAll('|', '\\u007c'), options);
}

function run(command: string, options: RunOptions): Instruction {
  const mounts = options.mounts ?? [];
  const contextSources = mounts
    .filter(mount => mount.type === 'bind' && mount.fromStage === undefined)
    .map(mount => contextPath('mount source', mount.source!));
  return new Instruction('RUN', [...mounts.map(String), command].join(CONTINUED), contextSources);
}

/** The shell's own echo may take backslashes for escapes. */
function hintText(text: string): string {
  if (text.includes('\\')) {
    throw invalidOption('hint', text, 'a hint has no backslashes');
  }
  return oneLine('hint', text);
}
