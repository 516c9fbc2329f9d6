import { contextPath } from './context-path';
import { CONTINUED, Instruction } from './instruction';
import { invalidOption } from './invalid-option';
import { Mount } from './mount';
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

function run(command: string, { contextSources, mounts = [], network = RunNetwork.DEFAULT }: RunOptions): Instruction {
  if (!Object.values(RunNetwork).includes(network)) {
    throw invalidOption('network', network, `the values are ${Object.values(RunNetwork).join(', ')}`);
  }
  const bound = mounts
    .filter(mount => mount.type === 'bind' && mount.fromStage === undefined)
    .map(mount => contextPath('mount source', mount.source!));
  const flags = [...network === RunNetwork.DEFAULT ? [] : [`--network=${network}`], ...mounts.map(String)];
  return Instruction._of('RUN', { flags, operands: command, contextSources: contextSources?.map(source => contextPath('run contextSources', source)) ?? bound });
}
