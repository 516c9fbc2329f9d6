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
}

/** The commands that build a container's Dockerfile. */
export class DockerBuild {
  public readonly dockerfile: string;

  public constructor(private readonly options: DockerBuildOptions) {
    this.dockerfile = options.dockerfile;
  }

  /** The commands of a build whose image is used next: some builders keep what they build to themselves. Its own flags are those of the last one. */
  public load(...flags: string[]): string[][] {
    return this.commands('--load', ...flags);
  }

  /** The commands that build and push. Provenance tells where an image comes from; in mode max it would publish build arguments, and a proxy's password with them. */
  public push(step: (command: string[]) => string[], ...flags: string[]): string[][] {
    const commands = this.commands('--push', '--provenance=mode=min', ...flags);
    return [...commands.slice(0, -1), step(commands[commands.length - 1])];
  }

  /** The command that checks the Dockerfile and builds nothing. */
  public check(): string[] {
    return ['docker', 'build', '--check', ...this.file];
  }

  private commands(...flags: string[]): string[][] {
    const { freshStages } = this.options;
    return [this.command(...flags, ...freshStages.length ? [`--no-cache-filter=${freshStages.join(',')}`] : [])];
  }

  private command(...flags: string[]): string[] {
    return ['docker', 'build', ...flags, ...this.options.flags, ...this.file];
  }

  private get file(): string[] {
    return [`--file=${this.dockerfile}`, this.options.context];
  }
}
