import { posix } from 'path';
import { ApplicationFiles, destination, LiveSource } from './application-files';
import { ContainerFacts, WORKDIR } from './container-facts';
import { TESTS } from './test-files';
import { BaseImage } from '../base-images/base-image';
import { EPOCH } from '../base-images/distribution';
import { Dockerfile, Instruction, Section, Stage, StagePlace } from '../dockerfile';
import { isGlob } from '../dockerfile/context-path';
import { LAYERS, LayersOptions, LayersScript } from '../layers/layers-script';
import { PackageManager, PackageManagerContext, VENV } from '../package-managers/package-manager';
import { HEALTH_CHECK_TIMES } from '../processes/health-check-times';

const USER = 'app';
/** The places of production from which the requirements can be changed after their bytecode was made. */
const CHANGED = [StagePlace.AFTER_REQUIREMENTS, StagePlace.AFTER_CODE, StagePlace.BEFORE_USER];

/** What the stages hold beside the facts. */
export interface ContainerStagesOptions {
  readonly buildPackages?: string[];
  readonly runtimePackages?: string[];
  /** Where the project is in the build context. */
  readonly path: string;
}

/** The stages of an application's Dockerfile: base, builder, dev; layers, production. */
export class ContainerStages {
  public readonly base: Stage;
  public readonly builder: Stage;
  public readonly dev: Stage;
  public readonly production: Stage;

  /** What production starts from. */
  private readonly baseImage: BaseImage;
  /** What all other stages start from: an image with a shell. */
  private readonly buildImage: BaseImage;
  private readonly context: PackageManagerContext;
  private readonly files: ApplicationFiles;

  public constructor(
    private readonly dockerfile: Dockerfile,
    private readonly facts: ContainerFacts,
    private readonly packageManager: PackageManager,
    private readonly options: ContainerStagesOptions,
  ) {
    this.baseImage = facts.baseImage;
    this.buildImage = facts.baseImage.buildImage(facts.pythonVersion) ?? facts.baseImage;
    this.files = new ApplicationFiles(facts, packageManager, options.path);
    this.context = { image: facts.image, python: this.buildImage.python(facts.pythonVersion) };

    dockerfile.addArgument('SOURCE_DATE_EPOCH', EPOCH, 'The date of the code, in seconds since 1970: the same commit makes the same image.');
    facts.access.addStages(dockerfile, {
      image: facts.image(this.buildImage.reference(facts.pythonVersion)), startAsRoot: stage => startAsRoot(stage, this.buildImage),
    });
    this.base = this.addBase();
    packageManager.addStages(dockerfile, this.context);
    this.builder = this.addBuilder();
    this.dev = this.addDev();
    this.production = this.addProduction();
  }

  /** What production must not hold: compilers, what package managers leave, and tests, unless the whole project is copied. */
  public get absent(): string[] {
    const { sources, testExcludes } = this.facts;
    const tests = [...sources.includes('.') ? [] : [TESTS], ...testExcludes].filter(path => !isGlob(path));
    return ['/usr/bin/gcc', '/usr/bin/cc', '/root/.cache', `${VENV}/bin/pip`, ...tests.map(path => destination(path))];
  }

  /** The folders and files that the development image can see as they are on disk, and where. */
  public get liveSources(): LiveSource[] {
    return this.files.liveSources;
  }

  /** What the development image has beside them: tests, and what globs match. */
  public get copiedSources(): LiveSource[] {
    return this.files.copiedSources;
  }

  /** Numbers, because Kubernetes' runAsNonRoot cannot tell what a name stands for. */
  public get user(): string {
    return `${this.facts.uid}:${this.facts.gid}`;
  }

  /** Whether production starts from another image than the stages that build. */
  private get hasOwnImage(): boolean {
    return this.baseImage !== this.buildImage;
  }

