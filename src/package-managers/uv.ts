import { posix } from 'path';
import { Project } from 'projen';
import { Dockerfile, Stage } from '../dockerfile';
import { joinBuildRequirements } from './build-backend';
import { requiredIndexPackages } from './index-packages';
import { LocalLibraries } from './local-libraries';
import {
  cacheOwner, gitPackages, mountFiles, NO_WHEEL_COMMENT, PackageManager, PackageManagerContext, PackageManagerOptions, ProjectPlace,
  PythonPackageManager, Selection, VENV,
} from './package-manager';
import { LockPlan, WorkspacePlan } from './plans';
import { distributionName, Pyproject } from './pyproject';
import { Requirement, requirementName } from './requirement';
import {
  addUvStage, configureUv, configureUvInstall, installBackendsWithUv, installProjectsWithUv, uvEnvironment, uvIndexSources, uvIndexTables, uvLock,
  uvMounts, uvVenv,
} from './uv-tool';
import { UvWorkspace } from './uv-workspace';
import { shellWord } from '../dockerfile/quoting';
import { Tool } from '../tools/tool-lock';

/** uv: pyproject.toml, locked in uv.lock; in a workspace, in the uv.lock that all its members share. */
export class Uv implements PackageManager {
  public readonly tools = [Tool.UV];
  public readonly lockFolder: string;
  public readonly workspace: WorkspacePlan;
  public readonly libraries: string[];
  public readonly devLibraries: string[];
  public readonly gitPackages: string[];
  public readonly existingRequirements?: { readonly [requirement: string]: string };
  public readonly buildRequirements?: string[];
  /** The flag that selects a project of the workspace. */
  private readonly packageFlags: string[];
  private readonly makesLock: boolean;
  /** The projects in folders that its pyproject.toml lists. */
  private readonly local?: LocalLibraries;

  public constructor(project: Project, private readonly options: PackageManagerOptions, private readonly uvWorkspace?: UvWorkspace) {
    const { access, pythonVersion, pyproject } = options;
    const name = pyproject?.name ?? distributionName(project.name);
    this.existingRequirements = pyproject?.requirementPlaces(options.selection);
    const texts = (requirements: Requirement[]) => requirements.map(({ text }) => text);
    const requirements = pyproject?.requirementsWith(options.selection) ?? texts(options.requirements);
    const devRequirements = pyproject?.requirementsWith({ ...options.selection, groups: pyproject.groups }) ?? texts(options.devRequirements);
    this.local = uvWorkspace || !pyproject ? undefined : new LocalLibraries(project.outdir, pyproject);
    const librariesOf = (required: string[]) => uvWorkspace?._librariesOf(required) ?? this.local?.of(required) ?? [];
    const devLibraries = librariesOf([...requirements, ...devRequirements]);
    const libraries = librariesOf(requirements);
    this.libraries = libraries.map(({ path }) => path).sort();
    this.devLibraries = devLibraries.map(({ path }) => path).sort();
    this.gitPackages = [...new Set([...gitPackages(options), ...devLibraries.flatMap(library => library.gitPackages)])].sort();
    const built = [...pyproject?.isInstallable ? [pyproject] : [], ...libraries];
    this.buildRequirements = joinBuildRequirements(built.map(({ buildRequirements }) => buildRequirements), requirementName);
    const names = [...options.requirements, ...options.devRequirements].map(requirement => requirement.name);
    const own = names.filter(library => devLibraries.some(other => other.name === library)).sort();
    const sources = {
      ...Object.fromEntries(own.map(library => [library, { workspace: true }])),
      ...uvWorkspace || pyproject ? {} : uvIndexSources(requiredIndexPackages(access.indexes, names)),
    };
    new Pyproject(project, PythonPackageManager.UV, options, {
      uv: {
        package: false,
        ...Object.keys(sources).length ? { sources } : {},
        ...uvWorkspace || access.indexes.length === 0 ? {} : { index: uvIndexTables(access.indexes) },
      },
    }, uvWorkspace !== undefined);
    const path = uvWorkspace?._path(project) ?? '.';
    this.makesLock = uvWorkspace?._add({ path, name, pythonVersion }) ?? true;
    this.lockFolder = posix.relative(path, '.') || '.';
    this.packageFlags = uvWorkspace ? [`--package=${name}`] : [];
    this.workspace = {
      pythonVersion,
      locks: [posix.join(this.lockFolder, 'uv.lock')],
      environment: uvEnvironment(access),
      // for a member of a workspace, uv would create the environment in the workspace
      commands: [uvVenv(pythonVersion), ['uv', 'sync', '--locked', '--active', ...this.packageFlags, ...pyproject?.isEmptyPackage ? ['--no-install-project'] : [], ...selectionFlags(this.withDevelopment(options.selection))]],
    };
  }

  /** In a workspace the first service makes the lock file for all. */
  public get lock(): LockPlan | undefined {
    const { access, pythonVersion } = this.options;
    const inputs = ['pyproject.toml', ...(this.local?.all ?? []).map(({ path }) => posix.join(path, 'pyproject.toml')).sort()];
    return this.makesLock ? this.uvWorkspace?._lock ?? uvLock(inputs, pythonVersion, uvEnvironment(access)) : undefined;
  }

  public addStages(dockerfile: Dockerfile, context: PackageManagerContext): void {
    addUvStage(dockerfile, context);
  }

  public configure(stage: Stage, context: PackageManagerContext): void {
    configureUv(stage, context);
  }

  public installRequirements(builder: Stage, selection: Selection): void {
    configureUvInstall(builder);
    builder.addEnvironment('UV_PROJECT_ENVIRONMENT', VENV);
    this.sync(builder, selection, true, ['--no-default-groups']);
  }

  public installDevRequirements(dev: Stage, selection: Selection): void {
    this.sync(dev, this.withDevelopment(selection), false);
  }

  public installBackends(stage: Stage, requirements: string[]): void {
    installBackendsWithUv(stage, this.options.access, this.options.cacheName, requirements);
  }

  public installProjects(stage: Stage, paths: string[], where?: ProjectPlace): void {
    installProjectsWithUv(stage, this.options.access, this.options.cacheName, paths, where);
  }

  private withDevelopment(selection: Selection): Selection {
    return this.options.pyproject?.developmentSelection(selection) ?? selection;
  }

  /** Packages from git repositories have no wheels either. */
  private get fromSource(): string[] {
    return [...new Set([...this.options.sdists, ...this.gitPackages])].sort();
  }

  private sync(stage: Stage, selection: Selection, isFirst: boolean, flags: string[] = []): void {
    // only lock:check has all folders that are needed to see whether a lock file is outdated
    const what = this.uvWorkspace ? ['--frozen', '--no-install-workspace']
      : this.local?.all.length ? ['--frozen', '--no-install-local'] : ['--locked', '--no-install-project'];
    const sync = [
      'uv', 'sync', '--project=/tmp', ...what,
      ...this.packageFlags, ...flags, ...selectionFlags(selection),
      '--no-build', ...this.fromSource.map(name => `--no-binary-package=${name}`),
    ];
    stage.run(sync.map(shellWord).join(' '), {
      mounts: [...uvMounts(this.options.access, cacheOwner(this.options, isFirst, this.gitPackages)), ...mountFiles('pyproject.toml', 'uv.lock')],
      comment: isFirst ? NO_WHEEL_COMMENT : undefined,
    });
  }
}

function selectionFlags({ extras, groups }: Selection): string[] {
  return [...extras.map(extra => `--extra=${extra}`), ...groups.map(group => `--group=${group}`)];
}
