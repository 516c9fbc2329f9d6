import { Project } from 'projen';
import { BuildContext } from './build-context';
import { heldStages } from './held-stages';
import { ImageCommands } from './image-commands';
import { ImageDigests } from './image-digests';
import { SourceFiles } from './source-files';
import { BaseImage } from '../base-images/base-image';
import { Dockerfile, Instruction, Stage } from '../dockerfile';
import { ProcessFacts } from '../processes/process-facts';

/** @internal The fields of the class. */
export type CheckedContainerProps = Omit<CheckedContainer, 'context' | 'lockProblems' | 'sourceFiles' | 'commandsOf' | 'heldStages'>;

/**
 * A container as rules see it: it is configured completely, and none of its files are written yet. The `imageConfig` of a stage
 * includes the settings of its raw lines and of the stages that it starts from.
 */
export class CheckedContainer {
  /** @internal */
  public static _of(props: CheckedContainerProps, context: BuildContext, lockProblems: () => string[]): CheckedContainer {
    return Object.assign(new CheckedContainer(context, lockProblems), props);
  }

  /** The project of the container. */
  public readonly project!: Project;
  /** The name of the container, if the project has several. */
  public readonly name?: string;
  /** The Dockerfile with all stages. */
  public readonly dockerfile!: Dockerfile;
  /** The stage that all others are based on: Python, its settings and the user. */
  public readonly base!: Stage;
  /** The stage that installs the requirements. */
  public readonly builder!: Stage;
  /** The stage for development and tests. */
  public readonly dev!: Stage;
  /** The stage of the production image. */
  public readonly production!: Stage;
  /** The minor version of Python: `3.13`. */
  public readonly pythonVersion!: string;
  /** The base image of production. */
  public readonly baseImage!: BaseImage;
  /** The registry that all images are pulled from, if the option is set. */
  public readonly imageRegistry?: string;
  /** The mirror of each registry, by the registry's host name. */
  public readonly imageRegistries!: { readonly [host: string]: string };
  /** The port on which the application listens, if it has one. */
  public readonly port?: number;
  /** The processes of the image: `web`, which is the default, and others. */
  public readonly processes!: ProcessFacts[];
  /** The stages that compose builds in addition to dev and production. */
  public readonly targets!: string[];
  /** The value of the option `requirements`. */
  public readonly requirements!: string[];
  /** The positions of the production requirements in files that the user wrote: `requirements.in:3`. */
  public readonly existingRequirements!: { readonly [requirement: string]: string };
  /** The value of the option `devRequirements`. */
  public readonly devRequirements!: string[];
  /** The normalized names of the packages that are built from source. */
  public readonly sdists!: string[];
  /** The value of the option `buildPackages`. */
  public readonly buildPackages!: string[];
  /** The value of the option `runtimePackages`. */
  public readonly runtimePackages!: string[];
  /** The lock files, relative to the project. They may not exist yet. */
  public readonly locks!: string[];
  /** Whether an image without a digest is ignored, a warning or an error. */
  public readonly imageDigests!: ImageDigests;
  /** Whether missing lock files and digests are created after synth. */
  public readonly autoLock!: boolean;

  private files?: SourceFiles;

  private constructor(
    /** The files that are in the build context, or will be. */
    public readonly context: BuildContext,
    private readonly problemsOfLocks: () => string[],
  ) {}

  /** The problems of the lock files: missing or outdated. Only for rules that are `late`, because lock files depend on files that synth writes. */
  public get lockProblems(): string[] {
    return this.problemsOfLocks();
  }

  /** The files on disk that the Dockerfile copies or mounts. They are read once for all rules. */
  public get sourceFiles(): SourceFiles {
    return this.files ??= SourceFiles._of(this.dockerfile);
  }

  /**
   * The commands of a RUN in their order, each as a list of the program's name and its arguments. Commands in functions, in `$(…)` and in `sh -c`
   * scripts are included. Quotes are removed, and known variables are replaced by their values. SHELL, ENV and ARG above the RUN count, and scripts that
   * an earlier RUN has written or that are copied from the build context. Empty if the instruction is not a RUN.
   */
  public commandsOf(instruction: Instruction): string[][] {
    return instruction.keyword === 'RUN' ? ImageCommands.ofContainer(this).of(instruction).map(({ words }) => words) : [];
  }

  /** The stages whose files a stage may contain: the stages that it starts from, the stages that those copy from, and so on. */
  public heldStages(stage: Stage): Stage[] {
    return [...heldStages(this.dockerfile, stage, ImageCommands.ofContainer(this))];
  }
}
