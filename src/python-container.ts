import { posix } from 'path';
import { Component, Project, python } from 'projen';
import { BaseImage } from './base-images/base-image';
import { ContainerFacts, containerFacts, WORKDIR } from './container-facts';
import { CopyOptions, Dockerfile, Stage } from './dockerfile';
import { globFolder, isGlob } from './dockerfile/context-path';
import { invalidOption } from './dockerfile/invalid-option';
import { PackageManager, PackageManagerContext, PythonPackageManager, VENV } from './package-managers/package-manager';
import { Pip } from './package-managers/pip';
import { PipInstaller } from './package-managers/pip-installer';
import { Poetry } from './package-managers/poetry';
import { Uv } from './package-managers/uv';
import { PythonImageOptions } from './python-image-options';
import { Standards } from './standards/standards';
import { DockerTasks } from './tasks/docker-tasks';
import { LockTasks } from './tasks/lock-tasks';
import { StructureTest } from './tasks/structure-test';

const USER = 'app';
const TESTS = 'tests';
/** Whatever the checkout's modes are: everyone reads, only root writes. */
const READABLE: CopyOptions = { chmod: 'u=rwX,go=rX' };

/** Options of a container. */
export interface PythonContainerOptions extends PythonImageOptions {
  /**
   * The name of the container, if it is not the only one of its project: its files and tasks carry it, as in
   * `Dockerfile.worker` and `docker:build:worker`. Without requirements of its own it shares those of the first.
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
  /** The image to develop in. */
  public readonly dev: Stage;
  /** The image that runs the tests, if there are any. */
  public readonly test?: Stage;
  /** The code as it ships. */
  public readonly app: Stage;
  /** The image that ships. */
  public readonly production: Stage;

  /** @internal */
  public readonly _facts: ContainerFacts;
  /** @internal */
  public readonly _packageManager: PackageManager;

  /** The container that was there before, if there is one. */
  private readonly first?: PythonContainer;
  /** What production starts from. */
  private readonly baseImage: BaseImage;
  /** What all other stages start from: an image with a shell. */
  private readonly buildImage: BaseImage;
  private readonly context: PackageManagerContext;

  public constructor(project: Project, options: PythonContainerOptions = {}) {
    const first = PythonContainer.of(project);
    super(project, `PythonContainer${containerId(project, options.name)}`);
    this.first = first;
    const facts = this._facts = containerFacts(project, this.shared(options), options.name);
    this.name = options.name;
    this.imageName = facts.imageName;
    this.baseImage = facts.baseImage;
    this.buildImage = facts.baseImage.buildImage(facts.pythonVersion) ?? facts.baseImage;
    this.context = { image: facts.image, python: this.buildImage.python(facts.pythonVersion) };
    this._packageManager = this.findPackageManager(options);

    const suffix = options.name ? `.${options.name}` : '';
    this.dockerfile = new Dockerfile(project, { path: `Dockerfile${suffix}`, syntax: facts.image('docker/dockerfile:1') });
    this.base = this.addBase();
    this._packageManager.addStages(this.dockerfile, this.context);
    this.builder = this.addBuilder(options.buildPackages ?? []);
    this.dev = this.addDev();
    this.test = facts.pytest ? this.addTest() : undefined;
    this.app = this.addApp();
    this.production = this.addProduction(options.runtimePackages ?? []);

    const structureTest = new StructureTest(project, {
      path: `container-structure-test${options.name ? `-${options.name}` : ''}.yaml`,
      stage: this.production,
      user: this.user,
      absent: [
        '/usr/bin/gcc', '/usr/bin/cc', '/root/.cache', `${VENV}/bin/pip`,
        ...facts.sources.includes('.') ? [] : [`${WORKDIR}/${TESTS}`],
      ],
    });
    new DockerTasks(project, {
      name: options.name,
      imageName: this.imageName,
      dockerfile: this.dockerfile.path,
      structureTest: structureTest.path,
      port: facts.application.port,
      liveSources: facts.sources.filter(source => !isGlob(source)).map(source => ({ source, target: destination(source) })),
      pytest: facts.pytest,
    });
    if (facts.sources.includes('.')) {
      this.dockerfile.dockerignore.exclude('.projen/tools');
    }
    this._packageManager.workspace.locks.forEach(lock => Standards.of(project).addTaskOutput(project, lock));
  }

