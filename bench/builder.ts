import { writeFileSync } from 'fs';
import { join } from 'path';
import { attempt, docker, run, seconds } from './shell';

const BUILDKIT = 'moby/buildkit:buildx-stable-1';

/** A builder of our own, with caches of its own: the developer's are neither used nor touched. */
export class Builder {
  public readonly name = `bench-${process.pid}`;
  private readonly hadBuildkit = isThere(BUILDKIT);

  public constructor() {
    // in the host's network, so that it reaches what the engine reaches; its images go to the engine, as `docker build` has them
    docker('buildx', 'create', `--name=${this.name}`, '--driver=docker-container', '--driver-opt=network=host', '--driver-opt=default-load=true');
    docker('buildx', 'inspect', '--bootstrap', this.name);
  }

  /** Builds a folder, keeps the image in the builder, and returns the seconds it took. */
  public build(folder: string, ...flags: string[]): number {
    return seconds(this.command(folder, '--output=type=image,name=bench/timed', ...flags));
  }

  /** Builds a folder into an image of the engine. */
  public load(folder: string, tag: string): void {
    run(this.command(folder, '--load', `--tag=${tag}`));
  }

  /** Builds a folder and returns what BuildKit told of it, event by event. */
  public events(folder: string): BuildEvent[] {
    const { stderr } = run(this.command(folder, '--progress=rawjson', '--output=type=image,name=bench/told'));
    return stderr.split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line));
  }

  /** Writes the whole build context, as .dockerignore admits it, into another folder. */
  public exportContext(folder: string, destination: string): void {
    const dockerfile = join(destination, '..', 'context.Dockerfile');
    writeFileSync(dockerfile, 'FROM scratch\nCOPY . /\n');
    run(['docker', 'buildx', 'build', `--builder=${this.name}`, `--file=${dockerfile}`, `--output=type=local,dest=${destination}`, folder]);
  }

  /** Forgets everything but the base images: what it takes to get those is the registry's and not the Dockerfile's. */
  public emptyCaches(): void {
    if (this.prune() !== undefined) {
      docker('buildx', 'stop', this.name); // after a build of many targets at once, BuildKit holds some until it ends
      docker('buildx', 'inspect', '--bootstrap', this.name);
    }
    const kept = this.prune();
    if (kept) {
      throw new Error(`the builder has kept a cache: ${kept}`);
    }
  }

  /** What builds, in words. */
  public version(): string {
    return docker('buildx', 'inspect', this.name).match(/^BuildKit version:\s*(.*)$/m)?.[1] ?? 'unknown';
  }

  public remove(): void {
    attempt(() => docker('buildx', 'rm', '--force', this.name));
    // what a first attempt that was interrupted has left
    const volume = `buildx_buildkit_${this.name}0_state`;
    attempt(() => docker('volume', 'ls', '--quiet', `--filter=name=${volume}`) && docker('volume', 'rm', '--force', volume));
    if (!this.hadBuildkit && isThere(BUILDKIT)) {
      attempt(() => docker('image', 'rm', BUILDKIT));
    }
  }

  /** Removes what can be removed, and returns the description of something that was kept and should not be. */
  private prune(): string | undefined {
    docker('buildx', 'prune', `--builder=${this.name}`, '--all', '--force', '--filter=description~=^[^p]');
    const rest = docker('buildx', 'du', `--builder=${this.name}`, '--verbose').match(/^Description:.*$/gm) ?? [];
    return rest.find(line => !/^Description:\s+pulled from /.test(line));
  }

  private command(folder: string, ...flags: string[]): string[] {
    return ['docker', 'buildx', 'build', `--builder=${this.name}`, '--provenance=false', ...flags, folder];
  }
}

/** What BuildKit tells of a build: the steps, and what they are at. */
export interface BuildEvent {
  readonly vertexes?: { readonly digest: string; readonly name: string }[];
  readonly statuses?: { readonly id: string; readonly vertex: string; readonly current: number }[];
}

function isThere(image: string): boolean {
  try {
    return docker('image', 'ls', '--quiet', image) !== '';
  } catch {
    return false;
  }
}
