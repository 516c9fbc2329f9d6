import { Project } from 'projen';
import { FutureContext } from './future-paths';
import { ImageDigests } from './image-digests';
import { SourceFiles } from './source-files';
import { BaseImage } from '../base-images/base-image';
import { Dockerfile, Stage } from '../dockerfile';

/** @internal What a container tells of itself, and what is known of it before it is written. */
export interface CheckedContainerProps {
  readonly project: Project;
  readonly name?: string;
  readonly dockerfile: Dockerfile;
  readonly base: Stage;
  readonly builder: Stage;
  readonly dev: Stage;
  readonly production: Stage;
  readonly pythonVersion: string;
  readonly baseImage: BaseImage;
  readonly imageRegistry?: string;
  readonly port?: number;
  readonly requirements: string[];
  readonly devRequirements: string[];
  readonly sdists: string[];
  readonly buildPackages: string[];
  readonly runtimePackages: string[];
  readonly locks: string[];
  readonly imageDigests: ImageDigests;
  /** What is wrong with the locks that are made for it. */
  readonly lockProblems: () => string[];
}

/**
 * A finished container as rules see it: everything is said, and nothing is written yet. What its stages come to, with raw
 * lines and what they start from, is in `imageConfig` of each.
 */
export class CheckedContainer {
  /** @internal */
  public static _of(props: CheckedContainerProps, context: FutureContext): CheckedContainer {
    return new CheckedContainer(props, context);
  }

  /** The project of the container. */
  public readonly project: Project;
  /** The name of the container, if it is not the project's only one. */
  public readonly name?: string;
  /** The Dockerfile with all stages. */
  public readonly dockerfile: Dockerfile;
  /** What every stage shares: the interpreter, its settings and the user. */
  public readonly base: Stage;
  /** Installs the requirements. */
  public readonly builder: Stage;
  /** The image to develop and to test in. */
  public readonly dev: Stage;
  /** The image that ships. */
  public readonly production: Stage;
  /** The minor version of Python: `3.13`. */
  public readonly pythonVersion: string;
  /** What production starts from. */
  public readonly baseImage: BaseImage;
  /** The registry that all images are taken from, if one was named. */
  public readonly imageRegistry?: string;
  /** The port on which the application listens, if it does. */
  public readonly port?: number;
  /** What was asked for in `requirements`. */
  public readonly requirements: string[];
  /** What was asked for in `devRequirements`. */
  public readonly devRequirements: string[];
  /** The names of the packages that are built from source, in normal form. */
  public readonly sdists: string[];
  /** What was asked for in `buildPackages`. */
  public readonly buildPackages: string[];
  /** What was asked for in `runtimePackages`. */
  public readonly runtimePackages: string[];
  /** The files that lock the requirements, relative to the project. They need not be there yet. */
  public readonly locks: string[];
  /** What follows where an image has no digest. */
  public readonly imageDigests: ImageDigests;

  private files?: SourceFiles;

  private constructor(private readonly props: CheckedContainerProps, private readonly context: FutureContext) {
    this.project = props.project;
    this.name = props.name;
    this.dockerfile = props.dockerfile;
    this.base = props.base;
    this.builder = props.builder;
    this.dev = props.dev;
    this.production = props.production;
    this.pythonVersion = props.pythonVersion;
    this.baseImage = props.baseImage;
    this.imageRegistry = props.imageRegistry;
    this.port = props.port;
    this.requirements = props.requirements;
    this.devRequirements = props.devRequirements;
    this.sdists = props.sdists;
    this.buildPackages = props.buildPackages;
    this.runtimePackages = props.runtimePackages;
    this.locks = props.locks;
    this.imageDigests = props.imageDigests;
  }

  /** @internal */
  public get _lockProblems(): string[] {
    return this.props.lockProblems();
  }

  /** @internal What is in the build context, or will be. */
  public get _context(): FutureContext {
    return this.context;
  }

  /** @internal What its sources hold on disk. All rules share one look. */
  public get _sourceFiles(): SourceFiles {
    return this.files ??= new SourceFiles(this.dockerfile);
  }

  /** Whether a path of the build context is there, or will be: as a generated file, a sample, or what a task makes. */
  public willExist(path: string): boolean {
    return this.context.has(path);
  }
}