  /** Numbers, because Kubernetes' runAsNonRoot cannot tell what a name stands for. */
  private get user(): string {
    return `${this._facts.uid}:${this._facts.gid}`;
  }

  private addBase(): Stage {
    const base = this.dockerfile.addStage('base', {
      image: this._facts.image(this.buildImage.reference(this._facts.pythonVersion)),
      description: 'is what all stages share: the interpreter, its settings and the user.',
    });
    setPython(base);
    this.buildImage._distribution.installPackages(base, 'baseImage packages', this.buildImage._packages);
    base.addPlace('before-user');
    this.buildImage._distribution.addUser(base, USER, this._facts.uid, this._facts.gid);
    base.workdir(WORKDIR);
    return base;
  }

  private addBuilder(packages: string[]): Stage {
    const builder = this.dockerfile.addStage('builder', {
      fromStage: 'base',
      description: `installs the locked requirements into ${VENV}; what it takes to build them stays here.`,
    });
    this.buildImage._distribution.installPackages(builder, 'buildPackages', packages);
    this._packageManager.configure(builder, this.context);
    builder.addPlace('before-requirements');
    builder.run(`${this.context.python} -m venv --without-pip ${VENV}`);
    this._packageManager.installRequirements(builder);
    builder.addPlace('after-requirements');
    return builder;
  }

  private addDev(): Stage {
    const dev = this.dockerfile.addStage('dev', {
      fromStage: 'builder',
      description: 'is for development: build it with --target=dev.',
    });
    dev.addPlace('before-requirements');
    this._packageManager.installDevRequirements(dev);
    dev.addPlace('after-requirements');
    this.copySources(dev);
    this.addRuntime(dev, this._facts.devCommand);
    return dev;
  }

  private addTest(): Stage {
    const test = this.dockerfile.addStage('test', {
      fromStage: 'dev',
      description: 'runs the tests, when it is run and not when it is built: they can take arguments and reach a database.',
    });
    test.addEnvironment('COVERAGE_FILE', '/tmp/coverage');
    test.addEnvironment('PYTEST_ADDOPTS', '-o cache_dir=/tmp/pytest');
    test.copy([TESTS], destination(TESTS), READABLE);
    test.addPlace('after-code');
    test.cmd(['python', '-m', 'pytest']);
    return test;
  }

  private addApp(): Stage {
    const app = this.dockerfile.addStage('app', {
      fromStage: 'base',
      description: 'is the code as it ships: for everyone to read and for nobody to write, and the same for every checkout.',
    });
    this.copySources(app);
    app.addPlace('after-code');
    app.runAll([
      'python -m compileall -q --invalidation-mode unchecked-hash .',
      'find . -exec touch --no-dereference --date=@315532800 {} +',
    ]);
    return app;
  }

  private addProduction(packages: string[]): Stage {
    const { application, command, labels } = this._facts;
    const own = this.baseImage !== this.buildImage;
    const venv = own ? this.addVenv() : 'builder';
    const production = this.dockerfile.addStage('production', {
      ...own ? { image: this._facts.image(this.baseImage.reference(this._facts.pythonVersion)) } : { fromStage: 'base' },
      description: 'is what ships: the interpreter, the requirements and the code, each in a layer of its own.',
      isDefault: true,
    });
    if (own) {
      setPython(production);
      production.workdir(WORKDIR);
      production.entrypoint([]); // such images run their Python on the command
    }
    this.baseImage._distribution.installPackages(production, 'runtimePackages', packages);
    production.addPlace('before-requirements');
    production.copy([VENV], VENV, { fromStage: venv, link: true });
    production.addPlace('after-requirements');
    production.copy([WORKDIR], WORKDIR, { fromStage: 'app', link: true });
    Object.entries(labels).forEach(([name, text]) => production.addLabel(name, text));
    this.addRuntime(production, command);
    if (application.healthCheckPath === undefined) {
      production.noHealthCheck();
    } else {
      production.healthCheck(httpCheck(application.port!, application.healthCheckPath), {
        interval: '30s', timeout: '3s', startPeriod: '30s', startInterval: '1s',
      });
    }
    return production;
  }

