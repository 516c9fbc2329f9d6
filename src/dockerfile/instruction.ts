import { contextPath } from './context-path';
import { invalidOption } from './invalid-option';
import { Mount } from './mount';
import { commentLines, execForm, shellCommand, value, word } from './quoting';

/** Long instructions go on in the next line, under their first word. */
const CONTINUED = ' \\\n    ';

/** One instruction of a stage: a keyword and what follows it. */
export class Instruction {
  /**
   * @param keyword `RUN`, `COPY` …; `#` for a comment, and an empty text for a raw line
   * @param body what follows the keyword, quoted already
   * @param contextSources the paths of the build context that it reads
   */
  public constructor(
    public readonly keyword: string,
    private readonly body: string,
    public readonly contextSources: string[] = [],
  ) {}

  /** The text of the instruction, over one line or more. */
  public toString(): string {
    return this.keyword === '' || this.keyword === '#' ? this.body : `${this.keyword} ${this.body}`;
  }
}

/** Options of RUN. */
export interface RunOptions {
  /**
   * What the command sees while it runs and no layer keeps.
   *
   * @default - nothing
   */
  readonly mounts?: Mount[];
  /**
   * A comment above the instruction.
   *
   * @default - none
   */
  readonly comment?: string;
}

/** Options of COPY. */
export interface CopyOptions {
  /**
   * The stage to copy from. It has to stand above this one.
   *
   * @default - the build context
   */
  readonly fromStage?: string;
  /**
   * Whether the layer is independent of the layers below it, so that it is built, cached and pushed on its own.
   * Not below a path that is a symbolic link in the base image, such as `/lib`.
   *
   * @see https://docs.docker.com/reference/dockerfile/#copy---link
   * @default false
   */
  readonly link?: boolean;
  /**
   * The owner as `user` or `user:group`; with `link`, as numbers.
   *
   * @default - root, `0:0`
   */
  readonly chown?: string;
  /**
   * The permissions: octal (`0755`) or symbolic (`u=rwX,go=rX`).
   *
   * @default - those of the source
   */
  readonly chmod?: string;
  /**
   * A comment above the instruction.
   *
   * @default - none
   */
  readonly comment?: string;
}

/** Options of HEALTHCHECK. Times are numbers with a unit, such as `30s` or `1m30s`. */
export interface HealthCheckOptions {
  /**
   * The time between two checks.
   *
   * @default 30s
   */
  readonly interval?: string;
  /**
   * The time after which a check has failed.
   *
   * @default 30s
   */
  readonly timeout?: string;
  /**
   * The time that the start may take; failures before its end do not count.
   *
   * @default 0s
   */
  readonly startPeriod?: string;
  /**
   * The time between two checks during the start.
   *
   * @default 5s
   */
  readonly startInterval?: string;
  /**
   * The number of failures in a row that make a container unhealthy.
   *
   * @default 3
   */
  readonly retries?: number;
}

/** ENV and LABEL: names and values, one a line. */
export class Pairs {
  private readonly values = new Map<string, string>();

  public constructor(private readonly keyword: string) {}

  public set(name: string, quotedValue: string): void {
    this.values.set(name, quotedValue);
  }

  public render(): Instruction {
    return new Instruction(this.keyword, [...this.values].map(([name, text]) => `${name}=${text}`).join(CONTINUED));
  }
}

export function comment(text: string): Instruction {
  return new Instruction('#', commentLines(text).join('\n'));
}

export function argument(name: string, defaultValue?: string): Instruction {
  const text = variableName('argument name', name);
  return new Instruction('ARG', defaultValue === undefined ? text : `${text}=${value(`argument ${name}`, defaultValue)}`);
}

export function runInShell(commands: string[], options: RunOptions): Instruction {
  if (commands.length === 0) {
    throw invalidOption('run', commands, 'it needs at least one command');
  }
  return run(commands.map(command => shellCommand('run', command)).join(`${CONTINUED}&& `), options);
}

