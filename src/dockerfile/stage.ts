import type { Dockerfile } from './dockerfile';
import { withPragmas } from './hadolint';
import { healthCheck, HealthCheckOptions } from './health-check';
import { ImageConfig, imageConfig } from './image-config';
import { comment, Instruction } from './instruction';
import { invalidOption } from './invalid-option';
import { execForm, lineLength, oneLine, value } from './quoting';
import { Section } from './section';
import { SIGNAL } from './signal';
import { StagePlace } from './stage-place';
import { labelName, Pairs, variableName } from './variables';

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

/**
 * A stage of a Dockerfile. Instructions stand in the order of their calls, but for two kinds: variables and labels
 * gather in one ENV and one LABEL, where the first was added, and what describes the container (EXPOSE, STOPSIGNAL, HEALTHCHECK, ENTRYPOINT, CMD)
 * stands at the end, once each: the last call counts.
 */
export class Stage extends Section {
  /** @internal */
  public static _of(dockerfile: Dockerfile, name: string, options: StageOptions): Stage {
    return new Stage(dockerfile, name, options);
  }

  private readonly variables = new Pairs('ENV');
  private readonly labels = new Pairs('LABEL');
  private readonly places = new Map<StagePlace, Section>();
  private readonly pathFolders: string[] = [];
  private readonly exposed = new Set<number>();
  private argv?: string[];
  private readonly settings: { [keyword in 'STOPSIGNAL' | 'HEALTHCHECK' | 'ENTRYPOINT' | 'CMD']?: Instruction } = {};

  /** The name of the stage: `docker build --target <name>` stops there. */
  public readonly name: string;

  /** What the stage starts from: an image or the name of another stage. */
  public readonly origin: string;

  private readonly isFromStage: boolean;
  private readonly description?: string;

  private constructor(private readonly dockerfile: Dockerfile, name: string, options: StageOptions) {
    super(dockerfile, name);
    this.name = name;
    this.origin = this.findOrigin(options);
    this.isFromStage = options.fromStage !== undefined;
    this.description = options.description === undefined ? undefined : oneLine('description', options.description);
  }

  /** The instructions in the order in which they are written. */
  public get instructions(): Instruction[] {
    return [
      ...super.instructions,
      ...this.exposed.size ? [Instruction._of('EXPOSE', { operands: this.ports.join(' ') })] : [],
      ...[this.settings.STOPSIGNAL, this.settings.HEALTHCHECK, this.settings.ENTRYPOINT, this.settings.CMD]
        .filter(setting => setting !== undefined),
    ];
  }

  /** The image that the stage starts from, with its digest if the file on disk has it. Not where it starts from another stage, or from scratch. */
  public get image(): string | undefined {
    return this.isFromStage || this.origin === 'scratch' ? undefined : this.dockerfile._pin(this.origin);
  }

  /** The stages that it is made from, one upon the other: the lowest first, itself last. */
  public get lineage(): Stage[] {
    const parent = this.isFromStage ? this.dockerfile.tryFindStage(this.origin) : undefined;
    return [...parent?.lineage ?? [], this];
  }

  /** How a container of this stage runs, as far as the Dockerfile says: what the stages below it set, and its raw lines, count too. */
  public get imageConfig(): ImageConfig {
    return imageConfig(this.lineage.flatMap(stage => stage.instructions));
  }

  /** The ports that the stage exposes. */
  public get ports(): number[] {
    return [...this.exposed];
  }

  /** The command of the container, if the stage sets one. */
  public get command(): string[] | undefined {
    return this.argv;
  }

  /**
   * A place of the stage, to add instructions to. The stages of a container have places; those that `addStage()` makes have none.
   *
   * @throws when the stage has no such place; the error names those that it has
   */
  public at(place: StagePlace): Section {
    const section = this.places.get(place);
    if (!section) {
      throw invalidOption('at', place, `the places of ${this.name} are ${[...this.places.keys()].map(memberOf).join(', ') || 'none'}`);
    }
    return section;
  }

