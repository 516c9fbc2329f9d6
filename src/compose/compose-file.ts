import { IResolver, ObjectFile, ObjectFileOptions, Project } from 'projen';
import { composeText } from './compose-text';
import { COMPOSE_FILE, composePlaces } from '../dockerfile/compose-places';
import { PinnedFile, Pins } from '../dockerfile/pins';

/** The parts of a service that matter for its image. */
interface WithImage {
  image?: string;
  readonly build?: unknown;
}

/** The content of a compose file. */
export interface ComposeModel {
  readonly services: { readonly [name: string]: WithImage };
}

/** projen refuses objects with a member of this name, which a process, a service or a variable may have. */
const CONSTRUCTOR = 'constructor';
const STAND_IN = '\ue000constructor';

/** The compose file of a project. Digests that tasks and bots write into it are kept, as in a Dockerfile. */
export class ComposeFile extends ObjectFile implements PinnedFile {
  public readonly copiedImages = [];
  private pins: Pins;

  /** @param model the content, which is computed when the file is written */
  public constructor(project: Project, private readonly model: () => ComposeModel, options: Omit<ObjectFileOptions, 'obj'> = {}) {
    super(project, COMPOSE_FILE, { ...options, obj: () => withKey(model(), CONSTRUCTOR, STAND_IN) });
    this.pins = this.pinsOnDisk();
  }

  /** @internal @throws when its content is invalid */
  public _check(): void {
    this.model();
  }

  public get unpinnedImages(): string[] {
    return this._references.map(image => this.pins.pin(image)).filter(image => !image.includes('@'));
  }

  public get droppedImages(): string[] {
    return this.pins.othersThan(this._references).map(({ image, digest }) => `${image}@${digest}`);
  }

  /** @internal */
  public get _references(): string[] {
    return [...new Set(pulled(this.model()).map(({ image }) => image!))];
  }

  /** @internal */
  public _readPins(): void {
    this.pins = this.pinsOnDisk();
  }

  protected synthesizeContent(resolver: IResolver): string | undefined {
    const json = super.synthesizeContent(resolver);
    if (json === undefined) {
      return undefined;
    }
    const model = withKey(JSON.parse(json), STAND_IN, CONSTRUCTOR) as ComposeModel;
    pulled(model).forEach((service) => {
      service.image = this.pins.pin(service.image!);
    });
    return [...this.marker ? [`# ${this.marker}`, ''] : [], composeText(model)].join('\n');
  }

  private pinsOnDisk(): Pins {
    return Pins.of(this.absolutePath, composePlaces);
  }
}

/** The services whose images come from a registry. */
function pulled({ services }: ComposeModel): WithImage[] {
  return Object.values(services).filter(({ image, build }) => typeof image === 'string' && build === undefined);
}

/** The same value with another name for a member, in every object. */
function withKey(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) {
    return value.map(item => withKey(item, from, to));
  }
  return typeof value !== 'object' || value === null ? value
    : Object.fromEntries(Object.entries(value).map(([key, member]) => [key === from ? to : key, withKey(member, from, to)]));
}
