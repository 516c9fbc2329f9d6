import { posix } from 'path';
import { ApplicationFiles, destination, LiveSource } from './application-files';
import { BuildOutputs } from './build-outputs';
import { ContainerFacts, WORKDIR } from './container-facts';
import { addRuntimePackages, ProductionParts } from './production-parts';
import { setApplication, setPython } from './stage-variables';
import { TESTS } from './test-files';
import { BaseImage } from '../base-images/base-image';
import { EPOCH } from '../base-images/distribution';
import { Dockerfile, Instruction, Section, Stage, StagePlace } from '../dockerfile';
import { isGlob } from '../dockerfile/context-path';
import { LAYERS } from '../layers/layers-script';
import { PackageManager, PackageManagerContext, VENV } from '../package-managers/package-manager';
import { HEALTH_CHECK_TIMES } from '../processes/health-check-times';

const USER = 'app';
/** The places in production where added instructions can change the requirements after their bytecode was made. */
const CHANGED = [StagePlace.AFTER_REQUIREMENTS, StagePlace.AFTER_CODE, StagePlace.BEFORE_USER];

/** The options of the stages in addition to the facts. */
export interface ContainerStagesOptions {
  readonly buildPackages?: string[];
  readonly runtimePackages?: string[];
  /** The path of the project in the build context. */
  readonly path: string;
}

/** The stages of an application's Dockerfile: base, builder, dev; layers, production. */
export class ContainerStages {
  public readonly base: Stage;
  public readonly builder: Stage;
  public readonly dev: Stage;
  public readonly production: Stage;

  /** The base image of production. */
  private readonly baseImage: BaseImage;
  /** The base image of all other stages, which has a shell. */
  private readonly buildImage: BaseImage;
  private readonly context: PackageManagerContext;
  private readonly files: ApplicationFiles;
  private readonly outputs: BuildOutputs;

