/** What every `docker build` of a container has to be given. */
export interface DockerBuildOptions {
  /** The path of the Dockerfile. */
  readonly dockerfile: string;
  /** The folder that is the build context. */
  readonly context: string;
  /** The flags that give the build its secrets. */
  readonly flags: string[];
  /** The stages that no cache answers for. */
  readonly freshStages: string[];
  /** Whether a pushed image tells where it comes from. */
  readonly hasProvenance: boolean;
}

/** The flag that names a stage which no cache answers for. */
export const FILTER = '--no-cache-filter=';

/** A record of when the image was built would make each one another. `docker:push` adds it, where the registry takes it. */
export const PLAIN = '--provenance=false';

/** The commands that build a container's Dockerfile. */
export class DockerBuild {
  public readonly dockerfile: string;

  public constructor(private readonly options: DockerBuildOptions) {
    this.dockerfile = options.dockerfile;
  }

  /** The command of a build whose image is used next: some builders keep what they build to themselves. */
  public load(...flags: string[]): string[] {
    return this.command('--load', ...flags);
  }

  /** The command that builds and pushes. Provenance tells where an image comes from; in mode max it would publish build arguments, and a proxy's password with them. */
  public push(...flags: string[]): string[] {
    return this.command('--push', this.options.hasProvenance ? '--provenance=mode=min' : PLAIN, ...flags);
  }

  /** The command that checks the Dockerfile and builds nothing. */
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
