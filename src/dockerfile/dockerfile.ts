import { join } from 'path';
import type { IConstruct } from 'constructs';
import { FileBase, FileBaseOptions, IResolver } from 'projen';
import { pathLength, refuseWindowsPath } from './context-path';
import { Dockerignore } from './dockerignore';
import { imageReference, isStageName } from './image-reference';
import { comment, Instruction } from './instruction';
import { invalidOption } from './invalid-option';
import { BOOLEAN, checkOptions, Checks, STRING, struct } from './option-checks';
import { Pins } from './pins';
import { Stage, StageOptions } from './stage';
import { refuseSlips } from './unknown-options';
import { argument } from './variables';
import { AtomicFiles } from '../projen-patches/atomic-files';
import { FileLookup } from '../projen-patches/file-lookup';
import { ForeignFiles } from '../projen-patches/foreign-files';
import { requireFile } from '../projen-patches/required-file';

/** Names that BuildKit reserves: https://docs.docker.com/reference/build-checks/reserved-stage-name/ */
const RESERVED_STAGES = ['context', 'scratch'];

const STAGE: Checks<StageOptions> = { image: STRING, fromStage: STRING, description: STRING, isDefault: BOOLEAN };

/** Options of a Dockerfile. The options of the file apply to its .dockerignore too. */
export interface DockerfileOptions extends FileBaseOptions {
  /**
   * The folder that is the build context, relative to the project.
   *
   * @default "."
   */
  readonly context?: string;
  /**
   * The image of the Dockerfile frontend, which makes the syntax independent of the builder's version.
   *
   * @see https://docs.docker.com/build/buildkit/frontend/
   * @default "docker/dockerfile:1"
   */
  readonly syntax?: string;
}

const DOCKERFILE: Checks<DockerfileOptions> = {
  context: STRING, syntax: STRING, committed: BOOLEAN, editGitignore: BOOLEAN, executable: BOOLEAN, marker: BOOLEAN, readonly: BOOLEAN,
};

/**
 * A Dockerfile made of stages, and the .dockerignore that is derived from it.
 *
 * @see https://docs.docker.com/reference/dockerfile/
 */
export class Dockerfile extends FileBase {
  /** The .dockerignore: the build context contains exactly the files that the stages copy and mount. */
  public readonly dockerignore: Dockerignore;

  /** The absolute path of the folder that is the build context. */
  public readonly contextFolder: string;

  private pins: Pins;
  private readonly syntax: string;
  private readonly skippedChecks = new Set<string>();
  private readonly remarks: Instruction[] = [];
  private readonly arguments: Instruction[] = [];
  private readonly list: Stage[] = [];
  private readonly byName = new Map<string, Stage>();
  private defaultStage?: Stage;

  /**
   * @param filePath the path of the file, relative to the project
   * @throws when the path is not valid, or another file or a folder already has it
   */
  public constructor(scope: IConstruct, filePath: string, options: DockerfileOptions = {}) {
    refuseSlips(options, Object.keys(DOCKERFILE), 'Dockerfile');
    checkOptions(options, DOCKERFILE, 'Dockerfile.');
    const { context = '.' } = options;
    if (typeof filePath !== 'string' || filePath === '') {
      throw invalidOption('filePath', filePath, 'expected the path of the file, relative to the project', "Write for example 'Dockerfile'");
    }
    refuseWindowsPath('filePath', pathLength('filePath', filePath));
    refuseWindowsPath('context', pathLength('context', context));
    super(scope, filePath, options);
    const { project } = this;
    this.contextFolder = join(project.outdir, context);
    requireFile(this);
    this.pins = Pins.of(this.absolutePath);
    this.syntax = imageReference('syntax', options.syntax ?? 'docker/dockerfile:1');
    this.dockerignore = Dockerignore._of(this, options);
    FileLookup.addTo(project);
    AtomicFiles.addTo(project);
    ForeignFiles.addTo(project);
  }

  /** The stages in the order in which they are written. */
  public get stages(): Stage[] {
    return [...this.list, ...this.defaultStage ? [this.defaultStage] : []];
  }

  /** The build arguments above all stages. */
  public get argumentInstructions(): Instruction[] {
    return this.arguments.filter(({ keyword }) => keyword === 'ARG');
  }

  /** The images that the Dockerfile uses, the frontend's first, with the digests from the file on disk. */
  public get images(): string[] {
    return this._references.map(image => this._pin(image));
  }

  /** The images that instructions copy or mount from, as they are written there: synth adds no digest to them. */
  public get copiedImages(): string[] {
    const origins = new Set(this.instructions.flatMap(instruction => instruction.origins));
    return [...origins].filter(origin => origin !== 'scratch' && !this.stageOf(origin));
  }

  /** The images without a digest: the image behind a tag can change between two builds. */
  public get unpinnedImages(): string[] {
    return this.images.filter(image => !image.includes('@'));
  }

