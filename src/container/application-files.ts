import { posix } from 'path';
import { ContainerFacts, WORKDIR } from './container-facts';
import { CopyOptions, Dockerfile, Stage } from '../dockerfile';
import { globFolder, isGlob } from '../dockerfile/context-path';
import { InstalledProject, LAYERS } from '../layers/layers-script';
import { BACKENDS, markBackends } from '../package-managers/build-backend';
import { PackageManager, ProjectPlace } from '../package-managers/package-manager';

/** Where projects are that are installed and not copied, and where they are installed. */
const PROJECT = '/project';
const INSTALLED = '/installed';
/** Whatever the checkout's modes are: everyone reads, only the owner writes. */
const READABLE: CopyOptions = { chmod: 'u=rwX,go=rX' };

/** A folder or a file of the project, and where it is in the development image. */
export interface LiveSource {
  /** Its path, relative to the project. */
  readonly source: string;
  readonly target: string;
}

/** The files of the application and of the libraries beside it: where they are copied to, and what is installed from them. */
export class ApplicationFiles {
  /** @param path where the project is in the build context */
  public constructor(private readonly facts: ContainerFacts, private readonly packageManager: PackageManager, private readonly path: string) {}

  /** The folders and files that the development image can see as they are on disk, and where. */
  public get liveSources(): LiveSource[] {
    return [...new Set([...this.facts.sources, ...this.facts.buildSources])].filter(source => !isGlob(source))
      .map(source => ({ source, target: destination(source) }))
      .concat((this.packageManager.devLibraries ?? []).map(library => ({ source: posix.join(posix.relative(this.path, '.'), library), target: posix.join(PROJECT, library) })));
  }

  /** What production leaves out of the code. A project that is installed has its modules without the folder that they are imported from. */
  public get withoutTests(): string[] {
    const { buildSources, sourceFolder, testExcludes } = this.facts;
    const modules = `${sourceFolder}/`;
    const installed = testExcludes.filter(pattern => buildSources.length && pattern.startsWith(modules));
    return [...testExcludes, ...installed.map(pattern => pattern.slice(modules.length))];
  }

  /** What the development image has beside them: tests, and what globs match. A glob is the source of the folder that it stands in. */
  public get copiedSources(): LiveSource[] {
    const { sources, testFiles } = this.facts;
    return [...new Set([...sources.filter(isGlob), ...testFiles])].map(source => ({ source, target: destination(source).replace(/\/$/, '') }));
  }

  /** Copies all that development sees, and installs it so that changes of the files count at once. It is the user's, so that `docker compose watch` can delete files. */
  public addToDev(dev: Stage): void {
    const { buildSources, sources, testFiles, uid, gid } = this.facts;
    const owned: CopyOptions = { ...READABLE, chown: `${uid}:${gid}` };
    this.copy(dev, [...new Set([...buildSources, ...sources, ...testFiles])], WORKDIR, owned);
    dev.workdir(WORKDIR); // COPY has made the folder, for the user
    const libraries = this.packageManager.devLibraries ?? [];
    this.copyLibraries(dev, libraries, owned);
    this.installProjects(dev, libraries, WORKDIR);
  }

  /**
   * The project as its build backend installs it: without its requirements, so that they stay as they are when the code changes.
   *
   * @param hasLibrary whether the stage `layers` has bytecode of the library that the build runs on
   */
  public addInstalled(dockerfile: Dockerfile, layers: Stage, hasLibrary: boolean): InstalledProject {
    const app = dockerfile.addStage('app', { fromStage: 'builder', description: 'is the project itself, as its build backend installs it.' });
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

  /** What builds the project is there before its code comes, and starts fast: a change of the code does not fetch or compile it again. */
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

  /** One COPY each: several sources of one COPY would lose their folders. */
  private copy(stage: Stage, sources: string[], folder: string, options = READABLE): void {
    sources.forEach(source => stage.copy([posix.join(this.path, source)], destination(source, folder), options));
  }

  private copyLibraries(stage: Stage, libraries: string[], options = READABLE): void {
    libraries.forEach(library => stage.copy([library], posix.join(PROJECT, library), options));
  }

  /** Whether something is installed beside the requirements. */
  public get installs(): boolean {
    return this.libraries.length > 0 || this.facts.buildSources.length > 0;
  }

  /**
   * @param own where the application's own project is, if it is there and has a build backend
   * @param where where to install; else changes of the files count at once
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

/** Where a path of the context is in the image: a glob's files go where the glob's folder is. */
export function destination(source: string, folder: string = WORKDIR): string {
  const path = posix.join(folder, isGlob(source) ? globFolder(source) : source);
  return isGlob(source) ? `${path}/` : path;
}
