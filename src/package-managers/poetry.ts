import { readFileSync } from 'fs';
import { join } from 'path';
import { FileBase, Project } from 'projen';
import { Dockerfile, Mount, Stage } from '../dockerfile';
import { LockPlan, mountFiles, NO_WHEEL_HINT, PackageManager, VENV, WorkspacePlan } from './package-manager';
import { Pyproject, PyprojectOptions } from './pyproject';
import { UV, uvVenv } from './uv-tool';

const REQUIREMENTS = '.projen/poetry.txt';
const HOME = '/poetry';

/** What Poetry needs to know of a project. */
export interface PoetryOptions extends PyprojectOptions {
  /** The packages that are built from source, in normal form. */
  readonly sdists: string[];
}

/** Poetry: pyproject.toml, locked in poetry.lock. */
export class Poetry implements PackageManager {
  public readonly tools: { readonly [program: string]: string };
  public readonly lock: LockPlan = {
    inputs: ['pyproject.toml'],
    outputs: ['poetry.lock'],
    anyPython: false,
    commands: [['poetry', 'lock']],
    upgradeCommands: [['poetry', 'lock', '--regenerate']],
    upgradePackageCommands: [['poetry', 'update', '--lock', '{package}']],
  };
  public readonly workspace: WorkspacePlan;

  public constructor(project: Project, private readonly options: PoetryOptions) {
    const requirements = new PoetryRequirements(project);
    this.tools = { uv: UV, poetry: requirements.poetry };
    new Pyproject(project, options, { poetry: { 'package-mode': false } });
    this.workspace = {
      pythonVersion: options.pythonVersion,
      locks: this.lock.outputs,
      commands: [uvVenv(options.pythonVersion), ['poetry', 'sync', '--no-root']],
    };
  }

  public addStages(dockerfile: Dockerfile): void {
    const stage = dockerfile.addStage('poetry', {
      fromStage: 'base',
      description: 'is the installer, from a lock of its own: it is mounted where it is needed, and is in no image.',
    });
    stage.run(`python -m venv ${HOME}`);
    stage.run(`${HOME}/bin/pip install --require-hashes --no-deps --only-binary=:all: --requirement=/tmp/poetry.txt`, {
      mounts: [Mount.cache('/root/.cache/pip'), Mount.bind(REQUIREMENTS, '/tmp/poetry.txt')],
    });
  }

  public configure(builder: Stage): void {
    builder.addEnvironment('POETRY_NO_INTERACTION', '1');
    builder.addEnvironment('POETRY_VIRTUALENVS_CREATE', 'false');
    builder.addEnvironment('VIRTUAL_ENV', VENV);
    const { sdists } = this.options;
    if (sdists.length) {
      builder.addEnvironment('POETRY_INSTALLER_NO_BINARY', sdists.join(','));
    } else {
      builder.addEnvironment('POETRY_INSTALLER_ONLY_BINARY', ':all:');
    }
  }

  public installRequirements(builder: Stage): void {
    this.install(builder, '--only=main');
  }

  public installDevRequirements(dev: Stage): void {
    this.install(dev);
  }

  private install(stage: Stage, ...flags: string[]): void {
    stage.run([`${HOME}/bin/poetry install --directory=/tmp --no-root --compile`, ...flags].join(' '), {
      mounts: [
        Mount.cache('/root/.cache/pypoetry'),
        Mount.bind(HOME, HOME, { fromStage: 'poetry' }),
        ...mountFiles(...this.lock.inputs, ...this.lock.outputs),
      ],
      hint: NO_WHEEL_HINT,
    });
  }
}

/** Poetry's own lock: it is installed from this, and not from whatever is new today. */
class PoetryRequirements extends FileBase {
  private readonly text = readFileSync(join(__dirname, 'poetry.txt'), 'utf8');

  public constructor(project: Project) {
    super(project, REQUIREMENTS);
  }

  /** Poetry as a pinned requirement. */
  public get poetry(): string {
    return /^poetry==\S+/m.exec(this.text)![0];
  }

  protected synthesizeContent(): string {
    return `${this.marker ? `# ${this.marker}\n` : ''}${this.text}`;
  }
}
