import { contextPath } from './context-path';
import { CONTINUED, Instruction } from './instruction';
import { invalidOption } from './invalid-option';
import { Mount } from './mount';
import { check, Checks, oneOf, STRING, STRINGS, struct } from './option-checks';
import { endsInComment, execForm, isList, oneLine, shellCommand } from './quoting';

/** The network that a command can use. */
export enum RunNetwork {
  /** The network of the builder. */
  DEFAULT = 'default',
  /** No network. */
  NONE = 'none',
}

/** Options of RUN. */
export interface RunOptions {
  /**
   * Files that the command can use while it runs, and that are not stored in the layer.
   *
   * @default - none
   */
  readonly mounts?: Mount[];
  /**
   * The network of the command.
   *
   * @default RunNetwork.DEFAULT
   */
  readonly network?: RunNetwork;
  /**
   * The paths of the build context that the command reads, if they are only a part of its bind mounts. .dockerignore includes only them.
   *
   * @default - the sources of the bind mounts
   */
  readonly contextSources?: string[];
  /**
   * A comment above the instruction.
   *
   * @default - none
   */
  readonly comment?: string;
}

const RUN: Checks<RunOptions> = {
  // one that another copy of this package has made is a Mount too
  mounts: check('a list of mounts', value => Array.isArray(value) && value.every(mount => typeof mount?.type === 'string' && String(mount).startsWith('--mount=')), "Write for example [Mount.tmpfs('/tmp')]"),
  network: oneOf(RunNetwork),
  contextSources: STRINGS,
  comment: STRING,
};

export function runInShell(commands: string[], options: RunOptions): Instruction {
  if (commands.length === 0) {
    throw invalidOption('run', commands, 'expected at least one command');
  }
  commands.forEach((command, index) => {
    oneLine('run', command);
    const isGrouped = isList(command) && commands.length > 1;
    if ((index < commands.length - 1 || isGrouped) && endsInComment(command)) {
      throw invalidOption('run', command, 'a comment would hide the rest of the line');
    }
  });
  const chained = commands.map(command => shellCommand('run', command))
    .map(command => commands.length > 1 && isList(command) ? `{ ${command.replace(/;$/, '')}; }` : command);
  return run(chained.join(`${CONTINUED}&& `), options);
}

export function runInExecForm(argv: string[], options: RunOptions): Instruction {
  // hadolint reads it as a shell pipe
  return run(execForm('run', argv).replaceAll('|', '\\u007c'), options);
}

function run(command: string, options: RunOptions): Instruction {
  struct(RUN)('run', options);
  const { contextSources, mounts = [], network = RunNetwork.DEFAULT } = options;
  const bound = mounts
    .filter(mount => mount.type === 'bind' && mount.fromStage === undefined)
    .map(mount => contextPath('mount source', mount.source!));
  const flags = [...network === RunNetwork.DEFAULT ? [] : [`--network=${network}`], ...mounts.map(String)];
  return Instruction._of('RUN', { flags, operands: command, contextSources: contextSources?.map(source => contextPath('run contextSources', source)) ?? bound });
}
