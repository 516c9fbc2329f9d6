import { Project } from 'projen';
import { Dockerfile, Stage } from '../dockerfile';
import { LockPlan, mountFiles, NO_WHEEL_HINT, PackageManager, PackageManagerContext, VENV, WorkspacePlan } from './package-manager';
import { Pyproject, PyprojectOptions } from './pyproject';
import { addUvStage, configureUv, removeUvLock, UV, uvMounts, uvVenv } from './uv-tool';

/** What uv needs to know of a project. */
export interface UvOptions extends PyprojectOptions {
  /** The packages that are built from source, in normal form. */
  readonly sdists: string[];
}

/** uv: pyproject.toml, locked in uv.lock. */
export class Uv implements PackageManager {
  public readonly tools = { uv: UV };
  public readonly lock: LockPlan = {
    inputs: ['pyproject.toml'],
    outputs: ['uv.lock'],
    anyPython: false,
    commands: [['uv', 'lock']],
    upgradeCommands: [['uv', 'lock', '--upgrade']],
    upgradePackageCommands: [['uv', 'lock', '--upgrade-package={package}']],
  };
  public readonly workspace: WorkspacePlan;

  public constructor(project: Project, private readonly options: UvOptions) {
    new Pyproject(project, options, { uv: { package: false } });
    this.workspace = {
      pythonVersion: options.pythonVersion,
      locks: this.lock.outputs,
      commands: [uvVenv(options.pythonVersion), ['uv', 'sync', '--locked', '--no-install-project']],
    };
  }

  public addStages(dockerfile: Dockerfile, context: PackageManagerContext): void {
    addUvStage(dockerfile, context);
  }

  public configure(builder: Stage, context: PackageManagerContext): void {
    configureUv(builder, context);
    builder.addEnvironment('UV_PROJECT_ENVIRONMENT', VENV);
  }

  public installRequirements(builder: Stage): void {
    this.sync(builder, '--no-dev');
    removeUvLock(builder);
  }

  public installDevRequirements(dev: Stage): void {
    this.sync(dev);
  }

  private sync(stage: Stage, ...flags: string[]): void {
    const sync = ['uv sync --project=/tmp --locked --no-install-project', ...flags, '--no-build', ...this.options.sdists.map(name => `--no-binary-package=${name}`)];
    stage.run(sync.join(' '), {
      mounts: [...uvMounts(), ...mountFiles(...this.lock.inputs, ...this.lock.outputs)],
      hint: NO_WHEEL_HINT,
    });
  }
}
