import { Component, Project, Task } from 'projen';
import { checkedParts } from './container/checked-parts';
import { containerDockerfile } from './container/container-dockerfile';
import { ContainerFacts, containerFacts } from './container/container-facts';
import { ContainerStages } from './container/container-stages';
import { addContainerTasks } from './container/container-tasks';
import { furtherOptions } from './container/further-containers';
import { imageFacts } from './container/image-facts';
import { PYTHON_IMAGE } from './container/option-checks';
import { refuseUnknownNames } from './container/option-names';
import { PythonImageOptions } from './container/python-image-options';
import { withWebInShort } from './container/web-options';
import { Bake } from './delivery/bake';
import { Dockerfile, Stage } from './dockerfile';
import { contextPath } from './dockerfile/context-path';
import { invalidOption } from './dockerfile/invalid-option';
import { checkOptions } from './dockerfile/option-checks';
import { relativePath } from './files/relative-path';
import { newPackageManager } from './package-managers/new-package-manager';
import { PackageManager, PythonPackageManager } from './package-managers/package-manager';
import { UvWorkspace } from './package-managers/uv-workspace';
import { ImageFacts } from './processes/process-facts';
import { RootProjenrc } from './projenrc/root-projenrc';
import { Standards } from './standards/standards';
import { AutoLock } from './tasks/auto-lock';
import { DockerBuild } from './tasks/docker-build';
import { LockTasks } from './tasks/lock-tasks';
import { PinTasks } from './tasks/pin-tasks';
import { StandardsTask } from './tasks/standards-task';

/** Options of a container. */
export interface PythonContainerOptions extends PythonImageOptions {
  /**
   * The name of the container, if the project has several. It is part of the names of the container's files and tasks, such as
   * `Dockerfile.worker` and `docker:build:worker`. A further container takes the options of the first one as its defaults; `environment` and
   * `labels` are merged. If it does not set `requirements`, it shares the first container's lock files. If it sets `command` or `framework`, it does
   * not take the first container's port, health check and `devCommand`. It can add rules and accept findings, but cannot turn off rules or required digests.
   *
   * @default - the project's only container
   */
  readonly name?: string;
}

/**
 * A container image for a Python application: Dockerfile, .dockerignore, locked requirements, and tasks that build, run
 * and check it. A PythonContainerProject has one, and you can add one to any other projen project. In a projen PythonProject it
 * uses the project's requirements by default, and its command runs the project's module.
 *
 * @throws at construction, naming the option, when an option cannot work
 */
export class PythonContainer extends Component {
  /** Finds the container of a project: the container without a name if there is one, otherwise the first. */
  public static of(project: Project): PythonContainer | undefined {
    const containers = containersOf(project);
    return containers.find(container => container.name === undefined) ?? containers[0];
  }

  /** @internal All containers of a project, the main one first. */
  public static _allOf(project: Project): PythonContainer[] {
    return [...new Set([...this.of(project) ? [this.of(project)!] : [], ...containersOf(project)])];
  }

  /** The name of the container, if the project has several. */
  public readonly name?: string;
  /** The name of the image. */
  public readonly imageName: string;
  /** The facts that are needed to run the image: its processes, its user, the folders that it writes to. */
  public readonly facts: ImageFacts;
  /** The Dockerfile with all stages. */
  public readonly dockerfile: Dockerfile;
  /** The stage that all others are based on: Python, its settings and the user. */
  public readonly base: Stage;
  /** The stage that installs the requirements. Compilers do not reach production. */
  public readonly builder: Stage;
  /** The stage for development and tests. */
  public readonly dev: Stage;
  /** The stage of the production image. */
  public readonly production: Stage;

