import { Project } from 'projen';
import { Mount, Stage } from '../dockerfile';
import { LockPlan, mountLock, PackageManager, VENV, WorkspacePlan } from './package-manager';
import { normalizeName, parseRequirement, Requirement } from './requirement';
import { RequirementsFile } from './requirements-file';

/** Locks are made by uv: for every platform at once, where pip-tools sees only the one it runs on. */
const UV = 'uv==0.13.9';

/** What pip needs to know of a project. */
export interface PipOptions {
  readonly pythonVersion: string;
  readonly requirements: Requirement[];
  readonly devRequirements: Requirement[];
  /** The packages that are built from source. */
  readonly sdists: string[];
  /** The name of the container, which its files carry: `requirements.worker.in`. */
  readonly name?: string;
}

/** A file of requirements and the lock made from it. */
interface Locked {
  readonly input: string;
  readonly output: string;
}

/** pip: requirements.in, locked in requirements.txt, installed with its hashes. */
export class Pip implements PackageManager {
  /** Writes the requirements into files of the project. */
  public static forOptions(project: Project, options: PipOptions): Pip {
    const infix = options.name ? `.${options.name}` : '';
    const runtime = { input: `requirements${infix}.in`, output: `requirements${infix}.txt` };
    const dev = { input: `requirements-dev${infix}.in`, output: `requirements-dev${infix}.txt` };
    new RequirementsFile(project, runtime.input, [], options.requirements.map(requirement => requirement.text));
    // both locks are installed into one environment: they have to agree
    new RequirementsFile(project, dev.input, [`-c ${runtime.output}`], options.devRequirements.map(requirement => requirement.text));
    return new Pip(options, runtime, dev);
  }

  /** Takes the requirements from the files of a projen PythonProject. */
  public static forPythonProject(options: PipOptions): Pip {
    return new Pip(options,
      { input: 'requirements.txt', output: 'requirements.lock' },
      { input: 'requirements-dev.txt', output: 'requirements-dev.lock' },
    );
  }

  public readonly requirements: string[];
  private readonly sdists: string[];

  private constructor(private readonly options: PipOptions, private readonly runtime: Locked, private readonly dev: Locked) {
    this.requirements = options.requirements.map(requirement => requirement.name);
    this.sdists = [...new Set(options.sdists.map(name => normalizeName(parseRequirement('sdists', name).name)))].sort();
  }

  public get lock(): LockPlan {
    return {
      tool: UV,
      inputs: [this.runtime.input, this.dev.input],
      outputs: [this.runtime.output, this.dev.output],
      commands: [
        this.compile(this.runtime),
        this.compile(this.dev, ...this.dev.input.endsWith('.in') ? [] : [`--constraints=${this.runtime.output}`]),
      ],
      upgrade: '--upgrade',
      upgradePackage: '--upgrade-package=',
    };
  }

  public get workspace(): WorkspacePlan {
    return {
      tool: UV,
      pythonVersion: this.options.pythonVersion,
      commands: [
        ['uv', 'venv', '--quiet', '--clear', `--python=${this.options.pythonVersion}`, '.venv'],
        ['uv', 'pip', 'sync', '--python=.venv', '--require-hashes', this.runtime.output, this.dev.output],
      ],
    };
  }

  public installRequirements(stage: Stage): void {
    stage.addEnvironment('PIP_DISABLE_PIP_VERSION_CHECK', '1');
    stage.run(`python -m venv --without-pip ${VENV}`);
    this.install(stage, this.runtime.output);
  }

  public installDevRequirements(stage: Stage): void {
    this.install(stage, this.dev.output);
  }

  /** The command line stands in the lock's head, where Renovate and Dependabot read it. */
  private compile(files: Locked, ...more: string[]): string[] {
    return ['uv', 'pip', 'compile', '--universal', '--generate-hashes', `--python-version=${this.options.pythonVersion}`,
      ...more, `--output-file=${files.output}`, files.input];
  }

  private install(stage: Stage, lock: string): void {
    const fromSource = this.sdists.length ? ` --no-binary=${this.sdists.join(',')}` : '';
    stage.run(
      `pip --python ${VENV}/bin/python install --require-hashes --no-deps --only-binary=:all:${fromSource} --requirement /tmp/${lock}`,
      {
        mounts: [Mount.cache('/root/.cache/pip'), mountLock(lock)],
        hint: 'If a package has no wheel for this platform, name it in sdists, and the compiler it needs in buildPackages.',
      },
    );
  }
}
