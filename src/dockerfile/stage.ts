import type { Dockerfile } from './dockerfile';
import { withPragmas } from './hadolint';
import { healthCheck, HealthCheckOptions } from './health-check';
import { ImageConfig, imageConfig } from './image-config';
import { comment, Instruction } from './instruction';
import { invalidOption } from './invalid-option';
import { PORT } from './option-checks';
import { execForm, lineLength, oneLine, value } from './quoting';
import { Section } from './section';
import { SIGNAL } from './signal';
import { StagePlace } from './stage-place';
import { labelName, Pairs, variableName } from './variables';

/** Options of a stage. Exactly one of `image` and `fromStage` must be set. */
export interface StageOptions {
  /**
   * The image to start from, such as `debian:trixie-slim`.
   *
   * @default - another stage
   */
  readonly image?: string;
  /**
   * The stage to start from. It must be above this stage.
   *
   * @default - an image
   */
  readonly fromStage?: string;
  /**
   * The purpose of the stage. It is written above the stage as a comment that starts with the stage's name.
   *
   * @default - no comment
   */
  readonly description?: string;
  /**
   * Whether `docker build` without `--target` builds this stage. It stays the last stage, even if others are added later.
   *
   * @default false
   */
  readonly isDefault?: boolean;
}

/**
 * A stage of a Dockerfile. Instructions are written in the order in which they were added, with two exceptions: environment variables and labels
 * are collected in one ENV and one LABEL, at the place of the first; and EXPOSE, STOPSIGNAL, HEALTHCHECK, ENTRYPOINT and CMD
 * are written once each at the end of the stage, where the last call wins.
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

  /** The name of the stage, for `docker build --target <name>`. */
  public readonly name: string;

  /** The image or the name of the stage that this stage starts from. */
  public readonly origin: string;

  private readonly parent?: Stage;
  private readonly description?: string;

  private constructor(private readonly dockerfile: Dockerfile, name: string, options: StageOptions) {
    super(dockerfile, name);
    this.name = name;
    this.origin = this.findOrigin(options);
    this.parent = options.fromStage === undefined ? undefined : dockerfile.tryFindStage(options.fromStage);
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

  /** The image that the stage starts from, with the digest from the file on disk. Undefined if it starts from another stage or from scratch. */
  public get image(): string | undefined {
    return this.parent || this.origin === 'scratch' ? undefined : this.dockerfile._pin(this.origin);
  }

  /** The chain of stages that this stage starts from: the lowest stage first, this stage last. */
  public get lineage(): Stage[] {
    const lineage: Stage[] = [this];
    for (let { parent } = this; parent; { parent } = parent) {
      lineage.push(parent);
    }
    return lineage.reverse();
  }

  /** The image configuration as far as the Dockerfile sets it, including the stages that this stage starts from, and raw lines. */
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
   * A place in the stage, to which you can add instructions. Only the stages of a container have places; stages that you add with
   * `addStage()` have none.
   *
   * @throws when the stage does not have this place; the error lists the places that it has
   */
  public at(place: StagePlace): Section {
    const section = this.places.get(place);
    if (!section) {
      throw invalidOption('at', place, `the places of ${this.name} are ${[...this.places.keys()].map(memberOf).join(', ') || 'none'}`);
    }
    return section;
  }

  /** @internal Adds a place: instructions that are added to it later are written here. */
  public _addPlace(place: StagePlace): void {
    const section = this._newSection();
    this.places.set(place, section);
    this._body.push(section);
  }

  /**
   * Adds an environment variable to the stage's ENV, which is written where its first variable was added. The value
   * is used literally: `$` expands nothing.
   *
   * @throws when the name is not a valid name of a variable, or the value does not fit on one line
   */
  public addEnvironment(name: string, text: string): void {
    this.setVariable(variableName('environment name', name), value(`environment ${name}`, text));
  }

  /** Prepends a folder to PATH, in the stage's ENV. */
  public prependPath(folder: string): void {
    if (!/^\/[A-Za-z0-9_./-]*$/.test(folder)) {
      throw invalidOption('path', folder, 'a folder of PATH must be absolute and consist of letters, digits and _ . / -');
    }
    this.pathFolders.unshift(folder);
    this.setVariable('PATH', lineLength('path', `"${[...this.pathFolders, '$PATH'].join(':')}"`, folder));
  }

  /**
   * Adds a label to the stage's LABEL.
   *
   * @throws when the name is not a valid name of a label, or the value does not fit on one line
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
    PORT('port', port);
    this.exposed.add(port);
  }

  /** Sets the signal that stops the container: a name such as `SIGTERM`, or a number. */
  public stopSignal(signal: string): void {
    if (!SIGNAL.test(signal)) {
      throw invalidOption('stopSignal', signal, 'a signal is a name such as SIGTERM, or a number from 1 to 64');
    }
    this.settings.STOPSIGNAL = Instruction._of('STOPSIGNAL', { operands: signal });
  }

  /** Sets the command of the health check, in exec form. */
  public healthCheck(argv: string[], options: HealthCheckOptions = {}): void {
    this.settings.HEALTHCHECK = healthCheck(argv, options);
  }

  /** Disables the health check, including the one of the base image. */
  public noHealthCheck(): void {
    this.settings.HEALTHCHECK = Instruction._of('HEALTHCHECK', { operands: 'NONE' });
  }

  /** Sets the entrypoint of the container, in exec form. An empty list removes the entrypoint of the base image. */
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
      throw invalidOption(`stage ${this.name}`, options, 'a stage starts from an image or from another stage: set either image or fromStage');
    }
    if (options.fromStage !== undefined) {
      this.dockerfile._requireAbove(this.name, options.fromStage);
      return options.fromStage;
    }
    if (this.dockerfile.tryFindStage(options.image!)) {
      throw invalidOption('image', options.image, 'a stage has this name, and Docker would use the stage', 'Add a tag, or use fromStage');
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

/** The enum member as it is written in code. */
function memberOf(place: StagePlace): string {
  return `StagePlace.${place.toUpperCase().replaceAll('-', '_')}`;
}
