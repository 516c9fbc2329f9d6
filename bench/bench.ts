import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { APPLICATIONS } from './applications';
import { Builder } from './builder';
import { CANDIDATES } from './candidates';
import { Locks } from './locks';
import { Options } from './options';
import { Registry } from './registry';
import { Results } from './results';
import { attempt, docker } from './shell';
import { Workspace } from './workspace';

/** What the measures share: made when the first one asks for it, and gone at the end. */
export class Bench {
  public readonly root = mkdtempSync(join(tmpdir(), 'bench-'));
  public readonly results = new Results();
  public readonly locks = new Locks(this.root, join(this.root, 'tools'));
  private ownBuilder?: Builder;
  private ownRegistry?: Registry;
  private ownWorkspaces?: Workspace[];
  private isRemoved = false;

  public constructor(public readonly options: Options) {}

  public get builder(): Builder {
    this.ownBuilder ??= new Builder();
    return this.ownBuilder;
  }

  public async registry(): Promise<Registry> {
    this.ownRegistry ??= new Registry(this.builder, this.root);
    await this.ownRegistry.ready();
    return this.ownRegistry;
  }

  /** The applications with all Dockerfiles. Each was built once, so that the base images are there and all have been fetched before. */
  public async workspaces(measure: string): Promise<Workspace[]> {
    this.ownWorkspaces ??= await this.makeWorkspaces();
    for (const { application, candidate } of this.ownWorkspaces) {
      const failure = this.results.failure('make', application.name, candidate.name);
      if (failure) {
        this.results.fail(measure, application.name, candidate.name, failure);
      }
    }
    return this.ownWorkspaces.filter(({ application, candidate }) => (application.measures?.includes(measure) ?? true)
      && !this.results.failure('make', application.name, candidate.name));
  }

  /** The name of an application's image in the registry of our own, and in the engine. */
  public async image(workspace: Workspace, tag: string): Promise<string> {
    return (await this.registry()).reference(`${workspace.name}:${tag}`);
  }

  /**
   * Takes a measure of all, round by round, so that what else the machine does falls on all of them. Who comes first changes.
   * One that fails is left out of later rounds.
   */
  public async interleave(measure: string, runs: number, action: (workspace: Workspace) => unknown): Promise<void> {
    let workspaces = await this.workspaces(measure);
    for (let round = 0; round < runs; round++) {
      for (const workspace of workspaces) {
        const { application, candidate } = workspace;
        progress(`${measure} ${round + 1}/${runs}: ${workspace.name}`);
        try {
          await action(workspace);
        } catch (error) {
          this.results.fail(measure, application.name, candidate.name, error);
        }
        await new Promise(resolve => setImmediate(resolve)); // Ctrl+C is heard here
      }
      workspaces = workspaces.filter(({ application, candidate }) => !this.results.failure(measure, application.name, candidate.name));
      workspaces.push(...workspaces.splice(0, 1));
      this.keep();
    }
  }

  /** Keeps what was measured until now, if it is kept at all. */
  public keep(): void {
    if (this.options.results) {
      this.results.save(this.options.results);
    }
  }

  /** Removes containers, images, builder and folders. */
  public remove(): void {
    if (this.isRemoved) {
      return;
    }
    this.isRemoved = true;
    if (this.ownRegistry) {
      removeImages(`${this.ownRegistry.address}/*`);
      this.ownRegistry.remove();
    }
    if (this.ownBuilder) {
      removeImages('bench/*-of-ours');
      this.ownBuilder.remove();
    }
    attempt(() => rmSync(this.root, { recursive: true, force: true }));
  }

  private async makeWorkspaces(): Promise<Workspace[]> {
    const { applications, candidates } = this.options;
    const made: Workspace[] = [];
    for (const application of APPLICATIONS.filter(({ name }) => !applications.length || applications.includes(name))) {
      progress(`locks of ${application.name}`);
      this.locks.make(application);
      for (const candidate of CANDIDATES.filter(({ name }) => !candidates.length || candidates.includes(name))) {
        if (!candidate.applications.includes(application)) {
          continue;
        }
        const workspace = new Workspace(application, candidate, mkdtempSync(join(this.root, `${application.name}-${candidate.name}-`)));
        progress(`image of ${workspace.name}`);
        made.push(workspace);
        try {
          workspace.make(this.locks, this.builder.name);
          this.builder.load(workspace.folder, await this.image(workspace, 'first'));
        } catch (error) {
          this.results.fail('make', application.name, candidate.name, error);
        }
      }
    }
    return made;
  }
}

export function progress(text: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);
}

function removeImages(reference: string): void {
  attempt(() => {
    const images = docker('image', 'ls', `--filter=reference=${reference}`, '--format={{.Repository}}:{{.Tag}}').split('\n').filter(name => name);
    if (images.length) {
      docker('image', 'rm', '--force', ...images);
    }
  });
}