  /** Builds the production image: `docker:build`. */
  public readonly buildTask: Task;
  /** Builds the development image: `docker:build:dev`. */
  public readonly buildDevTask: Task;
  /** Builds the production image without cache, and pulls the base images again: `docker:build:fresh`. */
  public readonly buildFreshTask: Task;
  /** Runs the tests in the development image: `docker:test`. Undefined if the container has no tests. */
  public readonly testTask?: Task;
  /** Runs the production image with the restrictions that it should have in production: `docker:run`. */
  public readonly runTask: Task;
  /** The tasks that run the production image as a process other than `web`, by the name of the process: `docker:run:worker`. */
  public readonly processTasks: { readonly [process: string]: Task };
  /** Runs the development image with the source files mounted, so that changes take effect: `docker:dev`. */
  public readonly devTask: Task;
  /** Writes a list of the modules that are loaded at startup, which the next build compiles to bytecode: `docker:trace`. */
  public readonly traceTask: Task;
  /** Builds and pushes the production image: `docker:push`. */
  public readonly pushTask: Task;
  /** Checks the Dockerfile with BuildKit and hadolint: `docker:lint`. */
  public readonly lintTask: Task;
  /** Builds the production image, checks it, and starts it: `docker:verify`. */
  public readonly verifyTask: Task;
  /** Builds the commit of a published image again, and says whether the images are equal: `docker:reproduce`. */
  public readonly reproduceTask: Task;
  /** Writes the bill of materials of an image: `docker:sbom`. */
  public readonly sbomTask: Task;
  /** Looks for known vulnerabilities in an image: `docker:scan`. */
  public readonly scanTask: Task;
  /** Lists the licenses of an image's packages, and fails if one is not allowed: `docker:licenses`. */
  public readonly licensesTask: Task;
  /** Signs a published image: `docker:sign`. */
  public readonly signTask: Task;
  /** Fails if a published image has no valid signature: `docker:verify:signature`. */
  public readonly verifySignatureTask: Task;
  /** Writes a page on what an image is made of: `docker:report`. */
  public readonly reportTask: Task;
  /** Writes the current digests of the image tags into the project's Dockerfiles: `docker:pin`. All containers of a project share this task. */
  public readonly pinTask: Task;
  /** Fails if an image has no digest, or if its tag has a newer one: `docker:pin:check`. All containers of a project share this task. */
  public readonly pinCheckTask: Task;
  /** Locks the requirements of the project: `lock`. Undefined if you wrote a lock file that this package does not generate. */
  public readonly lockTask?: Task;
  /** Upgrades the locked versions: `lock:upgrade`. Undefined if `lockTask` is. */
  public readonly lockUpgradeTask?: Task;
  /** Fails if the lock files do not match the requirements: `lock:check`. Undefined if `lockTask` is. */
  public readonly lockCheckTask?: Task;

  /** @internal */
  public readonly _facts: ContainerFacts;
  /** @internal */
  public readonly _packageManager: PackageManager;
  /** @internal The options that further containers take as their defaults. */
  public readonly _options: PythonImageOptions;
  /** @internal */
  public readonly _stages: ContainerStages;
  /** @internal The stages in addition to dev and production that are built. */
  public readonly _targets: string[] = [];

  public constructor(project: Project, options: PythonContainerOptions = {}) {
    const first = PythonContainer.of(project);
    super(project, `PythonContainer${containerId(project, options.name)}`);
    AutoLock.addTo(project); // before the checks, which look at what it has made
    if (project.root.constructor === Project || !PythonContainer.of(project.root)) { // others run their rc file, or say who does
      RootProjenrc.addTo(project);
    }
    const { name, ...given } = options;
    if (new.target === PythonContainer) { // derived classes may have their own options
      refuseUnknownNames(options, ['name'], true);
    }
    checkOptions(given, PYTHON_IMAGE);
    const own = withWebInShort(given);
    const lender = options.requirements === undefined ? first : undefined;
    this._options = first ? furtherOptions({ name, options: own, first: first._options, facts: first._facts }) : own;
    this._facts = containerFacts(project, lender ? this._options : inWorkspace(project, this._options), name, first?._facts);
    this._packageManager = lender?._packageManager ?? newPackageManager(project, this._facts, { ...this._options, name });
    this.name = name;
    this.imageName = this._facts.imageName;
    this.facts = imageFacts(this._facts);

    const build = this.dockerBuild();
    const locks = lender ? undefined : this.addLocks(build);
    ({ lockTask: this.lockTask, lockUpgradeTask: this.lockUpgradeTask, lockCheckTask: this.lockCheckTask } = lender ?? locks ?? {});
    this.dockerfile = containerDockerfile(project, build.dockerfile, this.lockFolder, this._facts);
    ({ pinTask: this.pinTask, checkTask: this.pinCheckTask } = PinTasks.of(project));
    StandardsTask.addTo(project);
    this._stages = new ContainerStages(this.dockerfile, this._facts, this._packageManager, { ...this._options, path: this.path });
    ({ base: this.base, builder: this.builder, dev: this.dev, production: this.production } = this._stages);
    this.addToStandards(locks);
    const { docker, image } = addContainerTasks(project, { name, facts: this._facts, stages: this._stages, lockFolder: this.lockFolder, build });
    ({
      buildTask: this.buildTask, buildDevTask: this.buildDevTask, buildFreshTask: this.buildFreshTask, testTask: this.testTask,
      runTask: this.runTask, processTasks: this.processTasks, devTask: this.devTask, traceTask: this.traceTask, pushTask: this.pushTask,
      lintTask: this.lintTask, verifyTask: this.verifyTask,
    } = docker);
    ({
      reproduceTask: this.reproduceTask, sbomTask: this.sbomTask, scanTask: this.scanTask, licensesTask: this.licensesTask, signTask: this.signTask,
      verifySignatureTask: this.verifySignatureTask, reportTask: this.reportTask,
    } = image);
    this.addToBake();
  }

