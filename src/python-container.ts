import { posix, relative } from 'path';
import { Component, Project } from 'projen';
import { hasLazyImports } from './base-images/python-versions';
import { bytecodeFile, ContainerFacts, containerFacts } from './container/container-facts';
import { ContainerStages } from './container/container-stages';
import { PythonImageOptions } from './container/python-image-options';
import { Dockerfile, Stage } from './dockerfile';
import { contextPath } from './dockerfile/context-path';
import { invalidOption } from './dockerfile/invalid-option';
import { newPackageManager } from './package-managers/new-package-manager';
import { PackageManager, PythonPackageManager } from './package-managers/package-manager';
import { UvWorkspace } from './package-managers/uv-workspace';
import { ImageDigests } from './standards/image-digests';
import { Standards } from './standards/standards';
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
   * `Dockerfile.worker` and `docker:build:worker`. Without requirements of its own it shares those of the first; the
   * rules of `standards`, `imageRegistry` and `imageDigests` are those of the first unless it has its own.
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

  /** The name of the container, if it is not the project's only one. */
  public readonly name?: string;
  /** The name of the image. */
  public readonly imageName: string;
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

  /** @internal */
  public readonly _facts: ContainerFacts;
  /** @internal */
  public readonly _packageManager: PackageManager;

  /** @internal */
  public readonly _projectWide: ProjectWideOptions;

  public constructor(project: Project, options: PythonContainerOptions = {}) {
    const first = PythonContainer.of(project);
    super(project, `PythonContainer${containerId(project, options.name)}`);
    this._projectWide = projectWide(options, first);
    options = { ...options, ...this._projectWide };
    const sharesLocks = first !== undefined && options.requirements === undefined;
    const own = sharesLocks ? shared(options, first) : inWorkspace(project, options);
    const facts = this._facts = containerFacts(project, own, options.name);
    this.name = options.name;
    this.imageName = facts.imageName;
    this._packageManager = sharesLocks ? first._packageManager : newPackageManager(project, facts, options);
    const { lock, workspace, lockFolder = '.' } = this._packageManager;
    const suffix = options.name ? `.${options.name}` : '';
    const { buildFlags: flags, freshStages } = facts.access;
    const build = new DockerBuild({ dockerfile: `Dockerfile${suffix}`, context: lockFolder, flags, freshStages });
    const makesLock = lock !== undefined && !sharesLocks;
    let lockProblems = () => [] as string[];
    if (makesLock || lockFolder !== '.') {
      const locks = new LockTasks(project, { dockerfile: build.dockerfile, suffix, packageManager: this._packageManager, facts, makesLock });
      lockProblems = locks.problems;
    }
    workspace.locks.forEach(path => Standards.of(project).addTaskOutput(project, path));

    this.dockerfile = new Dockerfile(project, { path: build.dockerfile, context: lockFolder, syntax: facts.image('docker/dockerfile:1') });
    Standards.of(project).pinnedImages.add(this.dockerfile, options.imageDigests ?? ImageDigests.WARN);
    PinTasks.addTo(project);
    StandardsTask.addTo(project);
    if (facts.sources.includes('.')) {
      this.dockerfile.dockerignore.exclude('**/.projen/tools');
      this.dockerfile.dockerignore.exclude('**/.projen/draft-*');
    }
    const path = relative(this.dockerfile.contextFolder, project.outdir).split('\\').join('/') || '.';
    facts.dockerignoreExceptions.forEach(pattern => this.dockerfile.dockerignore.include(posix.join(path, pattern)));
    const stages = new ContainerStages(this.dockerfile, facts, this._packageManager, { ...options, path });
    ({ base: this.base, builder: this.builder, dev: this.dev, production: this.production } = stages);

    Standards.of(project).addContainer({
      project,
      name: this.name,
      dockerfile: this.dockerfile,
      base: this.base,
      builder: this.builder,
      dev: this.dev,
      production: this.production,
      pythonVersion: facts.pythonVersion,
      baseImage: facts.baseImage,
      imageRegistry: options.imageRegistry,
      port: facts.application.port,
      requirements: options.requirements ?? [],
      devRequirements: options.devRequirements ?? [],
      sdists: facts.sdists,
      buildPackages: options.buildPackages ?? [],
      runtimePackages: options.runtimePackages ?? [],
      locks: workspace.locks,
      imageDigests: options.imageDigests ?? ImageDigests.WARN,
      lockProblems,
    }, options.standards ?? {});

    const structureTest = new StructureTest(project, {
      path: `container-structure-test${options.name ? `-${options.name}` : ''}.yaml`,
      stage: this.production,
      user: stages.user,
      pythonVersion: facts.pythonVersion,
      absent: stages.absent,
    });
    new DockerTasks(project, {
      name: options.name,
      imageName: this.imageName,
      structureTest: structureTest.path,
      port: facts.application.port,
      liveSources: stages.liveSources,
      pytest: facts.pytest,
      bytecodeList: bytecodeFile(options.name),
      lazyImports: facts.lazyImports,
      hasLazyImports: hasLazyImports(facts.pythonVersion),
      lockFolder,
      build,
    });
  }

  /**
   * Says that a task makes this file or folder of the project, so that it can be copied although it is not there at synth.
   *
   * @throws when the path does not lie inside the project
   */
  public addTaskOutput(path: string): void {
    Standards.of(this.project).addTaskOutput(this.project, contextPath('taskOutput', path));
  }
}

/** The options of which one value suits all containers of a project. */
type ProjectWideOptions = Pick<PythonImageOptions, 'standards' | 'imageRegistry' | 'imageDigests'>;

/** What an organisation's class has decided for the first container holds for the others. */
function projectWide(options: PythonContainerOptions, first?: PythonContainer): ProjectWideOptions {
  const { standards, imageRegistry, imageDigests } = first?._projectWide ?? {};
  return {
    standards: { ...options.standards, rules: options.standards?.rules ?? standards?.rules },
    imageRegistry: options.imageRegistry ?? imageRegistry,
    imageDigests: options.imageDigests ?? imageDigests,
  };
}

/** The options of a container that shares the locks of another: they were made for that one's Python and sdists. */
function shared(options: PythonContainerOptions, first: PythonContainer): PythonContainerOptions {
  for (const option of ['devRequirements', 'pythonVersion', 'packageManager', 'installer', 'sdists', 'access'] as const) {
    if (options[option] !== undefined) {
      throw invalidOption(option, options[option], `container ${options.name} has no requirements of its own and shares the locks of the first`,
        'Set requirements too, or leave it out');
    }
  }
  const { pythonVersion, access } = first._facts;
  return { ...options, pythonVersion, access: access.options };
}

/** The options of a container whose project is in a uv workspace: that decides what builds may reach. */
function inWorkspace(project: Project, options: PythonContainerOptions): PythonContainerOptions {
  const workspace = options.packageManager === PythonPackageManager.UV ? UvWorkspace.of(project) : undefined;
  return workspace ? { ...options, access: workspace._accessOf(project, options.access) } : options;
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
  return name === undefined ? '' : `#${name}`;
}