  private addBase(): Stage {
    if ([this.baseImage, this.buildImage].some(image => /:latest(-dev)?$/.test(image.reference(this.facts.pythonVersion)))) {
      // digests are raised all the same
      this.dockerfile.addComment('hadolint global ignore=DL3007\ncheckov:skip=CKV_DOCKER_7:the image has no other tag');
    }
    const base = this.dockerfile.addStage('base', {
      image: this.facts.image(this.buildImage.reference(this.facts.pythonVersion)),
      description: 'is what all stages share: Python, its settings, and a user without privileges.',
    });
    startAsRoot(base, this.buildImage);
    this.setPython(base);
    this.buildImage._distribution.useSnapshot?.(base);
    base._addPlace(StagePlace.BEFORE_PACKAGES);
    this.buildImage._distribution.installPackages(base, 'baseImage packages', this.buildImage.packages, this.facts.access.mounts);
    if (!this.hasOwnImage) {
      this.addRuntimePackages(base);
    }
    base._addPlace(StagePlace.BEFORE_USER);
    this.buildImage._addUser(base, USER, this.facts.uid, this.facts.gid);
    return base;
  }

  private addRuntimePackages(stage: Stage): void {
    this.baseImage._distribution.installPackages(stage, 'runtimePackages', this.options.runtimePackages ?? [], this.facts.access.mounts);
  }

  private addBuilder(): Stage {
    const builder = this.dockerfile.addStage('builder', {
      fromStage: 'base',
      description: `installs the locked requirements into ${VENV}. Compilers and headers stay here.`,
    });
    const { access, sdists } = this.facts;
    const usesGit = access.ssh || this.packageManager.gitPackages.length > 0;
    const git = [...usesGit ? ['git'] : [], ...access.ssh ? ['openssh-client'] : []];
    this.buildImage._distribution.installPackages(builder, 'buildPackages', [...this.options.buildPackages ?? [], ...git], access.mounts);
    access.configure(builder, 'install');
    this.packageManager.configure(builder, this.context);
    if (sdists.length || this.packageManager.gitPackages.length || this.files.installs) {
      builder.addEnvironment('CFLAGS', '-g0'); // what debuggers read holds the names of temporary folders
      builder.addEnvironment('SOURCE_DATE_EPOCH', EPOCH);
    }
    builder._addPlace(StagePlace.BEFORE_REQUIREMENTS);
    this.packageManager.installRequirements(builder, this.facts.selection, this.context.python);
    builder._addPlace(StagePlace.AFTER_REQUIREMENTS);
    return builder;
  }

  private addDev(): Stage {
    const { pytest, testCommand, devCommand } = this.facts;
    const dev = this.dockerfile.addStage('dev', {
      fromStage: 'builder',
      description: 'adds what development and tests need: build it with --target=dev.',
    });
    if (testCommand) {
      dev.addEnvironment('COVERAGE_FILE', '/tmp/coverage');
    }
    if (pytest) {
      dev.addEnvironment('PYTEST_ADDOPTS', '-o cache_dir=/tmp/pytest');
    }
    dev._addPlace(StagePlace.BEFORE_REQUIREMENTS);
    this.packageManager.installDevRequirements(dev, this.facts.selection);
    dev._addPlace(StagePlace.AFTER_REQUIREMENTS);
    this.facts.access.configureRuntime(dev, this.buildImage._distribution.bundle);
    this.files.addToDev(dev);
    this.addRuntime(dev, this.buildImage, devCommand);
    return dev;
  }

  private addProduction(): Stage {
    const { bytecode, bytecodeList, cacheName, command, labels, sources } = this.facts;
    const runtime = this.hasOwnImage ? this.addOwnRuntime() : this.base;
    const script = LayersScript.of(this.dockerfile.project);
    const python = this.baseImage.python(this.facts.pythonVersion);
    const options: LayersOptions = { cache: cacheName, path: this.options.path, python, bytecode };

    const layers = this.dockerfile.addStage('layers', {
      fromStage: runtime.name,
      description: 'parts the requirements by how often they change, and compiles what a start imports.',
    });
    this.asRoot(layers, () => script.runRequirements(layers, options, this.builder.name, bytecodeList, { readWrite: this.hasOwnImage }));

    const installed = this.files.installs ? this.files.addInstalled(this.dockerfile, layers, !this.hasOwnImage) : undefined;

    const production = this.dockerfile.addStage('production', {
      fromStage: runtime.name,
      description: 'is what ships, from what changes least to what changes most.',
      isDefault: true,
    });
    if (this.hasOwnImage) {
      startAsRoot(production, this.baseImage);
    }
    this.facts.access.configureRuntime(production, this.baseImage._distribution.bundle);
    production._addPlace(StagePlace.BEFORE_REQUIREMENTS);
    // whole folders: of a folder that COPY makes by itself, the date is today's
    ['native', 'library', 'requirements'].forEach(layer => production.copy([`${LAYERS}/${layer}/`], '/', { fromStage: layers.name, link: true }));
    production._addPlace(StagePlace.AFTER_REQUIREMENTS);
    production.addArgument('SOURCE_DATE_EPOCH');
    script.runCode(production, options, { sources, without: this.files.withoutTests, installed });
    production.workdir(WORKDIR); // the folder exists by now: WORKDIR would make it in a layer of its own, with the date of the commit
    Object.entries(labels).forEach(([name, text]) => production.addLabel(name, text));
    this.addRuntime(production, this.baseImage, command, section => script.runRefresh(section, options));
    const [{ healthCheck, stopSignal }] = this.facts.processes;
    production.stopSignal(stopSignal);
    if (healthCheck === undefined) {
      production.noHealthCheck();
    } else {
      production.healthCheck(healthCheck, HEALTH_CHECK_TIMES);
    }
    return production;
  }