  public constructor(
    private readonly dockerfile: Dockerfile,
    private readonly facts: ContainerFacts,
    private readonly packageManager: PackageManager,
    private readonly options: ContainerStagesOptions,
  ) {
    this.baseImage = facts.baseImage;
    this.buildImage = facts.baseImage.buildImage(facts.pythonVersion) ?? facts.baseImage;
    this.files = new ApplicationFiles(facts, packageManager, options.path);
    this.outputs = new BuildOutputs(facts, this.files);
    this.context = { image: facts.image, python: this.buildImage.python(facts.pythonVersion) };

    dockerfile.addArgument('SOURCE_DATE_EPOCH', EPOCH, 'The date of the code, in seconds since 1970, so that the same commit makes the same image.');
    facts.access.addStages(dockerfile, {
      image: facts.image(this.buildImage.reference(facts.pythonVersion)), startAsRoot: stage => this.buildImage._startAsRoot(stage),
    });
    this.outputs.deniedOnDisk.forEach(path => dockerfile.dockerignore.exclude(posix.join(options.path, path).replace(/^#/, '[#]')));
    this.base = this.addBase();
    packageManager.addStages(dockerfile, this.context);
    this.builder = this.addBuilder();
    const parts = this.outputs.areInDev ? this.addParts() : undefined;
    this.dev = this.addDev(parts);
    this.production = this.addProduction(parts ?? this.addParts());
  }

  /** The paths that production must contain. */
  public get present(): string[] {
    return this.outputs.named;
  }

  /** The paths that production must not contain: compilers, caches of package managers, and tests, unless the whole project is copied. */
  public get absent(): string[] {
    const { sources, testExcludes } = this.facts;
    const tests = [...sources.includes('.') ? [] : [TESTS], ...testExcludes].filter(path => !isGlob(path));
    return ['/usr/bin/gcc', '/usr/bin/cc', '/root/.cache', `${VENV}/bin/pip`, ...tests.map(path => destination(path))];
  }

  /** The folders and files that are mounted into the development image, and where. */
  public get liveSources(): LiveSource[] {
    return this.files.liveSources;
  }

  /** What the development image contains in addition: tests, and the files that globs match. */
  public get copiedSources(): LiveSource[] {
    return this.files.copiedSources;
  }

  /** Numeric IDs, because Kubernetes' runAsNonRoot cannot check names. */
  public get user(): string {
    return `${this.facts.uid}:${this.facts.gid}`;
  }

  /** Whether production starts from another image than the stages that build. */
  private get hasOwnImage(): boolean {
    return this.baseImage !== this.buildImage;
  }

  private addBase(): Stage {
    if ([this.baseImage, this.buildImage].some(image => /:latest(-dev)?$/.test(image.reference(this.facts.pythonVersion)))) {
      // its digest can still be updated
      this.dockerfile.addComment('hadolint global ignore=DL3007\ncheckov:skip=CKV_DOCKER_7:the image has no other tag');
    }
    const base = this.dockerfile.addStage('base', {
      image: this.facts.image(this.buildImage.reference(this.facts.pythonVersion)),
      description: 'is shared by all stages: Python, its settings, and a user without privileges.',
    });
    this.buildImage._startAsRoot(base);
    setPython(base, this.facts);
    this.buildImage._distribution.useSnapshot?.(base);
    base._addPlace(StagePlace.BEFORE_PACKAGES);
    this.buildImage._distribution.installPackages(base, 'baseImage packages', this.buildImage.packages, this.facts.access.mounts);
    if (!this.hasOwnImage) {
      addRuntimePackages(base, this.facts, this.options.runtimePackages);
    }
    base._addPlace(StagePlace.BEFORE_USER);
    this.buildImage._addUser(base, USER, this.facts.uid, this.facts.gid);
    return base;
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
      builder.addEnvironment('CFLAGS', '-g0'); // debug information contains the names of temporary folders
      builder.addEnvironment('SOURCE_DATE_EPOCH', EPOCH);
    }
    builder._addPlace(StagePlace.BEFORE_REQUIREMENTS);
    this.packageManager.installRequirements(builder, this.facts.selection, this.context.python);
    builder._addPlace(StagePlace.AFTER_REQUIREMENTS);
    return builder;
  }

  private addDev(parts?: ProductionParts): Stage {
    const { pytest, testCommand, devCommand, devEnvironment } = this.facts;
    const dev = this.dockerfile.addStage('dev', {
      fromStage: 'builder',
      description: 'adds the requirements and files for development and tests. Build it with --target=dev.',
    });
    if (testCommand) {
      dev.addEnvironment('COVERAGE_FILE', '/tmp/coverage');
    }
    if (pytest) {
      dev.addEnvironment('PYTEST_ADDOPTS', '-o cache_dir=/tmp/pytest');
    }
    Object.entries(devEnvironment).forEach(([name, text]) => dev.addEnvironment(name, text));
    dev._addPlace(StagePlace.BEFORE_REQUIREMENTS);
    this.packageManager.installDevRequirements(dev, this.facts.selection);
    dev._addPlace(StagePlace.AFTER_REQUIREMENTS);
    this.facts.access.configureRuntime(dev, this.buildImage._distribution.bundle);
    this.files.addToDev(dev);
    if (parts?.outputs) {
      this.outputs.addToDev(dev, parts.outputs.name);
    }
    this.addRuntime(dev, this.buildImage, devCommand);
    return dev;
  }

  private addParts(): ProductionParts {
    return new ProductionParts(this.dockerfile, this.facts, this.files, { ...this.options, base: this.base, outputs: this.outputs });
  }

  private addProduction({ runtime, layers, installed, outputs, script, layersOptions }: ProductionParts): Stage {
    const { command, labels, sources } = this.facts;
    const production = this.dockerfile.addStage('production', {
      fromStage: runtime.name,
      description: 'is the image to deploy. The layers that change least come first.',
      isDefault: true,
    });
    if (this.hasOwnImage) {
      this.baseImage._startAsRoot(production);
    }
    this.facts.access.configureRuntime(production, this.baseImage._distribution.bundle);
    production._addPlace(StagePlace.BEFORE_REQUIREMENTS);
    // whole folders, because a folder that COPY creates has today's date
    ['native', 'library', 'requirements'].forEach(layer => production.copy([`${LAYERS}/${layer}/`], '/', { fromStage: layers.name, link: true }));
    production._addPlace(StagePlace.AFTER_REQUIREMENTS);
    const without = this.files.withoutTests;
    if (outputs && this.outputs.paths.length) {
      script.runOutputs(production, layersOptions, { fromStage: outputs.name, outputs: this.outputs.paths, without });
    }
    production.addArgument('SOURCE_DATE_EPOCH');
    script.runCode(production, layersOptions, { sources, without: [...without, ...this.outputs.paths], installed });
    production.workdir(WORKDIR); // the folder exists already: otherwise WORKDIR would create it in a separate layer, with the date of the commit
    Object.entries(labels).forEach(([name, text]) => production.addLabel(name, text));
    this.addRuntime(production, this.baseImage, command, section => script.runRefresh(section, layersOptions));
    const [{ healthCheck, stopSignal }] = this.facts.processes;
    production.stopSignal(stopSignal);
    if (healthCheck === undefined) {
      production.noHealthCheck();
    } else {
      production.healthCheck(healthCheck, HEALTH_CHECK_TIMES);
    }
    return production;
  }

  /** How the application runs: its variables, its user, its port and its command. */
  private addRuntime(stage: Stage, image: BaseImage, command: string[], refresh?: (section: Section) => void): void {
    const { application } = this.facts;
    setApplication(stage, this.facts, this.files.installs);
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
      stage.entrypoint([]); // the image's entrypoint would get the command as its arguments
    }
    stage.cmd(command);
  }
}

function changesFiles({ keyword }: Instruction): boolean {
  return ['RUN', 'COPY', 'ADD'].includes(keyword);
}
