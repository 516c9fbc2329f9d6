import { posix, relative } from 'path';
import { Component, Project, Task } from 'projen';
import { hasLazyImports } from './base-images/python-versions';
import { bytecodeFile, ContainerFacts, containerFacts } from './container/container-facts';
import { ContainerStages } from './container/container-stages';
import { furtherOptions } from './container/further-containers';
import { imageFacts } from './container/image-facts';
import { PYTHON_IMAGE } from './container/option-checks';
import { refuseUnknownNames } from './container/option-names';
import { PythonImageOptions } from './container/python-image-options';
import { withWebInShort } from './container/web-options';
import { Dockerfile, Stage } from './dockerfile';
import { contextPath } from './dockerfile/context-path';
import { invalidOption } from './dockerfile/invalid-option';
import { checkOptions } from './dockerfile/option-checks';
import { newPackageManager } from './package-managers/new-package-manager';
import { PackageManager, PythonPackageManager } from './package-managers/package-manager';
import { UvWorkspace } from './package-managers/uv-workspace';
import { ImageFacts } from './processes/process-facts';
import { RootProjenrc } from './projenrc/root-projenrc';
import { Standards } from './standards/standards';
import { AutoLock } from './tasks/auto-lock';
import { DockerBuild } from './tasks/docker-build';
import { DockerTasks } from './tasks/docker-tasks';
import { LockTasks } from './tasks/lock-tasks';
import { PinTasks } from './tasks/pin-tasks';
import { StandardsTask } from './tasks/standards-task';
import { StructureTest } from './tasks/structure-test';

/** Options of a container. */
export interface PythonContainerOptions extends PythonImageOptions {
  /**
   * The name of the container, if it is not the only one of its project: its files and tasks carry it, as in
   * `Dockerfile.worker` and `docker:build:worker`. What the first one was given holds for it too, unless it is given another value; variables
   * and labels come together. Without requirements of its own it shares the locks of the first, and with a command or framework of its own it has no port,
   * no health check and no `devCommand` of the first. It can add rules and accept findings, and switch off neither rules nor required digests.
   *
   * @default - the project's only container
   */
  readonly name?: string;
}

/**
 * A container image for a Python application: Dockerfile, .dockerignore, locked requirements, and tasks that build, run
 * and check it. A PythonContainerProject has one; any other projen project can add one. In a projen PythonProject the
 * requirements are those of the project, and the command runs its module.
 *
 * @throws at construction, naming the option, when an option cannot work
 */
export class PythonContainer extends Component {
  /** Finds the container of a project: the one without a name, else the first. */
  public static of(project: Project): PythonContainer | undefined {
    const containers = containersOf(project);
    return containers.find(container => container.name === undefined) ?? containers[0];
  }

  /** @internal All containers of a project, that one first. */
  public static _allOf(project: Project): PythonContainer[] {
    return [...new Set([...this.of(project) ? [this.of(project)!] : [], ...containersOf(project)])];
  }

  /** The name of the container, if it is not the project's only one. */
  public readonly name?: string;
  /** The name of the image. */
  public readonly imageName: string;
  /** What those who run the image need to know of it: its processes, its user, where it writes. It is what the options come to. */
  public readonly facts: ImageFacts;
  /** The Dockerfile with all stages. */
  public readonly dockerfile: Dockerfile;
  /** What every stage shares: the interpreter, its settings and the user. */
  public readonly base: Stage;
  /** Installs the requirements; compilers stay here. */
  public readonly builder: Stage;
  /** The image to develop and to test in. */
  public readonly dev: Stage;
  /** The image that ships. */
  public readonly production: Stage;

