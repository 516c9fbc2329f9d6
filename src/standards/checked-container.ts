import { Project } from 'projen';
import { BuildContext } from './build-context';
import { heldStages } from './held-stages';
import { ImageDigests } from './image-digests';
import { commandsOf } from './shell-commands';
import { SourceFiles } from './source-files';
import { BaseImage } from '../base-images/base-image';
import { Dockerfile, Instruction, Stage } from '../dockerfile';
import { ProcessFacts } from '../processes/process-facts';

/** @internal The fields of the class. */
export type CheckedContainerProps = Omit<CheckedContainer, 'context' | 'lockProblems' | 'sourceFiles' | 'commandsOf' | 'heldStages'>;

/**
 * A finished container as rules see it: everything is said, and nothing is written yet. What its stages come to, with raw
 * lines and what they start from, is in `imageConfig` of each.
 */
export class CheckedContainer {
  /** @internal */
  public static _of(props: CheckedContainerProps, context: BuildContext, lockProblems: () => string[]): CheckedContainer {
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
  /** The registries that images are taken from instead of their own, by the hosts of those. */
  public readonly imageRegistries!: { readonly [host: string]: string };
  /** The port on which the application listens, if it does. */
  public readonly port?: number;
  /** The processes that containers of the image can run: `web`, which the image runs by itself, and others. */
  public readonly processes!: ProcessFacts[];
  /** The stages beside dev and production that compose builds. */
  public readonly targets!: string[];
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
  /** Whether locks and digests that are missing are made after synth. */
  public readonly autoLock!: boolean;

  private files?: SourceFiles;

  private constructor(
    /** What is in the build context, or will be. */
    public readonly context: BuildContext,
    private readonly problemsOfLocks: () => string[],
  ) {}

  /** What is wrong with the locks: they are not there, or stale. A lock is made from files that synth writes, so this is for rules that are `late`. */
  public get lockProblems(): string[] {
    return this.problemsOfLocks();
  }

  /** What the sources hold on disk. All rules share one look. */
  public get sourceFiles(): SourceFiles {
    return this.files ??= SourceFiles._of(this.dockerfile);
  }

  /**
   * The commands of a RUN in their order, each as its program, without the folder, and its arguments: those in functions, in `$(…)` and in the
   * scripts of shells too. Quotes are taken away, and variables filled in where they are known. None where the instruction is no RUN.
   */
  public commandsOf(instruction: Instruction): string[][] {
    return commandsOf(instruction);
  }

  /** The stages that a stage may hold files of: what it is made from, what these copy from, and so on. */
  public heldStages(stage: Stage): Stage[] {
    return [...heldStages(this.dockerfile, stage)];
  }
}