  /** @internal Adds a place: what is added there later stands here. */
  public _addPlace(place: StagePlace): void {
    const section = this._newSection();
    this.places.set(place, section);
    this._body.push(section);
  }

  /**
   * Adds an environment variable to the stage's ENV, which stands where its first variable was added. The value
   * arrives as it is: `$` expands nothing.
   *
   * @throws when the name is no variable's name, or the value does not fit on one line
   */
  public addEnvironment(name: string, text: string): void {
    this.setVariable(variableName('environment name', name), value(`environment ${name}`, text));
  }

  /** Puts a folder in front of PATH, in the stage's ENV. */
  public prependPath(folder: string): void {
    if (!/^\/[A-Za-z0-9_./-]*$/.test(folder)) {
      throw invalidOption('path', folder, 'a folder of PATH is absolute, of letters, digits and _ . / -');
    }
    this.pathFolders.unshift(folder);
    this.setVariable('PATH', lineLength('path', `"${[...this.pathFolders, '$PATH'].join(':')}"`, folder));
  }

  /**
   * Adds a label to the stage's LABEL.
   *
   * @throws when the name is no label's name, or the value does not fit on one line
   */
  public addLabel(name: string, text: string): void {
    this.labels.set(labelName(name), value(`labels ${name}`, text));
    if (!this._body.includes(this.labels)) {
      this._body.push(this.labels);
    }
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
    this.exposed.add(port);
  }

  /** Sets the signal that stops the container: a name such as `SIGTERM`, or a number. */
  public stopSignal(signal: string): void {
    if (!SIGNAL.test(signal)) {
      throw invalidOption('stopSignal', signal, 'a signal is a name such as SIGTERM, or a number from 1 to 64');
    }
    this.settings.STOPSIGNAL = Instruction._of('STOPSIGNAL', { operands: signal });
  }

  /** Sets the program whose success tells that the container works. */
  public healthCheck(argv: string[], options: HealthCheckOptions = {}): void {
    this.settings.HEALTHCHECK = healthCheck(argv, options);
  }

  /** Says that there is no health check, not even that of the image below. */
  public noHealthCheck(): void {
    this.settings.HEALTHCHECK = Instruction._of('HEALTHCHECK', { operands: 'NONE' });
  }

  /** Sets the program of the container, in exec form. An empty list takes away that of the image below. */
  public entrypoint(argv: string[]): void {
    this.settings.ENTRYPOINT = Instruction._of('ENTRYPOINT', { operands: argv.length ? execForm('entrypoint', argv) : '[]' });
  }

  /** Sets the command of the container, in exec form. */
  public cmd(argv: string[]): void {
    this.settings.CMD = Instruction._of('CMD', { operands: execForm('command', argv) });
    this.argv = argv;
  }

  /** The text of the stage. */
  public toString(): string {
    return [
      ...this.description ? [comment('description', `${this.name} ${this.description}`)] : [],
      `FROM ${this.image ?? this.origin} AS ${this.name}`,
      ...withPragmas(this.instructions),
    ].join('\n');
  }

  private findOrigin(options: StageOptions): string {
    if ((options.image === undefined) === (options.fromStage === undefined)) {
      throw invalidOption(`stage ${this.name}`, options, 'it starts from an image or from another stage: set image or fromStage');
    }
    if (options.fromStage !== undefined) {
      this.dockerfile._requireAbove(this.name, options.fromStage);
      return options.fromStage;
    }
    if (this.dockerfile.tryFindStage(options.image!)) {
      throw invalidOption('image', options.image, 'a stage has this name, and Docker would take the stage', 'Add a tag, or use fromStage');
    }
    return this.dockerfile._imageReference(options.image!);
  }

  private setVariable(name: string, quotedValue: string): void {
    if (!this._body.includes(this.variables)) {
      this._body.push(this.variables);
    }
    this.variables.set(name, quotedValue);
  }
}

/** How people write it. */
function memberOf(place: StagePlace): string {
  return `StagePlace.${place.toUpperCase().replaceAll('-', '_')}`;
}