  /** Builds the production image: `docker:build`. */
  public readonly buildTask: Task;
  /** Builds the development image: `docker:build:dev`. */
  public readonly buildDevTask: Task;
  /** Builds the production image without caches, and with base images pulled anew: `docker:build:fresh`. */
  public readonly buildFreshTask: Task;
  /** Runs pytest in the development image: `docker:test`. Undefined where `pytest` is false. */
  public readonly testTask?: Task;
  /** Runs the production image as strictly as production would: `docker:run`. */
  public readonly runTask: Task;
  /** Run the production image with the command of another process than web, by the names of those: `docker:run:worker`. */
  public readonly processTasks: { readonly [process: string]: Task };
  /** Runs the development image with the sources as they are on disk: `docker:dev`. */
  public readonly devTask: Task;
  /** Lists the modules of a start, for the next build to compile: `docker:trace`. */
  public readonly traceTask: Task;
  /** Builds and pushes the production image: `docker:push`. */
  public readonly pushTask: Task;
  /** Checks the Dockerfile with BuildKit and hadolint: `docker:lint`. */
  public readonly lintTask: Task;
  /** Builds the production image, checks it, and starts it: `docker:verify`. */
  public readonly verifyTask: Task;
  /** Writes the digests that the images' tags have now into the Dockerfiles of the project: `docker:pin`. All its containers have the same. */
  public readonly pinTask: Task;
  /** Fails if an image has no digest, or if its tag has another one by now: `docker:pin:check`. All containers have the same. */
  public readonly pinCheckTask: Task;
  /** Locks the requirements of the project: `lock`. Undefined where people brought a lock that nothing here makes. */
  public readonly lockTask?: Task;
  /** Lets the locked versions rise: `lock:upgrade`. Undefined where `lockTask` is. */
  public readonly lockUpgradeTask?: Task;
  /** Fails if the locks are not what the requirements lead to: `lock:check`. Undefined where `lockTask` is. */
  public readonly lockCheckTask?: Task;

  /** @internal */
  public readonly _facts: ContainerFacts;
  /** @internal */
  public readonly _packageManager: PackageManager;
  /** @internal What holds for further containers. */
  public readonly _options: PythonImageOptions;
  /** @internal */
  public readonly _stages: ContainerStages;
  /** @internal The stages beside dev and production that something builds. */
  public readonly _targets: string[] = [];

