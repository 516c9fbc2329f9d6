import { contextPath, refuseWindowsPath } from './context-path';
import { copyFiles, CopyOptions } from './copy';
import type { Dockerfile } from './dockerfile';
import { comment, Instruction } from './instruction';
import { invalidOption } from './invalid-option';
import { Checks, STRINGS, struct } from './option-checks';
import { OWNER } from './owner';
import { oneLine, rawLine, word } from './quoting';
import { runInExecForm, runInShell, RunOptions } from './run';
import { argument } from './variables';

/** Options of a raw line. */
export interface RawLineOptions {
  /**
   * The paths of the build context that the line reads. .dockerignore includes them.
   *
   * @default - none
   */
  readonly contextSources?: string[];
}

const RAW: Checks<RawLineOptions> = { contextSources: STRINGS };

/** A part of a section whose instructions are collected until the file is written. */
interface Part {
  readonly instructions: Instruction[];
}

/** A list of instructions, in the order in which they were added: a stage, or a named place in a stage. */
export class Section {
  /** @internal */
  protected readonly _body: (Instruction | Part)[] = [];

  /** Use `Dockerfile.addStage()` for stages and `Stage.at()` for places. */
  protected constructor(
    private readonly file: Dockerfile,
    private readonly stageName: string,
  ) {}

  /** The instructions in the order in which they are written. */
  public get instructions(): Instruction[] {
    return this._body.flatMap(entry => entry instanceof Instruction ? entry : entry.instructions);
  }

  /** Declares a build argument, which `docker build --build-arg` sets. Not for secrets, because the image's history contains it. */
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

  /** Runs commands in the shell, in one layer. Each command runs only if the previous one succeeded. */
  public runAll(commands: string[], options: RunOptions = {}): void {
    this.addRun(runInShell(commands, options), options);
  }

  /** Runs a program without a shell. */
  public runExec(argv: string[], options: RunOptions = {}): void {
    this.addRun(runInExecForm(argv, options), options);
  }

  /**
   * Copies files and folders from the build context or another stage.
   *
   * @throws when a path is outside the build context, or the stage to copy from is not above this stage
   */
  public copy(sources: string[], destination: string, options: CopyOptions = {}): void {
    const instruction = copyFiles(sources, destination, options);
    if (options.fromStage !== undefined) {
      this.file._requireAbove(this.stageName, options.fromStage);
    }
    this.addWithComment(instruction, options.comment);
  }

  /** Sets the user of the following instructions and of the container: a name or an ID, optionally followed by a colon and a group. */
  public user(user: string): void {
    if (!OWNER.test(user)) {
      throw invalidOption('user', user, 'a user is a name or an ID, optionally with a colon and a group: 10001:10001; a name can have up to 32 characters');
    }
    this._body.push(Instruction._of('USER', { operands: user }));
  }

  /** Adds a comment of one or more lines. */
  public comment(text: string): void {
    this._body.push(comment('comment', text));
  }

  /**
   * Adds a line unchanged, for instructions that have no method here.
   *
   * @throws when the text has more than one line, continues on the next line, or starts a stage
   */
  public raw(line: string, options: RawLineOptions = {}): void {
    struct(RAW)('raw', options);
    const sources = options.contextSources?.map(source => contextPath('raw contextSources', source));
    this._body.push(Instruction._read(rawLine('raw', line), sources));
  }

  /** @internal Adds instructions that are written only if a condition is true when the file is written. */
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
    throw invalidOption(option, path, 'the path must be absolute', `Write '/${path}'`);
  }
  return oneLine(option, path);
}
