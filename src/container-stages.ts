import { posix } from 'path';
import { BaseImage } from './base-images/base-image';
import { evenOut } from './base-images/distribution';
import { Bytecode, BytecodeScript } from './bytecode/bytecode';
import { ContainerFacts, WORKDIR } from './container-facts';
import { CopyOptions, Dockerfile, Stage } from './dockerfile';
import { globFolder, isGlob } from './dockerfile/context-path';
import { httpCheck } from './frameworks/http-check';
import { addLockStages } from './lock-stages';
import { LockPlan, PackageManager, PackageManagerContext, VENV } from './package-managers/package-manager';

const USER = 'app';
const TESTS = 'tests';
const OPT = `${posix.dirname(VENV)}/`;
/**
 * Where stages leave what production copies. To see what has changed, COPY looks at all that is beside its source: here that is
 * nothing, but beside a folder of the root it is the whole image.
 */
const LAYERS = '/layers';
const NATIVE = `${LAYERS}/native/`;
/** The date of all that is built: one that never changes, because a new one would build everything anew. 1980 is as old as ZIP files can be. */
const EPOCH = '315532800';
/** Where projects are built that are installed and not copied. */
const PROJECT = '/project';
/** Whatever the checkout's modes are: everyone reads, only root writes. */
const READABLE: CopyOptions = { chmod: 'u=rwX,go=rX' };

/** What the stages hold beside the facts. */
export interface ContainerStagesOptions {
  readonly buildPackages?: string[];
  readonly runtimePackages?: string[];
  /** The locks that the Dockerfile can make, if no other one does. */
  readonly lock?: LockPlan;
  /** Where the project is in the build context. */
  readonly path: string;
}

/** The stages of an application's Dockerfile: base, builder, dev, test; app, production. */
export class ContainerStages {
  public readonly base: Stage;
  public readonly builder: Stage;
  public readonly dev: Stage;
  public readonly test?: Stage;
  public readonly app: Stage;
  public readonly production: Stage;

  /** What production starts from. */
  private readonly baseImage: BaseImage;
  /** What all other stages start from: an image with a shell. */
  private readonly buildImage: BaseImage;
  private readonly context: PackageManagerContext;

  public constructor(
    private readonly dockerfile: Dockerfile,
    private readonly facts: ContainerFacts,
    private readonly packageManager: PackageManager,
    private readonly options: ContainerStagesOptions,
  ) {
    this.baseImage = facts.baseImage;
    this.buildImage = facts.baseImage.buildImage(facts.pythonVersion) ?? facts.baseImage;
    this.context = { image: facts.image, python: this.buildImage.python(facts.pythonVersion) };

    dockerfile.addArgument('SOURCE_DATE_EPOCH', EPOCH, 'one date for all that is built: the same sources make the same image');
    facts.access.addStages(dockerfile, facts.image(this.buildImage.reference(facts.pythonVersion)));
    this.base = this.addBase();
    packageManager.addStages(dockerfile, this.context);
    if (options.lock) {
      addLockStages(dockerfile, options.lock, packageManager, resolver => this.addInstaller(resolver, []));
    }
    this.builder = this.addBuilder(options.buildPackages ?? []);
    this.dev = this.addDev();
    this.test = facts.pytest ? this.addTest() : undefined;
    this.app = this.addApp();
    this.production = this.addProduction(options.runtimePackages ?? []);
  }

  /** What production must not hold: compilers, what package managers leave, and tests, unless the whole project is copied. */
  public get absent(): string[] {
    const tests = this.facts.sources.includes('.') ? [] : [destination(TESTS)];
    return ['/usr/bin/gcc', '/usr/bin/cc', '/root/.cache', `${VENV}/bin/pip`, ...tests];
  }

  /** The folders and files that the development image can see as they are on disk, and where. */
  public get liveSources(): { source: string; target: string }[] {
    return [...new Set([...this.facts.sources, ...this.facts.buildSources])].filter(source => !isGlob(source))
      .map(source => ({ source, target: destination(source) }))
      .concat((this.packageManager.devLibraries ?? []).map(library => ({ source: posix.join(posix.relative(this.options.path, '.'), library), target: posix.join(PROJECT, library) })));
  }