  public constructor(project: Project, options: PythonContainerOptions = {}) {
    const first = PythonContainer.of(project);
    super(project, `PythonContainer${containerId(project, options.name)}`);
    AutoLock.addTo(project); // before the checks, which look at what it has made
    const { name, ...given } = options;
    if (new.target === PythonContainer) { // others may have options of their own
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
    this.dockerfile = this.addDockerfile(build);
    ({ pinTask: this.pinTask, checkTask: this.pinCheckTask } = PinTasks.of(project));
    StandardsTask.addTo(project);
    this._stages = new ContainerStages(this.dockerfile, this._facts, this._packageManager, { ...this._options, path: this.path });
    ({ base: this.base, builder: this.builder, dev: this.dev, production: this.production } = this._stages);
    this.addToStandards(locks);
    ({
      buildTask: this.buildTask, buildDevTask: this.buildDevTask, buildFreshTask: this.buildFreshTask, testTask: this.testTask,
      runTask: this.runTask, processTasks: this.processTasks, devTask: this.devTask, traceTask: this.traceTask, pushTask: this.pushTask,
      lintTask: this.lintTask, verifyTask: this.verifyTask,
    } = this.addDockerTasks(build, this._stages));
  }

  /**
   * Says that a task makes this file or folder of the project, so that it can be copied although it is not there at synth.
   *
   * @throws when the path does not lie inside the project
   */
  public addTaskOutput(path: string): void {
    Standards.of(this.project).addTaskOutput(this.project, contextPath('taskOutput', path));
  }

  /** What its files carry. */
  private get suffix(): string {
    return this.name === undefined ? '' : `.${this.name}`;
  }

  private get lockFolder(): string {
    return this._packageManager.lockFolder ?? '.';
  }

  /** Where the project is in the build context. */
  private get path(): string {
    return relative(this.dockerfile.contextFolder, this.project.outdir).split('\\').join('/') || '.';
  }

  private dockerBuild(): DockerBuild {
    const { buildFlags: flags, freshStages } = this._facts.access;
    return new DockerBuild({ dockerfile: `Dockerfile${this.suffix}`, context: this.lockFolder, flags, freshStages });
  }

  /** The locks that are made for it, or in the workspace that it is in. */
  private addLocks({ dockerfile }: DockerBuild): LockTasks | undefined {
    const { project, suffix, _packageManager: packageManager, _facts: facts } = this;
    packageManager.workspace.locks.forEach(path => Standards.of(project).addTaskOutput(project, path));
    const makesLock = packageManager.lock !== undefined;
    const { autoLock = true } = this._options;
    return makesLock || this.lockFolder !== '.' ? new LockTasks(project, { dockerfile, suffix, packageManager, facts, makesLock, autoLock }) : undefined;
  }

  private addDockerfile(build: DockerBuild): Dockerfile {
    const { dockerignoreExceptions, image, sourceExcludes, sources } = this._facts;
    const dockerfile = new Dockerfile(this.project, build.dockerfile, { context: this.lockFolder, syntax: image('docker/dockerfile:1') });
    if (sources.includes('.')) {
      dockerfile.dockerignore.exclude('**/.projen/tools');
      dockerfile.dockerignore.exclude('**/.projen/draft-*');
    }
    const path = relative(dockerfile.contextFolder, this.project.outdir).split('\\').join('/');
    sourceExcludes.forEach(pattern => dockerfile.dockerignore.exclude(posix.join(path, pattern)));
    dockerignoreExceptions.forEach(pattern => dockerfile.dockerignore.include(posix.join(path, pattern)));
    return dockerfile;
  }

  private addToStandards(locks?: LockTasks): void {
    const { project, name, dockerfile, base, builder, dev, production, _facts: facts, _options: options } = this;
    const standards = Standards.of(project);
    const { autoLock = true, unpinnedFolders = [] } = options;
    standards.pinnedImages.add(dockerfile, { imageDigests: facts.imageDigests, autoLock, unpinnedFolders });
    standards.addContainer({
      project,
      name,
      dockerfile,
      base,
      builder,
      dev,
      production,
      pythonVersion: facts.pythonVersion,
      baseImage: facts.baseImage,
      imageRegistry: options.imageRegistry,
      imageRegistries: options.imageRegistries ?? {},
      port: facts.application.port,
      processes: facts.processes,
      targets: this._targets,
      requirements: options.requirements ?? [],
      devRequirements: options.devRequirements ?? [],
      sdists: facts.sdists,
      buildPackages: options.buildPackages ?? [],
      runtimePackages: options.runtimePackages ?? [],
      locks: this._packageManager.workspace.locks,
      imageDigests: facts.imageDigests,
      autoLock,
    }, options.standards ?? {}, locks?.problems);
  }

  private addDockerTasks(build: DockerBuild, stages: ContainerStages): DockerTasks {
    const { baseImage, lazyImports, testCommand, processes, pythonVersion } = this._facts;
    const structureTest = new StructureTest(this.project, {
      path: `container-structure-test${this.name === undefined ? '' : `-${this.name}`}.yaml`,
      stage: this.production,
      user: stages.user,
      pythonVersion,
      absent: stages.absent,
      processes,
    });
    return new DockerTasks(this.project, {
      name: this.name,
      imageName: this.imageName,
      structureTest: structureTest.path,
      processes,
      hasShell: baseImage.buildImage(pythonVersion) === undefined,
      liveSources: stages.liveSources,
      testCommand,
      bytecodeList: bytecodeFile(this.name),
      lazyImports,
      hasLazyImports: hasLazyImports(pythonVersion),
      lockFolder: this.lockFolder,
      build,
    });
  }
}

/** The options of a container whose project is in a uv workspace: that decides what builds may reach. */
function inWorkspace(project: Project, options: PythonImageOptions): PythonImageOptions {
  const workspace = options.packageManager === PythonPackageManager.UV ? UvWorkspace.of(project) : undefined;
  if (!workspace) {
    return options;
  }
  RootProjenrc.addTo(project);
  return { ...options, access: workspace._accessOf(project, options.access) };
}

function containersOf(project: Project): PythonContainer[] {
  return project.components.filter((component): component is PythonContainer => component instanceof PythonContainer);
}

function containerId(project: Project, name?: string): string {
  if (name !== undefined && !/^[a-z][a-z0-9-]*$/.test(name)) {
    throw invalidOption('name', name, 'a container\'s name has lower-case letters, digits and -, and starts with a letter');
  }
  if (containersOf(project).some(container => container.name === name)) {
    throw invalidOption('name', name, 'the project has a container of this name', "Write for example { name: 'worker' }");
  }
  const unnamed = containersOf(project).find(container => container.name === undefined);
  if (name !== undefined && unnamed && Object.hasOwn(unnamed.processTasks, name)) {
    throw invalidOption('name', name, `the project has a process of this name, which docker:run:${name} runs`, 'Give the container another name');
  }
  return name === undefined ? '' : `#${name}`;
}