  /**
   * Declares that a task creates this file or folder of the project, so that it can be copied although it does not exist at synth.
   *
   * @throws when the path is outside the project
   */
  public addTaskOutput(path: string): void {
    Standards.of(this.project).addTaskOutput(this.project, contextPath('taskOutput', path));
  }

  /** The suffix of the names of its files. */
  private get suffix(): string {
    return this.name === undefined ? '' : `.${this.name}`;
  }

  private get lockFolder(): string {
    return this._packageManager.lockFolder ?? '.';
  }

  /** The path of the project in the build context. */
  private get path(): string {
    return relativePath(this.dockerfile.contextFolder, this.project.outdir) || '.';
  }

  private dockerBuild(): DockerBuild {
    const { access: { buildFlags: flags, freshStages }, profile: { hasProvenance = true } } = this._facts;
    return new DockerBuild({ dockerfile: `Dockerfile${this.suffix}`, context: this.lockFolder, flags, freshStages, hasProvenance });
  }

  /** The tasks that make its lock files, or those of its workspace. */
  private addLocks({ dockerfile }: DockerBuild): LockTasks | undefined {
    const { project, suffix, _packageManager: packageManager, _facts: facts } = this;
    packageManager.workspace.locks.forEach(path => Standards.of(project).addTaskOutput(project, path));
    const makesLock = packageManager.lock !== undefined;
    const { autoLock = true } = this._options;
    return makesLock || this.lockFolder !== '.' ? new LockTasks(project, { dockerfile, suffix, packageManager, facts, makesLock, autoLock }) : undefined;
  }

  private addToStandards(locks?: LockTasks): void {
    const { project, name, dockerfile, base, builder, dev, production, _targets: targets, _facts: facts, _options: options } = this;
    const parts = checkedParts(facts, options, this._packageManager);
    const { autoLock, imageDigests } = parts;
    const standards = Standards.of(project);
    standards.pinnedImages.add(dockerfile, { imageDigests, autoLock, unpinnedFolders: options.unpinnedFolders ?? [] });
    const container = { project, name, dockerfile, base, builder, dev, production, targets, ...parts };
    standards.addContainer(container, options.standards ?? {}, locks?.problems);
  }

  private addToBake(): void {
    const { project, imageName, dockerfile, lockFolder, testTask, _facts: { access, profile: { hasProvenance = true } } } = this;
    Bake.of(project).add({ project, imageName, dockerfile, lockFolder, access, hasProvenance, testTask });
  }
}

/** The options of a container whose project is in a uv workspace: the workspace decides on `access`. */
function inWorkspace(project: Project, options: PythonImageOptions): PythonImageOptions {
  const workspace = options.packageManager === PythonPackageManager.UV ? UvWorkspace.of(project) : undefined;
  if (!workspace) {
    return options;
  }
  return { ...options, access: workspace._accessOf(project, options.access) };
}

function containersOf(project: Project): PythonContainer[] {
  return project.components.filter((component): component is PythonContainer => component instanceof PythonContainer);
}

function containerId(project: Project, name?: string): string {
  if (name !== undefined && !/^[a-z][a-z0-9-]*$/.test(name)) {
    throw invalidOption('name', name, 'the name of a container consists of lower-case letters, digits and -, and starts with a letter');
  }
  if (containersOf(project).some(container => container.name === name)) {
    throw invalidOption('name', name, 'the project already has a container with this name', "Write for example { name: 'worker' }");
  }
  const unnamed = containersOf(project).find(container => container.name === undefined);
  if (name !== undefined && unnamed && Object.hasOwn(unnamed.processTasks, name)) {
    throw invalidOption('name', name, `the project has a process of this name, which docker:run:${name} runs`, 'Give the container another name');
  }
  return name === undefined ? '' : `#${name}`;
}