  /** The virtual environment, repointed to the Python of an image that it was not made in. */
  private addVenv(): string {
    const interpreter = this.baseImage.python(this._facts.pythonVersion);
    const venv = this.dockerfile.addStage('venv', {
      fromStage: 'builder',
      description: `is the virtual environment for the Python that production has: ${interpreter}.`,
    });
    venv.runAll([
      `ln -sf ${interpreter} ${VENV}/bin/python`,
      `printf 'home = %s\\ninclude-system-site-packages = false\\n' ${posix.dirname(interpreter)} >${VENV}/pyvenv.cfg`,
    ]);
    return venv.name;
  }

  /** How the application runs: its variables, its user, its port and its command. */
  private addRuntime(stage: Stage, command: string[]): void {
    const { application, environment } = this._facts;
    Object.entries(environment).forEach(([name, text]) => stage.addEnvironment(name, text));
    stage.addPlace('after-code');
    stage.addPlace('before-user');
    stage.user(this.user);
    if (application.port !== undefined) {
      stage.expose(application.port);
    }
    stage.stopSignal('SIGTERM');
    stage.cmd(command);
  }

  private copySources(stage: Stage): void {
    // one COPY each: several sources of one COPY would lose their folders
    this._facts.sources.forEach(source => stage.copy([source], destination(source), READABLE));
  }

  /** The options of a container that shares the locks of the first: they were made for its Python and its sdists. */
  private shared(options: PythonContainerOptions): PythonContainerOptions {
    if (!this.first || options.requirements) {
      return options;
    }
    for (const option of ['devRequirements', 'pythonVersion', 'packageManager', 'installer', 'sdists'] as const) {
      if (options[option] !== undefined) {
        throw invalidOption(option, options[option], `container ${options.name} has no requirements of its own and shares the locks of the first`,
          'Set requirements too, or leave it out');
      }
    }
    return { ...options, pythonVersion: this.first._facts.pythonVersion };
  }

  private findPackageManager(options: PythonContainerOptions): PackageManager {
    if (this.first && !options.requirements) {
      return this.first._packageManager;
    }
    const manager = this.newPackageManager(options);
    if (manager.lock) {
      new LockTasks(this.project, manager.tools, manager.lock);
    }
    return manager;
  }

  private newPackageManager(options: PythonContainerOptions): PackageManager {
    const { project, _facts: facts } = this;
    switch (options.packageManager ?? PythonPackageManager.PIP) {
      case PythonPackageManager.UV: return new Uv(project, facts);
      case PythonPackageManager.POETRY: return new Poetry(project, facts);
      case PythonPackageManager.PIP: {
        const pip = { ...facts, name: options.name, installer: options.installer ?? PipInstaller.UV };
        return project instanceof python.PythonProject ? Pip.forPythonProject(project, pip) : Pip.forOptions(project, pip);
      }
    }
  }
}

/** What every stage knows of Python: the virtual environment comes first, and its output and bytecode are for containers. */
function setPython(stage: Stage): void {
  stage.prependPath(`${VENV}/bin`);
  stage.addEnvironment('PYTHONDONTWRITEBYTECODE', '1');
  stage.addEnvironment('PYTHONUNBUFFERED', '1');
}

/** Where a path of the context is in the image: a glob's files go where the glob's folder is. */
function destination(source: string): string {
  const path = posix.join(WORKDIR, isGlob(source) ? globFolder(source) : source);
  return isGlob(source) ? `${path}/` : path;
}

/** Python itself asks: slim images have no curl, and http.client loads in half the time of urllib.request. */
function httpCheck(port: number, path: string): string[] {
  return ['python', '-I', '-c', [
    'from http.client import HTTPConnection as H',
    `c = H("127.0.0.1", ${port}, timeout=2)`,
    `c.request("GET", ${JSON.stringify(path)})`,
    'raise SystemExit(c.getresponse().status != 200)',
  ].join('; ')];
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
