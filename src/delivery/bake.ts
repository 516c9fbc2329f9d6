import { join } from 'path';
import { Component, JsonFile, Project, Task } from 'projen';
import { BakedContainer, developmentName, developmentTarget, EXPRESSIONS, fromRoot, productionTarget, targetName } from './bake-target';
import { PROXIES } from '../access/access';
import { invalidOption } from '../dockerfile/invalid-option';
import { relativePath } from '../files/relative-path';
import { isTheirs } from '../projen-patches/foreign-files';
import { ContainerScript } from '../tasks/container-script';
import { BAKE_FILE, BAKE_FILES, DEVELOPMENT_BAKE_FILE } from '../tasks/script/bake-file';

const ID = 'Bake';

/** Bake reads docker-bake.hcl too, so ours would change what the user's file means. */
const FOREIGN = [...BAKE_FILES, 'docker-bake.hcl'];

/** The variables of the file, which are set in the environment. */
const VARIABLES: { readonly [name: string]: { readonly default: string; readonly description?: string } } = {
  REGISTRY: { default: '', description: 'The registry of the images, with a path if it has one: registry.example.com/shop' },
  TAG: { default: 'latest', description: 'The tag of the production images' },
  CACHE: { default: '', description: 'The registry from which the build cache is read, with a path if it has one' },
  CACHE_TO: { default: '', description: 'The registry to which the build cache is written' },
  CACHE_TAG: { default: 'cache', description: 'The tag of the build cache; builds for another platform on another machine need another one' },
  PROVENANCE: { default: '', description: 'How detailed the provenance of the production images is: min or max; none if it is empty' },
  ...Object.fromEntries(PROXIES.map(name => [name, { default: '' }])),
};

/**
 * Builds the images of all projects of a tree at once: docker-bake.json, docker-bake.override.json for development images, and the tasks that use them. It
 * is a component of the root project, and makes the files as soon as there are two containers.
 *
 * @see https://docs.docker.com/build/bake/
 */
export class Bake extends Component {
  /** Finds the component of a project's tree, or adds it. */
  public static of({ root }: Project): Bake {
    return root.node.tryFindChild(ID) as Bake | undefined ?? new Bake(root);
  }

  /** Builds all production images, or the given targets: `docker:bake`. Undefined if there is no docker-bake.json. */
  public bakeTask?: Task;
  /** Builds and pushes all production images, or the given targets: `docker:bake:push`. Undefined if there is no docker-bake.json. */
  public pushTask?: Task;
  /** @internal The containers of all projects of the tree. */
  public readonly _containers: BakedContainer[] = [];
  private readonly owners = new Map<string, BakedContainer>();
  private clash?: Error;

  private constructor(root: Project) {
    super(root, ID);
  }

  /** @throws when it would have the same target as another container */
  public add(container: BakedContainer): void {
    this._containers.push(container);
    for (const name of [targetName(container.imageName), developmentName(container.imageName)]) {
      const other = this.owners.get(name);
      this.clash ??= other && this.clashOf(container, other);
      this.owners.set(name, container);
    }
    if (this.bakeTask || this._containers.length > 1 && !FOREIGN.some(name => isTheirs(join(this.project.outdir, name)))) {
      this.enable();
    }
  }

  /**
   * Makes the files, even if there is only one container.
   *
   * @throws when two containers would have the same target
   */
  public enable(): void {
    if (this.clash) {
      throw this.clash;
    }
    if (this.bakeTask) {
      return;
    }
    const script = ContainerScript.of(this.project);
    new JsonFile(this.project, BAKE_FILE, { obj: () => this.production() });
    new JsonFile(this.project, DEVELOPMENT_BAKE_FILE, { obj: () => this.development() });
    script.setLockFolders(() => this.lockFolders());
    this.bakeTask = this.addTask('docker:bake', 'Build all production images at once, or the given targets; arguments are targets and flags of `docker buildx bake`', 'bake', '--load');
    this.pushTask = this.addTask('docker:bake:push', 'Build all production images at once, or the given targets, and push them to REGISTRY; arguments are targets and flags of `docker buildx bake`', 'bake-push');
    const print = this.project.addTask('docker:bake:print', { description: 'Show what docker:bake would build, as JSON; arguments are targets and flags of `docker buildx bake`' });
    print.execArgs(script.step('docker'));
    print.execArgs(script.step('bake', '--print'), { receiveArgs: true });
    const affected = this.project.addTask('docker:affected', { description: 'List the targets whose images can differ from those of a commit: --base=REF; with --json also in batches for the jobs of a workflow' });
    affected.execArgs(script.step('affected'), { receiveArgs: true });
    PROXIES.forEach(name => print.env(name, '')); // their URLs can contain passwords
  }

  private addTask(name: string, description: string, ...step: string[]): Task {
    const script = ContainerScript.of(this.project);
    const task = this.project.addTask(name, { description });
    task.execArgs(script.step('docker'));
    task.execArgs(script.step(step[0], ...step.slice(1)), { receiveArgs: true });
    task.env('SOURCE_DATE_EPOCH', `$(${script.step('source-date', '.').join(' ')})`);
    return task;
  }

  private production(): object {
    const { _containers: containers, project: { outdir } } = this;
    return {
      variable: VARIABLES,
      ...EXPRESSIONS,
      proxies: Object.fromEntries(PROXIES.map(name => [name, `\${${name} == "" ? null : ${name}}`])),
      group: { default: { targets: containers.map(({ imageName }) => targetName(imageName)) } },
      target: Object.fromEntries(containers.map(container => [targetName(container.imageName), productionTarget(outdir, container)])),
    };
  }

  private development(): object {
    const { _containers: containers, project: { outdir } } = this;
    return {
      group: {
        test: { targets: containers.filter(({ testTask }) => testTask !== undefined).map(({ imageName }) => developmentName(imageName)) },
        dev: { targets: containers.map(({ imageName }) => developmentName(imageName)) },
      },
      target: Object.fromEntries(containers.map(container => [developmentName(container.imageName), developmentTarget(outdir, container)])),
    };
  }

  /** The folders with the lock files of the targets. */
  private lockFolders(): { [target: string]: string } {
    return Object.fromEntries([...this.owners].map(([name, { project, lockFolder }]) => [name, fromRoot(this.project.outdir, project, lockFolder)]));
  }

  private clashOf(container: BakedContainer, other: BakedContainer): Error {
    const place = ({ dockerfile }: BakedContainer) => relativePath(this.project.outdir, dockerfile.absolutePath);
    return invalidOption('imageName', container.imageName, `${place(container)} and ${place(other)}, whose image is ${other.imageName}, would have the same target in ${BAKE_FILE}`,
      'Set imageName to another name');
  }
}