  /** The images that have a digest in the file on disk but are no longer used, with that digest. */
  public get droppedImages(): string[] {
    return this.pins.othersThan(this._references).map(({ image, digest }) => `${image}@${digest}`);
  }

  /** The paths of the build context that the stages copy and mount, sorted. */
  public get contextSources(): string[] {
    return [...new Set(this.instructions.flatMap(instruction => instruction.contextSources))].sort();
  }

  /**
   * Declares a build argument above all stages. A stage that uses it must declare it again, without a value.
   *
   * @param description the purpose of the argument; it is written above it as a comment
   */
  public addArgument(name: string, defaultValue?: string, description?: string): void {
    this.arguments.push(...description === undefined ? [] : [comment('description', description)], argument(name, defaultValue));
  }

  /**
   * Skips one of BuildKit's checks, such as `JSONArgsRecommended`.
   *
   * @see https://docs.docker.com/reference/build-checks/
   * @throws when the name cannot be the name of a check
   */
  public skipCheck(name: string): void {
    if (!/^[A-Za-z]+$/.test(name)) {
      throw invalidOption('skipCheck', name, 'the name of a check consists of letters', "Write for example 'JSONArgsRecommended'");
    }
    this.skippedChecks.add(name);
  }

  /** Adds a comment of one or more lines above all instructions. */
  public addComment(text: string): void {
    this.remarks.push(comment('comment', text));
  }

  /**
   * Adds a stage below the existing stages, but above the default stage.
   *
   * @throws when the name is taken, reserved or not in lower case, or when there is a default stage already
   */
  public addStage(name: string, options: StageOptions): Stage {
    if (!isStageName(name)) {
      throw invalidOption('stage', name, 'a name consists of lower-case letters and digits, with - _ . between them, starts with a letter, and has up to 128 characters');
    }
    if (RESERVED_STAGES.includes(name)) {
      throw invalidOption('stage', name, `Docker reserves the names ${RESERVED_STAGES.join(' and ')}`);
    }
    if (this.tryFindStage(name)) {
      throw invalidOption('stage', name, `a stage with this name exists; the stages are ${this.stageNames()}`);
    }
    struct(STAGE)(`stage ${name}`, options);
    if (options.isDefault && this.defaultStage) {
      throw invalidOption('stage', name, `the default stage is ${this.defaultStage.name} already`);
    }
    const stage = Stage._of(this, name, options);
    this.byName.set(name, stage);
    if (options.isDefault) {
      this.defaultStage = stage;
    } else {
      this.list.push(stage);
    }
    return stage;
  }

  /** Finds a stage by its name. */
  public tryFindStage(name: string): Stage | undefined {
    return this.byName.get(name);
  }

  /** Finds the stage that an instruction copies or mounts from: by its name, which is not case-sensitive in BuildKit, or by its number. */
  public stageOf(origin: string): Stage | undefined {
    return /^\d+$/.test(origin) ? this.stages[Number(origin)] : this.tryFindStage(origin.toLowerCase());
  }

  /** @internal The images as they were requested, without the digests from disk. */
  public get _references(): string[] {
    return [...new Set([this.syntax, ...this.stages.filter(stage => stage.image !== undefined).map(stage => stage.origin)])];
  }

  /** @internal Reads the digests from the file again, because a task has written them after synth. */
  public _readPins(): void {
    this.pins = Pins.of(this.absolutePath);
  }

  /** @internal Checks the name of the image that a stage starts from. */
  public _imageReference(reference: string): string {
    return imageReference('image', reference);
  }

  /** @internal */
  public _pin(image: string): string {
    return this.pins.pin(image);
  }

  /** @internal */
  public _requireAbove(stage: string, name: string): void {
    const place = this.list.findIndex(other => other.name === stage);
    const above = place === -1 ? this.list : this.list.slice(0, place);
    if (!above.some(other => other.name === name)) {
      const problem = this.tryFindStage(name) ? 'this stage is not above' : 'there is no such stage above';
      throw invalidOption('fromStage', name, `${problem} ${stage}; the stages, in order, are ${this.stageNames()}`);
    }
  }

  protected synthesizeContent(_resolver: IResolver): string {
    return [
      // parser directives come before every comment: the parser stops looking for them there
      `# syntax=${this._pin(this.syntax)}`,
      `# check=${this.skippedChecks.size ? `skip=${[...this.skippedChecks].join(',')};` : ''}error=true`,
      ...this.marker ? ['', `# ${this.marker}`] : [],
      ...this.remarks.length ? ['', ...this.remarks] : [],
      ...this.arguments.length ? ['', ...this.arguments] : [],
      ...this.stages.map(stage => `\n${stage}`),
      '',
    ].join('\n');
  }

  private get instructions(): Instruction[] {
    return this.stages.flatMap(stage => stage.instructions);
  }

  private stageNames(): string {
    return this.stages.map(stage => stage.name).join(', ') || 'none';
  }
}
