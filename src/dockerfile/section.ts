import { contextPath, refuseWindowsPath } from './context-path';
import { copyFiles, CopyOptions } from './copy';
import type { Dockerfile } from './dockerfile';
import { comment, Instruction } from './instruction';
import { invalidOption } from './invalid-option';
import { OWNER } from './owner';
import { oneLine, rawLine, word } from './quoting';
import { runInExecForm, runInShell, RunOptions } from './run';
import { argument } from './variables';

/** A raw line of a stage. */
export interface RawLineOptions {
  /**
   * The paths of the build context that the line reads; .dockerignore admits them.
   *
   * @default - none
   */
  readonly contextSources?: string[];
}

/** What gathers instructions until the file is written. */
interface Part {
  readonly instructions: Instruction[];
}

/** Instructions in the order of their calls: a stage, or a named place in it. */
export class Section {
  /** @internal */
  protected readonly _body: (Instruction | Part)[] = [];

  /** Stages come from `Dockerfile.addStage()`, their places from `Stage.at()`. */
  protected constructor(
    private readonly file: Dockerfile,
    private readonly stageName: string,
  ) {}

  /** The instructions in the order in which they are written. */
  public get instructions(): Instruction[] {
    return this._body.flatMap(entry => entry instanceof Instruction ? entry : entry.instructions);
  }

  /** Declares a build argument, set with `docker build --build-arg`. Not for secrets: the image's history keeps it. */
  public addArgument(name: string, defaultValue?: string): void {
    this._body.push(argument(name, defaultValue));
  }

  /**
   * Sets the working directory.
   *
   * @throws unless the path is absolute
   */
  public workdir(path: string): void {
    this._body.push(Instruction._of('WORKDIR', { operands: word('workdir', absolutePath('workdir', path)) }));
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
      this.file._requireAbove(this.stageName, options.fromStage);
    }
    this.addWithComment(copyFiles(sources, destination, options), options.comment);
  }

  /** Sets the user of what follows and of the container: a name or a number, and after a colon a group. */
  public user(user: string): void {
    if (!OWNER.test(user)) {
      throw invalidOption('user', user, 'a user is a name or a number, and after a colon a group: 10001:10001; a name has up to 32 characters');
    }
    this._body.push(Instruction._of('USER', { operands: user }));
  }

  /** Adds a comment, one line or more. */
  public comment(text: string): void {
    this._body.push(comment('comment', text));
  }

  /**
   * Adds a line as it is, for what has no method here.
   *
   * @throws when the line is more than one, goes on in the next, starts a stage, or is a trigger (ONBUILD)
   */
  public raw(line: string, options: RawLineOptions = {}): void {
    const sources = options.contextSources?.map(source => contextPath('raw contextSources', source));
    this._body.push(Instruction._read(rawLine('raw', line), sources));
  }

  /** @internal Adds instructions that stand here only if a condition holds when the file is written. */
  public _addIf(condition: () => boolean, add: (section: Section) => void): void {
    const section = this._newSection();
    add(section);
    this._body.push({ get instructions() { return condition() ? section.instructions : []; } });
  }

  /** @internal */
  protected _newSection(): Section {
    return new Section(this.file, this.stageName);
  }

  private addRun(instruction: Instruction, options: RunOptions): void {
    for (const mount of options.mounts ?? []) {
      if (mount.fromStage !== undefined) {
        this.file._requireAbove(this.stageName, mount.fromStage);
      }
    }
    this.addWithComment(instruction, options.comment);
  }

  private addWithComment(instruction: Instruction, text?: string): void {
    if (text !== undefined) {
      this.comment(text);
    }
    this._body.push(instruction);
  }
}

function absolutePath(option: string, path: string): string {
  refuseWindowsPath(option, path);
  if (!path.startsWith('/')) {
    throw invalidOption(option, path, 'the path is absolute', `Write '/${path}'`);
  }
  return oneLine(option, path);
}
