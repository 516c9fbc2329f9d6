import { posix } from 'path';
import { ContainerFacts, WORKDIR } from './container-facts';
import { CopyOptions, Dockerfile, Stage } from '../dockerfile';
import { globFolder, isGlob } from '../dockerfile/context-path';
import { InstalledProject, LAYERS } from '../layers/layers-script';
import { BACKENDS, markBackends } from '../package-managers/build-backend';
import { PackageManager, ProjectPlace, VENV } from '../package-managers/package-manager';

/** The folder of projects that are installed instead of copied, and the folder into which they are installed. */
const PROJECT = '/project';
const INSTALLED = '/installed';
/** Everyone can read, only the owner can write, regardless of the modes in the checkout. */
const READABLE: CopyOptions = { chmod: 'u=rwX,go=rX' };

/** A folder or a file of the project, and its path in the development image. */
export interface LiveSource {
  /** Its path, relative to the project. */
  readonly source: string;
  readonly target: string;
}

/** The files of the application and of its local libraries: where they are copied to, and what is installed from them. */
export class ApplicationFiles {
  /** @param path the path of the project in the build context */
  public constructor(private readonly facts: ContainerFacts, private readonly packageManager: PackageManager, private readonly path: string) {}

  /** The folders and files that are mounted into the development image, and where. */
  public get liveSources(): LiveSource[] {
    return [...new Set([...this.facts.sources, ...this.facts.buildSources])].filter(source => !isGlob(source))
      .map(source => ({ source, target: destination(source) }))
      .concat((this.packageManager.devLibraries ?? []).map(library => ({ source: posix.join(posix.relative(this.path, '.'), library), target: posix.join(PROJECT, library) })));
  }

  /** The files that are not part of the code in production. An installed project does not have the folder from which its modules are imported. */
  public get withoutTests(): string[] {
    const { buildSources, sourceFolder, testExcludes } = this.facts;
    const modules = `${sourceFolder}/`;
    const installed = testExcludes.filter(pattern => buildSources.length && pattern.startsWith(modules));
    return [...testExcludes, ...installed.map(pattern => pattern.slice(modules.length))];
  }

  /** What the development image contains in addition: tests, and the files that globs match. */
  public get copiedSources(): LiveSource[] {
    const { sources, testFiles } = this.facts;
    return [...new Set([...sources.filter(isGlob), ...testFiles])].map(source => ({ source, target: destination(source).replace(/\/$/, '') }));
  }

  /** Copies everything that development needs, and installs it in editable mode. The user owns it, so that `docker compose watch` can delete files. */
  public addToDev(dev: Stage): void {
    const { buildSources, sources, testFiles, uid, gid } = this.facts;
    const owned: CopyOptions = { ...READABLE, chown: `${uid}:${gid}` };
    this.copy(dev, [...new Set([...buildSources, ...sources, ...testFiles])], WORKDIR, owned);
    dev.workdir(WORKDIR); // COPY has created the folder for the user
    const libraries = this.packageManager.devLibraries ?? [];
    this.copyLibraries(dev, libraries, owned);
    this.installProjects(dev, libraries, WORKDIR);
  }

  /**
   * Adds a stage that installs the project with its build backend, without its requirements, so that they do not change with the code.
   *
   * @param hasLibrary whether the stage `layers` has bytecode of the standard library that the build uses
   */
  public addInstalled(dockerfile: Dockerfile, layers: Stage, hasLibrary: boolean): InstalledProject {
    const app = dockerfile.addStage('app', { fromStage: 'builder', description: 'builds the project with its build backend.' });
    const own = posix.join(PROJECT, this.path);
    const { buildRequirements } = this.packageManager;
    if (buildRequirements) {
      this.addBackends(app, buildRequirements, hasLibrary ? layers : undefined);
    }
    const where = { folder: INSTALLED, hasBackends: buildRequirements !== undefined };
    this.copyLibraries(app, this.libraries);
    this.installProjects(app, this.libraries, undefined, where);
    if (this.facts.buildSources.length) {
      this.copy(app, this.facts.buildSources, own);
      this.installProjects(app, [], own, where);
    }
    return { fromStage: app.name, folder: INSTALLED };
  }

  /** Installs the build backend, with bytecode, before the code is copied, so that a change of the code does not install it again. */
  private addBackends(app: Stage, requirements: string[], layers?: Stage): void {
    app.addEnvironment('PYTHONPATH', BACKENDS);
    this.packageManager.installBackends(app, requirements);
    markBackends(app);
    if (layers) {
      app.copy([`${LAYERS}/library/`], '/', { fromStage: layers.name });
    }
  }

  private get libraries(): string[] {
    return this.packageManager.libraries ?? [];
  }

  /** Copies paths of the project into the application's folder. */
  public copyProject(stage: Stage, paths: string[]): void {
    this.copy(stage, paths, WORKDIR);
  }

  /** Copies the installed project like in production: its modules into the application's folder, its programs and data into the virtual environment. */
  public copyInstalled(stage: Stage, { fromStage, folder }: InstalledProject): void {
    stage.copy([`${folder}/`], `${VENV}/`, { fromStage });
    stage.copy([`${folder}/lib/python${this.facts.pythonVersion}/site-packages/`], `${WORKDIR}/`, { fromStage });
  }

  /** One COPY for each source, because a COPY with several sources would lose their folders. */
  private copy(stage: Stage, sources: string[], folder: string, options = READABLE): void {
    sources.forEach(source => stage.copy([posix.join(this.path, source)], destination(source, folder), options));
  }

  private copyLibraries(stage: Stage, libraries: string[], options = READABLE): void {
    libraries.forEach(library => stage.copy([library], posix.join(PROJECT, library), options));
  }

  /** Whether projects are installed in addition to the requirements. */
  public get installs(): boolean {
    return this.libraries.length > 0 || this.facts.buildSources.length > 0;
  }

  /**
   * @param own the folder of the application's project, if it is copied and has a build backend
   * @param where where to install; editable if it is not given
   */
  private installProjects(stage: Stage, libraries: string[], own?: string, where?: ProjectPlace): void {
    const hasOwn = own !== undefined && this.facts.buildSources.length > 0;
    const paths = [...libraries.map(library => posix.join(PROJECT, library)), ...hasOwn ? [own] : []];
    const version = hasOwn ? this.facts.pyproject?.versionVariable : undefined;
    if (version !== undefined) {
      stage.addArgument(version, '0.0.0');
    }
    if (paths.length) {
      this.packageManager.installProjects(stage, paths, where);
    }
  }
}

/** The path in the image of a path of the build context: the files of a glob are copied into the glob's folder. */
export function destination(source: string, folder: string = WORKDIR): string {
  const path = posix.join(folder, isGlob(source) ? globFolder(source) : source);
  return isGlob(source) ? `${path}/` : path;
}
