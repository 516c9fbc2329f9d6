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

/** Names that BuildKit keeps for itself: https://docs.docker.com/reference/build-checks/reserved-stage-name/ */
const RESERVED_STAGES = ['context', 'scratch'];

const STAGE: Checks<StageOptions> = { image: STRING, fromStage: STRING, description: STRING, isDefault: BOOLEAN };

/** Options of a Dockerfile. What they say of the file holds for its .dockerignore too. */
export interface DockerfileOptions extends FileBaseOptions {
  /**
   * The folder that is the build context, relative to the project.
   *
   * @default "."
   */
  readonly context?: string;
  /**
   * The image of the Dockerfile frontend, which makes the format independent of the builder's version.
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
 * A Dockerfile made of stages, and the .dockerignore that follows from it.
 *
 * @see https://docs.docker.com/reference/dockerfile/
 */
export class Dockerfile extends FileBase {
  /** What reaches the build context: exactly what the stages copy and mount. */
  public readonly dockerignore: Dockerignore;

  /** The absolute path of the folder that is the build context. */
  public readonly contextFolder: string;

  private pins: Pins;
  private readonly syntax: string;
  private readonly skippedChecks = new Set<string>();
  private readonly remarks: Instruction[] = [];
  private readonly arguments: Instruction[] = [];
  private readonly list: Stage[] = [];
  private defaultStage?: Stage;

  /**
   * @param filePath the path of the file, relative to the project
   * @throws when it is no path of a file, or one that a file or a folder of somebody else has
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

  /** The images that the Dockerfile takes, the frontend's first: with the digests that stand in the file on disk. */
  public get images(): string[] {
    return this._references.map(image => this._pin(image));
  }

  /** The images that lines copy or mount from, as they stand there: synth adds no digest to them. */
  public get copiedImages(): string[] {
    const origins = new Set(this.instructions.flatMap(instruction => instruction.origins));
    return [...origins].filter(origin => origin !== 'scratch' && !this.stageOf(origin));
  }

  /** Those of the images that have no digest: what their tags stand for can change between two builds. */
  public get unpinnedImages(): string[] {
    return this.images.filter(image => !image.includes('@'));
  }

  /** The images that have a digest in the file on disk, and that nobody asks for any more: with that digest. */
  public get droppedImages(): string[] {
    return this.pins.othersThan(this._references).map(({ image, digest }) => `${image}@${digest}`);
  }

  /** The paths of the build context that the stages copy and mount, sorted. */
  public get contextSources(): string[] {
    return [...new Set(this.instructions.flatMap(instruction => instruction.contextSources))].sort();
  }

  /**
   * Declares a build argument above all stages. A stage that uses it declares it again, without a value.
   *
   * @param description what it is for. Stands above it as a comment
   */
  public addArgument(name: string, defaultValue?: string, description?: string): void {
    this.arguments.push(...description === undefined ? [] : [comment('description', description)], argument(name, defaultValue));
  }

  /**
   * Lets a build pass although one of BuildKit's checks finds something: `JSONArgsRecommended`.
   *
   * @see https://docs.docker.com/reference/build-checks/
   * @throws when it is no name of a check
   */
  public skipCheck(name: string): void {
    if (!/^[A-Za-z]+$/.test(name)) {
      throw invalidOption('skipCheck', name, 'a check has a name of letters', "Write for example 'JSONArgsRecommended'");
    }
    this.skippedChecks.add(name);
  }

  /** Adds a comment above all instructions, one line or more. */
  public addComment(text: string): void {
    this.remarks.push(comment('comment', text));
  }

  /**
   * Adds a stage below those that are there, but above the default one.
   *
   * @throws when the name is taken, reserved or not in lower case, or when there is a default stage already
   */
  public addStage(name: string, options: StageOptions): Stage {
    if (!isStageName(name)) {
      throw invalidOption('stage', name, 'a name has lower-case letters and digits, - _ . between them, and starts with a letter; 128 are the most');
    }
    if (RESERVED_STAGES.includes(name)) {
      throw invalidOption('stage', name, `Docker keeps the names ${RESERVED_STAGES.join(' and ')} for itself`);
    }
    if (this.tryFindStage(name)) {
      throw invalidOption('stage', name, `there is a stage of this name; taken are ${this.stageNames()}`);
    }
    struct(STAGE)(`stage ${name}`, options);
    if (options.isDefault && this.defaultStage) {
      throw invalidOption('stage', name, `the default stage is ${this.defaultStage.name} already`);
    }
    const stage = Stage._of(this, name, options);
    if (options.isDefault) {
      this.defaultStage = stage;
    } else {
      this.list.push(stage);
    }
    return stage;
  }

  /** Finds a stage by its name. */
  public tryFindStage(name: string): Stage | undefined {
    return this.stages.find(stage => stage.name === name);
  }

  /** Finds the stage that a line copies or mounts from: by its name, in any case as BuildKit reads it, or by its number. */
  public stageOf(origin: string): Stage | undefined {
    return /^\d+$/.test(origin) ? this.stages[Number(origin)] : this.tryFindStage(origin.toLowerCase());
  }

  /** @internal The images as they are asked for. */
  public get _references(): string[] {
    return [...new Set([this.syntax, ...this.stages.filter(stage => stage.image !== undefined).map(stage => stage.origin)])];
  }

  /** @internal Looks at the file again, whose digests a task has written after synth. */
  public _readPins(): void {
    this.pins = Pins.of(this.absolutePath);
  }

  /** @internal Checks the image that a stage starts from. */
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
      const problem = this.tryFindStage(name) ? 'this stage does not stand above' : 'there is no such stage above';
      throw invalidOption('fromStage', name, `${problem} ${stage}; stages in their order are ${this.stageNames()}`);
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