  /** Numbers, because Kubernetes' runAsNonRoot cannot tell what a name stands for. */
  public get user(): string {
    return `${this.facts.uid}:${this.facts.gid}`;
  }

  private get libraries(): string[] {
    return this.packageManager.libraries ?? [];
  }

  private addBase(): Stage {
    const base = this.dockerfile.addStage('base', {
      image: this.facts.image(this.buildImage.reference(this.facts.pythonVersion)),
      description: 'is what all stages share: the interpreter, its settings and the user.',
    });
    this.startAsRoot(base, this.buildImage);
    base.addArgument('SOURCE_DATE_EPOCH');
    this.setPython(base);
    if (this.facts.aptSnapshot !== undefined) {
      this.buildImage._distribution.useSnapshot(base, this.facts.aptSnapshot);
    }
    base.addPlace('before-packages');
    this.buildImage._distribution.installPackages(base, 'baseImage packages', this.buildImage._packages, this.facts.access.mounts);
    base.addPlace('before-user');
    this.buildImage._addUser(base, USER, this.facts.uid, this.facts.gid);
    base.workdir(WORKDIR);
    return base;
  }

  private addBuilder(packages: string[]): Stage {
    const builder = this.dockerfile.addStage('builder', {
      fromStage: 'base',
      description: `installs the locked requirements into ${VENV}; what it takes to build them stays here.`,
    });
    this.addInstaller(builder, packages);
    if (this.facts.sdists.length || this.packageManager.gitPackages.length || this.installs) {
      builder.addEnvironment('CFLAGS', '-g0'); // what debuggers read holds the names of temporary folders
    }
    builder.addPlace('before-requirements');
    if (!this.packageManager.makesEnvironment) {
      builder.run(`${this.context.python} -m venv --without-pip ${VENV}`);
    }
    this.packageManager.installRequirements(builder, this.facts.selection);
    builder.addPlace('after-requirements');
    return builder;
  }

  /** What locks and installs the requirements, and what that takes. */
  private addInstaller(stage: Stage, packages: string[]): void {
    const { access } = this.facts;
    const usesGit = access.ssh || this.packageManager.gitPackages.length > 0;
    const git = [...usesGit ? ['git'] : [], ...access.ssh ? ['openssh-client'] : []];
    this.buildImage._distribution.installPackages(stage, 'buildPackages', [...packages, ...git], access.mounts);
    access.configure(stage);
    this.packageManager.configure(stage, this.context);
  }

  private addDev(): Stage {
    const dev = this.dockerfile.addStage('dev', {
      fromStage: 'builder',
      description: 'is for development: build it with --target=dev.',
    });
    dev.addPlace('before-requirements');
    this.packageManager.installDevRequirements(dev, this.facts.selection);
    dev.addPlace('after-requirements');
    this.facts.access.configureRuntime(dev);
    this.copy(dev, [...new Set([...this.facts.buildSources, ...this.facts.sources])], WORKDIR);
    const libraries = this.packageManager.devLibraries ?? [];
    this.copyLibraries(dev, libraries);
    this.installProjects(dev, libraries, WORKDIR);
    this.addRuntime(dev, this.buildImage, this.facts.devCommand);
    return dev;
  }

  private addTest(): Stage {
    const test = this.dockerfile.addStage('test', {
      fromStage: 'dev',
      description: 'runs the tests, when it is run and not when it is built: they can take arguments and reach a database.',
    });
    test.addEnvironment('COVERAGE_FILE', '/tmp/coverage');
    test.addEnvironment('PYTEST_ADDOPTS', '-o cache_dir=/tmp/pytest');
    this.copy(test, [TESTS], WORKDIR);
    test.addPlace('after-code');
    test.cmd(['python', '-m', 'pytest']);
    return test;
  }