export function runInExecForm(argv: string[], options: RunOptions): Instruction {
  return run(execForm('run', argv), options);
}

export function copyFiles(sources: string[], destination: string, options: CopyOptions): Instruction {
  if (sources.length === 0) {
    throw invalidOption('copy sources', sources, 'it needs at least one path');
  }
  if (sources.length > 1 && !destination.endsWith('/')) {
    throw invalidOption('copy destination', destination, 'several sources go into a folder', `Write '${destination}/'`);
  }
  const paths = options.fromStage ? sources : sources.map(source => contextPath('copy source', source));
  const words = [...paths, destination].map(path => word('copy', path));
  // a white space ends a word, even inside quotes; the JSON form keeps it
  const list = words.some(text => /\s/.test(text)) ? execForm('copy', words) : words.join(' ');
  const flags = [
    ...options.link ? ['--link'] : [],
    ...options.fromStage ? [`--from=${options.fromStage}`] : [],
    ...options.chown ? [`--chown=${owner(options.chown, options.link)}`] : [],
    ...options.chmod ? [`--chmod=${mode(options.chmod)}`] : [],
  ];
  return new Instruction('COPY', [...flags, list].join(' '), options.fromStage ? [] : paths);
}

export function healthCheck(argv: string[], options: HealthCheckOptions): Instruction {
  const flags = [
    ...duration('interval', options.interval),
    ...duration('timeout', options.timeout),
    ...duration('start-period', options.startPeriod),
    ...duration('start-interval', options.startInterval),
    ...options.retries === undefined ? [] : [`--retries=${naturalNumber('retries', options.retries)}`],
  ];
  const check = `CMD ${execForm('healthCheck', argv)}`;
  return new Instruction('HEALTHCHECK', flags.length ? `${flags.join(' ')}${CONTINUED}${check}` : check);
}

/** The name of an environment variable or a build argument, as POSIX shells know them. */
export function variableName(option: string, name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw invalidOption(option, name, 'a name has letters, digits and underscores, and starts with no digit');
  }
  return name;
}

/** @see https://docs.docker.com/engine/manage-resources/labels/ */
export function labelName(name: string): string {
  if (!/^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$/.test(name)) {
    throw invalidOption('label name', name, 'a name has letters, digits and . _ / - inside, such as org.opencontainers.image.title');
  }
  return name;
}

function run(command: string, options: RunOptions): Instruction {
  const mounts = options.mounts ?? [];
  const contextSources = mounts
    .filter(mount => mount.type === 'bind' && mount.fromStage === undefined)
    .map(mount => contextPath('mount source', mount.source!));
  return new Instruction('RUN', [...mounts.map(String), command].join(CONTINUED), contextSources);
}

function owner(text: string, link?: boolean): string {
  if (!(link ? /^\d+(:\d+)?$/ : /^[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?$/).test(text)) {
    throw invalidOption('chown', text, link ? 'with link, an owner is a number, or two: 10001:10001' : 'an owner is user or user:group');
  }
  return text;
}

function mode(text: string): string {
  if (!/^([0-7]{3,4}|[ugoa]*[-+=][rwxXst]*(,[ugoa]*[-+=][rwxXst]*)*)$/.test(text)) {
    throw invalidOption('chmod', text, 'permissions are octal (0755) or symbolic (u=rwX,go=rX)');
  }
  return text;
}

function duration(option: string, text?: string): string[] {
  if (text === undefined) {
    return [];
  }
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) {
    throw invalidOption(`healthCheck ${option}`, text, 'a time is a number with the unit ms, s, m or h, such as 30s');
  }
  return [`--${option}=${text}`];
}

function naturalNumber(option: string, count: number): number {
  if (!Number.isInteger(count) || count < 1) {
    throw invalidOption(`healthCheck ${option}`, count, 'it is a whole number from 1');
  }
  return count;
}
