import { Project } from 'projen';
import { FutureContext } from './future-paths';
import { ImageDigests } from './image-digests';
import { SourceFiles } from './source-files';
import { BaseImage } from '../base-images/base-image';
import { Dockerfile, Stage } from '../dockerfile';

/** @internal What a container tells of itself: the fields of the class. */
export type CheckedContainerProps = Omit<CheckedContainer, '_context' | '_lockProblems' | '_sourceFiles' | 'willExist'>;

/**
 * A finished container as rules see it: everything is said, and nothing is written yet. What its stages come to, with raw
 * lines and what they start from, is in `imageConfig` of each.
 */
export class CheckedContainer {
  /** @internal */
  public static _of(props: CheckedContainerProps, context: FutureContext, lockProblems: () => string[]): CheckedContainer {
    return Object.assign(new CheckedContainer(context, lockProblems), props);
  }

  /** The project of the container. */
  public readonly project!: Project;
  /** The name of the container, if it is not the project's only one. */
  public readonly name?: string;
  /** The Dockerfile with all stages. */
  public readonly dockerfile!: Dockerfile;
  /** What every stage shares: the interpreter, its settings and the user. */
  public readonly base!: Stage;
  /** Installs the requirements. */
  public readonly builder!: Stage;
  /** The image to develop and to test in. */
  public readonly dev!: Stage;
  /** The image that ships. */
  public readonly production!: Stage;
  /** The minor version of Python: `3.13`. */
  public readonly pythonVersion!: string;
  /** What production starts from. */
  public readonly baseImage!: BaseImage;
  /** The registry that all images are taken from, if one was named. */
  public readonly imageRegistry?: string;
  /** The port on which the application listens, if it does. */
  public readonly port?: number;
  /** What was asked for in `requirements`. */
  public readonly requirements!: string[];
  /** What was asked for in `devRequirements`. */
  public readonly devRequirements!: string[];
  /** The names of the packages that are built from source, in normal form. */
  public readonly sdists!: string[];
  /** What was asked for in `buildPackages`. */
  public readonly buildPackages!: string[];
  /** What was asked for in `runtimePackages`. */
  public readonly runtimePackages!: string[];
  /** The files that lock the requirements, relative to the project. They need not be there yet. */
  public readonly locks!: string[];
  /** What follows where an image has no digest. */
  public readonly imageDigests!: ImageDigests;

  private files?: SourceFiles;

  private constructor(private readonly context: FutureContext, private readonly lockProblems: () => string[]) {}

  /** @internal What is wrong with the locks that are made for it. */
  public get _lockProblems(): string[] {
    return this.lockProblems();
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
