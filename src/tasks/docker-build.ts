/** The options of every `docker build` of a container. */
export interface DockerBuildOptions {
  /** The path of the Dockerfile. */
  readonly dockerfile: string;
  /** The folder that is the build context. */
  readonly context: string;
  /** The flags that pass secrets to the build. */
  readonly flags: string[];
  /** The stages that are built without cache. */
  readonly freshStages: string[];
  /** Whether a pushed image has provenance. */
  readonly hasProvenance: boolean;
}

/** The flag for a stage that is built without cache. */
export const FILTER = '--no-cache-filter=';

/** Provenance contains the time of the build, so each image would differ. `docker:push` adds it, if the registry accepts it. */
export const PLAIN = '--provenance=false';

/** The commands that build a container's Dockerfile. */
export class DockerBuild {
  public readonly dockerfile: string;

  public constructor(private readonly options: DockerBuildOptions) {
    this.dockerfile = options.dockerfile;
  }

  /** The command of a build whose image is used next: some builders do not load images into Docker by default. */
  public load(...flags: string[]): string[] {
    return this.command('--load', ...flags);
  }

  /** The command that builds and pushes. Provenance describes the origin of an image; in mode max it would publish build arguments, including a proxy's password. */
  public push(...flags: string[]): string[] {
    return this.command('--push', this.options.hasProvenance ? '--provenance=mode=min' : PLAIN, ...flags);
  }

  /** The command that checks the Dockerfile without building it. */
  public check(): string[] {
    return ['docker', 'build', '--check', ...this.file];
  }

  private command(...flags: string[]): string[] {
    const { freshStages, flags: own } = this.options;
    return ['docker', 'build', ...flags, ...freshStages.map(stage => `${FILTER}${stage}`), ...own, ...this.file];
  }

  private get file(): string[] {
    return [`--file=${this.dockerfile}`, this.options.context];
  }
}
