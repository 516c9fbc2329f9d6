import { Project } from 'projen';
import { Dockerfile, Stage } from '../dockerfile';
import {
  LockPlan, mountFiles, NO_WHEEL_HINT, PackageManager, PackageManagerContext, PackageManagerOptions, Selection, VENV, WorkspacePlan,
} from './package-manager';
import { Pyproject } from './pyproject';
import { addUvStage, configureUv, configureUvInstall, installProjectsWithUv, removeUvLock, UV, uvEnvironment, uvMounts, uvVenv } from './uv-tool';

/** uv: pyproject.toml, locked in uv.lock. */
export class Uv implements PackageManager {
  public readonly tools = { uv: UV };
  public readonly lock: LockPlan;
  public readonly workspace: WorkspacePlan;

  public constructor(project: Project, private readonly options: PackageManagerOptions) {
    const { access, pythonVersion } = options;
    const index = access.indexes.map(({ name, url, isDefault }) => ({ name, url, ...isDefault ? { default: true } : {} }));
    new Pyproject(project, options, { uv: { package: false, ...index.length ? { index } : {} } });
    const environment = uvEnvironment(access);
    this.lock = {
      inputs: ['pyproject.toml'],
      outputs: ['uv.lock'],
      pythonVersion,
      environment,
      commands: [['uv', 'lock']],
      upgradeCommands: [['uv', 'lock', '--upgrade']],
      upgradePackageCommands: [['uv', 'lock', '--upgrade-package={package}']],
    };
    this.workspace = {
      pythonVersion,
      locks: this.lock.outputs,
      environment,
      commands: [uvVenv(pythonVersion), ['uv', 'sync', '--locked', ...selectionFlags(options.selection)]],
    };
  }

  public addStages(dockerfile: Dockerfile, context: PackageManagerContext): void {
    addUvStage(dockerfile, context);
  }

  public configure(stage: Stage, context: PackageManagerContext): void {
    configureUv(stage, context);
  }

  public runLock(resolver: Stage, command: string): void {
    resolver.run(command, { mounts: uvMounts(this.options.access) });
  }

  public installRequirements(builder: Stage, selection: Selection): void {
    configureUvInstall(builder);
    builder.addEnvironment('UV_PROJECT_ENVIRONMENT', VENV);
    this.sync(builder, selection, '--no-dev');
    removeUvLock(builder);
  }

  public installDevRequirements(dev: Stage, selection: Selection): void {
    this.sync(dev, selection);
  }

  public installProjects(stage: Stage, paths: string[], folder?: string): void {
    installProjectsWithUv(stage, this.options.access, paths, folder);
  }

  /** What comes from git repositories has no wheel either. */
  private get fromSource(): string[] {
    const { requirements, devRequirements, pyproject, sdists } = this.options;
    const git = [...requirements, ...devRequirements].filter(({ isGit }) => isGit).map(({ name }) => name);
    return [...new Set([...sdists, ...pyproject?.gitPackages ?? git])].sort();
  }

  private sync(stage: Stage, selection: Selection, ...flags: string[]): void {
    const sync = [
      'uv sync --project=/tmp --locked --no-install-project', ...flags, ...selectionFlags(selection),
      '--no-build', ...this.fromSource.map(name => `--no-binary-package=${name}`),
    ];
    stage.run(sync.join(' '), {
      mounts: [...uvMounts(this.options.access), ...mountFiles(...this.lock.inputs, ...this.lock.outputs)],
      hint: NO_WHEEL_HINT,
    });
  }
}

function selectionFlags({ extras, groups }: Selection): string[] {
  return [...extras.map(extra => `--extra=${extra}`), ...groups.map(group => `--group=${group}`)];
}