  private addApp(): Stage {
    const { sources, buildSources } = this.facts;
    const app = this.dockerfile.addStage('app', {
      fromStage: this.installs ? 'builder' : 'base',
      description: 'is the code as it ships: for everyone to read and for nobody to write, and the same for every checkout.',
    });
    this.copy(app, sources, WORKDIR);
    this.copy(app, buildSources, posix.join(PROJECT, this.options.path));
    this.copyLibraries(app, this.libraries);
    this.installProjects(app, this.libraries, posix.join(PROJECT, this.options.path), WORKDIR);
    app.addPlace('after-code');
    const place = [`mkdir -p ${LAYERS}`, `cp -a ${WORKDIR} ${LAYERS}/`, ...this.installs ? [`chmod -R ${READABLE.chmod} ${LAYERS}`] : []];
    if (this.facts.bytecode === Bytecode.NONE) {
      app.runAll([...place, evenOut(LAYERS)]);
    } else {
      this.script.compileCode(app, this.options.path, this.context.python, place);
    }
    return app;
  }

  private addProduction(packages: string[]): Stage {
    const { application, command, labels } = this.facts;
    const own = this.baseImage !== this.buildImage;
    const venv = own ? this.addVenv() : this.builder.name;
    const layers = this.addLayers(venv);
    const bytecode = this.facts.bytecode === Bytecode.NONE ? undefined : this.addBytecode(venv);
    const production = this.dockerfile.addStage('production', {
      ...own ? { image: this.facts.image(this.baseImage.reference(this.facts.pythonVersion)) } : { fromStage: 'base' },
      description: 'is what ships: the interpreter, the requirements and the code, each in a layer of its own.',
      isDefault: true,
    });
    if (own) {
      this.startAsRoot(production, this.baseImage);
      production.addArgument('SOURCE_DATE_EPOCH');
      this.setPython(production);
      production.workdir(WORKDIR);
    }
    this.baseImage._distribution.installPackages(production, 'runtimePackages', packages, this.facts.access.mounts);
    this.facts.access.configureRuntime(production);
    production.addPlace('before-requirements');
    // whole folders: of a folder that COPY makes by itself, the date is today's
    production.copy([NATIVE], '/', { fromStage: layers, link: true });
    production.copy([OPT], OPT, { fromStage: layers, link: true });
    if (bytecode) {
      production.copy([`${LAYERS}/library/`], '/', { fromStage: bytecode, link: true });
      production.copy([`${LAYERS}/requirements/`], '/', { fromStage: bytecode, link: true });
    }
    production.addPlace('after-requirements');
    production.copy([posix.join(LAYERS, WORKDIR)], WORKDIR, { fromStage: 'app', link: true });
    Object.entries(labels).forEach(([name, text]) => production.addLabel(name, text));
    this.addRuntime(production, this.baseImage, command);
    if (application.healthCheckPath === undefined) {
      production.noHealthCheck();
    } else {
      production.healthCheck(httpCheck(application.port!, application.healthCheckPath, application.healthCheckHost), {
        interval: '30s', timeout: '3s', startPeriod: '30s', startInterval: '1s',
      });
    }
    return production;
  }

  /** The virtual environment, repointed to the Python of an image that it was not made in. */
  private addVenv(): string {
    const interpreter = this.baseImage.python(this.facts.pythonVersion);
    const venv = this.dockerfile.addStage('venv', {
      fromStage: this.builder.name,
      description: `is the virtual environment for the Python that production has: ${interpreter}.`,
    });
    venv.runAll([
      `ln -sf ${interpreter} ${VENV}/bin/python`,
      `printf 'home = %s\\ninclude-system-site-packages = false\\n' ${posix.dirname(interpreter)} >${VENV}/pyvenv.cfg`,
      evenOut(`${VENV}/bin ${VENV}/pyvenv.cfg`),
    ]);
    return venv.name;
  }

  /** Most of the bytes are in native libraries, and few new requirements change those: a layer that caches and registries keep. */
  private addLayers(venv: string): string {
    const layers = this.dockerfile.addStage('layers', {
      fromStage: venv,
      description: `parts ${posix.dirname(VENV)} in two layers: one of native libraries, which a requirement in Python alone leaves as it is, and one of the rest.`,
    });
    const libraries = `find ${OPT} -name '*.so*' ! -type d`;
    layers.runAll([
      `mkdir -p ${posix.join(NATIVE, OPT)}`,
      `${libraries} -exec cp -d --parents -t ${NATIVE} {} +`,
      `${libraries} -delete`,
      evenOut(LAYERS),
      evenOut(`${OPT} -type d`),
    ]);
    return layers.name;
  }