  /** What production starts from where that is an image of its own. */
  private addOwnRuntime(): Stage {
    const runtime = this.dockerfile.addStage('runtime', {
      image: this.facts.image(this.baseImage.reference(this.facts.pythonVersion)),
      description: 'is the image that production starts from, with the settings of base.',
    });
    this.setPython(runtime);
    if (this.options.runtimePackages?.length) {
      this.asRoot(runtime, () => {
        this.baseImage._distribution.useSnapshot?.(runtime);
        this.addRuntimePackages(runtime);
      });
    }
    return runtime;
  }

  /** Does what needs root, where the image's own user may be another one; linters look at the last user of a stage. */
  private asRoot(stage: Stage, work: () => void): void {
    if (this.hasOwnImage) {
      startAsRoot(stage, this.baseImage);
    }
    work();
    if (this.hasOwnImage) {
      stage.user(this.user);
    }
  }

  /** How the application runs: its variables, its user, its port and its command. */
  private addRuntime(stage: Stage, image: BaseImage, command: string[], refresh?: (section: Section) => void): void {
    const { application, buildSources, sourceFolder, environment } = this.facts;
    const modules = [
      ...this.files.installs ? [WORKDIR] : [],
      ...buildSources.length || sourceFolder === '.' ? [] : [posix.join(WORKDIR, sourceFolder)],
      ...environment.PYTHONPATH ? [environment.PYTHONPATH] : [],
    ];
    Object.entries({ ...environment, ...modules.length ? { PYTHONPATH: modules.join(':') } : {} }).forEach(([name, text]) => stage.addEnvironment(name, text));
    stage._addPlace(StagePlace.AFTER_CODE);
    stage._addPlace(StagePlace.BEFORE_USER);
    if (refresh) {
      stage._addIf(() => CHANGED.some(place => stage.at(place).instructions.some(changesFiles)), refresh);
    }
    stage.user(this.user);
    if (application.port !== undefined) {
      stage.expose(application.port);
    }
    if (!image._isPlain) {
      stage.entrypoint([]); // that of the image would get the command as its arguments
    }
    stage.cmd(command);
  }

  /** What every stage knows of Python: the virtual environment comes first, and its output and bytecode are for containers. */
  private setPython(stage: Stage): void {
    stage.prependPath(`${VENV}/bin`);
    if (this.facts.buildSources.length) {
      stage.prependPath(`${WORKDIR}/bin`);
    }
    stage.addEnvironment('HOME', '/tmp'); // whatever number the container's user has
    stage.addEnvironment('PYTHONDONTWRITEBYTECODE', '1');
    stage.addEnvironment('PYTHONUNBUFFERED', '1');
    if (this.facts.lazyImports) {
      stage.addEnvironment('PYTHON_LAZY_IMPORTS', 'all');
    }
  }
}

/** What an image of others runs as is not known, and only root can add to it. */
function startAsRoot(stage: Stage, image: BaseImage): void {
  if (!image._isPlain) {
    stage.comment('hadolint ignore=DL3002');
    stage.user('0:0');
  }
}

function changesFiles({ keyword }: Instruction): boolean {
  return ['RUN', 'COPY', 'ADD'].includes(keyword);
}
