import { contextPath } from './context-path';
import { copyFiles, CopyOptions } from './copy';
import type { Dockerfile } from './dockerfile';
import { healthCheck, HealthCheckOptions } from './health-check';
import { imageReference } from './image-reference';
import { comment, Instruction } from './instruction';
import { invalidOption } from './invalid-option';
import { execForm, oneLine, rawLine, value, word } from './quoting';
import { runInExecForm, runInShell, RunOptions } from './run';
import { argument, labelName, Pairs, variableName } from './variables';

/** Options of a stage. Exactly one of `image` and `fromStage` says what it is made from. */
export interface StageOptions {
  /**
   * The image to start from, such as `debian:trixie-slim`.
   *
   * @default - another stage
   */
  readonly image?: string;
  /**
   * The stage to start from. It has to stand above this one.
   *
   * @default - an image
   */
  readonly fromStage?: string;
  /**
   * What the stage is for. Stands above it as a comment, after its name.
   *
   * @default - no comment
   */
  readonly description?: string;
  /**
   * Whether this is the stage that a plain `docker build` makes. It stays the last one, whatever is added later.
   *
   * @default false
   */
  readonly isDefault?: boolean;
}

/** A raw line of a stage. */
export interface RawLineOptions {
  /**
   * The paths of the build context that the line reads; .dockerignore admits them.
   *
   * @default - none
   */
  readonly contextSources?: string[];
}

/**
 * A stage of a Dockerfile. Instructions stand in the order of their calls, but for two kinds: variables and labels
 * gather in one ENV and one LABEL, where the first was added, and what describes the container (EXPOSE, STOPSIGNAL, HEALTHCHECK, ENTRYPOINT, CMD)
 * stands at the end, once each: the last call counts.
 */
export class Stage {
  private readonly body: (Instruction | Pairs)[] = [];
  private readonly environment = new Pairs('ENV');
  private readonly labels = new Pairs('LABEL');
  private readonly pathFolders: string[] = [];
  private readonly ports = new Set<string>();
  private readonly settings: { [keyword in 'STOPSIGNAL' | 'HEALTHCHECK' | 'ENTRYPOINT' | 'CMD']?: Instruction } = {};

  /** The name of the stage: `docker build --target <name>` stops there. */
  public readonly name: string;

  /** What the stage starts from: an image or the name of another stage. */
  public readonly origin: string;

  private readonly description?: string;

  /** Use `Dockerfile.addStage()`, which gives the stage its place. */
  public constructor(private readonly dockerfile: Dockerfile, name: string, options: StageOptions) {
    this.name = name;
    this.origin = this.findOrigin(options);
    this.description = options.description === undefined ? undefined : oneLine('description', options.description);
  }

  /** The instructions in the order in which they are written. */
  public get instructions(): Instruction[] {
    return [
      ...this.body.map(entry => entry instanceof Pairs ? entry.render() : entry),
      ...this.ports.size ? [new Instruction('EXPOSE', [...this.ports].join(' '))] : [],
      ...[this.settings.STOPSIGNAL, this.settings.HEALTHCHECK, this.settings.ENTRYPOINT, this.settings.CMD]
        .filter(setting => setting !== undefined),
    ];
  }

  /**
   * Adds an environment variable to the stage's ENV, which stands where its first variable was added. The value
   * arrives as it is: `$` expands nothing.
   *
   * @throws when the name is no variable's name, or the value does not fit on one line
   */
  public addEnvironment(name: string, text: string): void {
    this.setVariable(variableName('environment', name), value(`environment ${name}`, text));
  }

  /** Puts a folder in front of PATH, in the stage's ENV. */
  public prependPath(folder: string): void {
    if (!/^\/[A-Za-z0-9_./-]*$/.test(folder)) {
      throw invalidOption('path', folder, 'a folder of PATH is absolute, of letters, digits and _ . / -');
    }
    this.pathFolders.unshift(folder);
    this.setVariable('PATH', `"${[...this.pathFolders, '$PATH'].join(':')}"`);
  }

  /**
   * Adds a label to the stage's LABEL.
   *
   * @throws when the name is no label's name, or the value does not fit on one line
   */
  public addLabel(name: string, text: string): void {
    const quoted = value(`labels ${name}`, text);
    this.labels.set(labelName(name), quoted);
    if (!this.body.includes(this.labels)) {
      this.body.push(this.labels);
    }
  }

  /** Declares a build argument, set with `docker build --build-arg`. Not for secrets: the image's history keeps it. */
  public addArgument(name: string, defaultValue?: string): void {
    this.body.push(argument(name, defaultValue));
  }

  /**
   * Sets the working directory.
   *
   * @throws unless the path is absolute
   */
  public workdir(path: string): void {
    this.body.push(new Instruction('WORKDIR', word('workdir', absolutePath('workdir', path))));
  }

  /** Runs a command in the shell. */
  public run(command: string, options: RunOptions = {}): void {
    this.runAll([command], options);
  }