  /** What is compiled is in layers of its own, Python's library and the requirements: they are made and exported beside the one of `/opt`. */
  private addBytecode(venv: string): string {
    const { bytecode, bytecodeList, image, pythonVersion } = this.facts;
    const own = venv !== this.builder.name;
    const stage = this.dockerfile.addStage('bytecode', {
      ...own ? { image: image(this.baseImage.reference(pythonVersion)) } : { fromStage: venv },
      description: 'compiles what Python would compile at each start, with the Python that production has.',
    });
    if (own) {
      stage.addArgument('SOURCE_DATE_EPOCH');
      this.startAsRoot(stage, this.baseImage);
      stage.copy([OPT], OPT, { fromStage: venv });
    }
    this.script.compileEnvironment(stage, bytecode, bytecodeList, this.options.path);
    if (own) {
      stage.user(this.user); // linters look at the last user of a stage
    }
    return stage.name;
  }

  private get script(): BytecodeScript {
    return BytecodeScript.of(this.dockerfile.project);
  }

  /** How the application runs: its variables, its user, its port and its command. */
  private addRuntime(stage: Stage, image: BaseImage, command: string[]): void {
    const { application, buildSources, sourceFolder, environment } = this.facts;
    const modules = [
      ...this.installs ? [WORKDIR] : [],
      ...buildSources.length || sourceFolder === '.' ? [] : [posix.join(WORKDIR, sourceFolder)],
      ...environment.PYTHONPATH ? [environment.PYTHONPATH] : [],
    ];
    Object.entries({ ...environment, ...modules.length ? { PYTHONPATH: modules.join(':') } : {} }).forEach(([name, text]) => stage.addEnvironment(name, text));
    stage.addPlace('after-code');
    stage.addPlace('before-user');
    stage.user(this.user);
    if (application.port !== undefined) {
      stage.expose(application.port);
    }
    stage.stopSignal('SIGTERM');
    if (!image._isPlain) {
      stage.entrypoint([]); // that of the image would get the command as its arguments
    }
    stage.cmd(command);
  }

  /** What an image of others runs as is not known, and only root can add to it. */
  private startAsRoot(stage: Stage, image: BaseImage): void {
    if (!image._isPlain) {
      stage.comment('hadolint ignore=DL3002');
      stage.user('0:0');
    }
  }

  /** What every stage knows of Python: the virtual environment comes first, and its output and bytecode are for containers. */
  private setPython(stage: Stage): void {
    stage.prependPath(`${VENV}/bin`);
    if (this.facts.buildSources.length && this.facts.pyproject!.hasScripts) {
      stage.prependPath(`${WORKDIR}/bin`);
    }
    stage.addEnvironment('PYTHONDONTWRITEBYTECODE', '1');
    stage.addEnvironment('PYTHONUNBUFFERED', '1');
    if (this.facts.lazyImports) {
      stage.addEnvironment('PYTHON_LAZY_IMPORTS', 'all');
    }
  }

  /** One COPY each: several sources of one COPY would lose their folders. */
  private copy(stage: Stage, sources: string[], folder: string): void {
    sources.forEach(source => stage.copy([posix.join(this.options.path, source)], destination(source, folder), READABLE));
  }

  private copyLibraries(stage: Stage, libraries: string[]): void {
    libraries.forEach(library => stage.copy([library], posix.join(PROJECT, library), READABLE));
  }

  /** Whether something is installed beside the requirements. */
  private get installs(): boolean {
    return this.libraries.length > 0 || this.facts.buildSources.length > 0;
  }

  /**
   * @param own where the application's own project is, if it has a build backend
   * @param folder where to install; else changes of the files count at once
   */
  private installProjects(stage: Stage, libraries: string[], own: string, folder?: string): void {
    const paths = [...libraries.map(library => posix.join(PROJECT, library)), ...this.facts.buildSources.length ? [own] : []];
    if (paths.length) {
      this.packageManager.installProjects(stage, paths, folder);
    }
  }
}

/** Where a path of the context is in the image: a glob's files go where the glob's folder is. */
function destination(source: string, folder: string = WORKDIR): string {
  const path = posix.join(folder, isGlob(source) ? globFolder(source) : source);
  return isGlob(source) ? `${path}/` : path;
}