  /** Runs commands in the shell, one after the other in one layer, each only if the one before it succeeded. */
  public runAll(commands: string[], options: RunOptions = {}): void {
    this.addRun(runInShell(commands, options), options);
  }

  /** Runs a program without a shell. */
  public runExec(argv: string[], options: RunOptions = {}): void {
    this.addRun(runInExecForm(argv, options), options);
  }

  /**
   * Copies files and folders, from the build context or another stage.
   *
   * @throws when a path leaves the build context, or the stage to copy from does not stand above this one
   */
  public copy(sources: string[], destination: string, options: CopyOptions = {}): void {
    if (options.fromStage !== undefined) {
      this.dockerfile._requireAbove(this, options.fromStage);
    }
    this.addWithComment(copyFiles(sources, destination, options), options.comment);
  }

  /** Sets the user of what follows and of the container: a name or a number, and after a colon a group. */
  public user(user: string): void {
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$/.test(user)) {
      throw invalidOption('user', user, 'a user is a name or a number, and after a colon a group: 10001:10001');
    }
    this.body.push(new Instruction('USER', user));
  }

  /** Adds a comment, one line or more. */
  public comment(text: string): void {
    this.body.push(comment(text));
  }

  /**
   * Adds a line as it is, for what has no method here.
   *
   * @throws when the line is more than one, goes on in the next, or starts a stage
   */
  public raw(line: string, options: RawLineOptions = {}): void {
    const sources = options.contextSources?.map(source => contextPath('raw contextSources', source));
    this.body.push(new Instruction('', rawLine('raw', line), sources));
  }

  /**
   * Declares a TCP port on which the container listens.
   *
   * @throws unless the port is a whole number from 1 to 65535
   */
  public expose(port: number): void {
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw invalidOption('port', port, 'a port is a whole number from 1 to 65535');
    }
    this.ports.add(String(port));
  }

  /** Sets the signal that stops the container: a name such as `SIGTERM`, or a number. */
  public stopSignal(signal: string): void {
    if (!/^(SIG[A-Z0-9]+([+-]\d+)?|\d{1,2})$/.test(signal)) {
      throw invalidOption('stopSignal', signal, 'a signal is a name such as SIGTERM, or a number');
    }
    this.settings.STOPSIGNAL = new Instruction('STOPSIGNAL', signal);
  }

  /** Sets the program whose success tells that the container works. */
  public healthCheck(argv: string[], options: HealthCheckOptions = {}): void {
    this.settings.HEALTHCHECK = healthCheck(argv, options);
  }

  /** Says that there is no health check, not even that of the image below. */
  public noHealthCheck(): void {
    this.settings.HEALTHCHECK = new Instruction('HEALTHCHECK', 'NONE');
  }

  /** Sets the program of the container, in exec form. An empty list takes away that of the image below. */
  public entrypoint(argv: string[]): void {
    this.settings.ENTRYPOINT = new Instruction('ENTRYPOINT', argv.length ? execForm('entrypoint', argv) : '[]');
  }

  /** Sets the command of the container, in exec form. */
  public cmd(argv: string[]): void {
    this.settings.CMD = new Instruction('CMD', execForm('command', argv));
  }

  /** The text of the stage. */
  public toString(): string {
    return [
      ...this.description ? [comment(`${this.name} ${this.description}`)] : [],
      `FROM ${this.origin} AS ${this.name}`,
      ...this.instructions,
    ].join('\n');
  }

  private findOrigin(options: StageOptions): string {
    if ((options.image === undefined) === (options.fromStage === undefined)) {
      throw invalidOption(`stage ${this.name}`, options, 'it starts from an image or from another stage: set image or fromStage');
    }
    if (options.fromStage !== undefined) {
      this.dockerfile._requireAbove(this, options.fromStage);
      return options.fromStage;
    }
    if (this.dockerfile.tryFindStage(options.image!)) {
      throw invalidOption('image', options.image, 'a stage has this name, and Docker would take the stage', 'Add a tag, or use fromStage');
    }
    return imageReference('image', options.image!);
  }

  private setVariable(name: string, quotedValue: string): void {
    if (!this.body.includes(this.environment)) {
      this.body.push(this.environment);
    }
    this.environment.set(name, quotedValue);
  }

  private addRun(instruction: Instruction, options: RunOptions): void {
    for (const mount of options.mounts ?? []) {
      if (mount.fromStage !== undefined) {
        this.dockerfile._requireAbove(this, mount.fromStage);
      }
    }
    this.addWithComment(instruction, options.comment);
  }

  private addWithComment(instruction: Instruction, text?: string): void {
    if (text !== undefined) {
      this.comment(text);
    }
    this.body.push(instruction);
  }
}

function absolutePath(option: string, path: string): string {
  if (!path.startsWith('/')) {
    throw invalidOption(option, path, 'the path is absolute', `Write '/${path}'`);
  }
  return oneLine(option, path);
}

