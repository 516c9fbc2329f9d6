import { Project, python } from 'projen';
import { existingRequirements } from './existing-file';
import { Locked, lockedFile, PYPROJECT } from './locked-file';
import { PackageManager, PackageManagerContext, PackageManagerOptions, ProjectPlace, Selection } from './package-manager';
import { LockInstaller, lockInstaller, PipInstaller } from './pip-installer';
import { FileList, LockPlan, WorkspacePlan } from './plans';
import { requireIn } from './python-project';
import { requirementName, yieldTo } from './requirement';
import { uvEnvironment, uvIndexes, uvVenv } from './uv-tool';
import { NetrcScript } from '../access/netrc';
import { Dockerfile, Stage } from '../dockerfile';
import { invalidOption } from '../dockerfile/invalid-option';
import { mapAll } from '../projen-patches/configuration-error';
import { Tool } from '../tools/tool-lock';

/** The options of pip. */
export interface PipOptions extends PackageManagerOptions {
  readonly installer: PipInstaller;
  /** The name of the container, which is part of its file names: `requirements.worker.in`. */
  readonly name?: string;
}

/** pip: requirements.in, locked in requirements.txt, installed with its hashes. */
export class Pip implements PackageManager {
  /** Writes the requirements into files of the project, unless the user wrote them. */
  public static forOptions(project: Project, options: PipOptions): Pip {
    const infix = options.name ? `.${options.name}` : '';
    const [name, devName] = [`requirements${infix}`, `requirements-dev${infix}`];
    const more = { isNamed: options.name !== undefined, locks: [`${name}.txt`, `${devName}.txt`] };
    let runtime: Locked = { output: `${name}.txt` };
    const [, dev] = mapAll(['requirements', 'devRequirements'] as const, (option) => {
      if (option === 'requirements') {
        return runtime = lockedFile(project, options, { option, name, head: [], ...more });
      }
      // both lock files are installed into one environment, so they must agree
      const devRequirements = yieldTo(existingNames(project, options, runtime), options.devRequirements);
      return lockedFile(project, { ...options, devRequirements }, { option, name: devName, head: [`-c ${runtime.output}`], ...more });
    });
    return new Pip(project, options, runtime, dev);
  }

  /** Reads the requirements from the files of a projen PythonProject. */
  public static forPythonProject(project: python.PythonProject, options: PipOptions): Pip {
    if (!project.tryFindFile('requirements.txt')) {
      throw invalidOption('packageManager', 'pip', 'the PythonProject has no requirements.txt, because it does not use pip',
        'Set packageManager to what it uses');
    }
    requireIn(project, options.requirements);
    return new Pip(project, options,
      { input: 'requirements.txt', output: 'requirements.lock' },
      { input: 'requirements-dev.txt', output: 'requirements-dev.lock', flags: ['--constraints=requirements.lock'] },
    );
  }

  /** uv makes the lock files, for all platforms at once; pip-tools only supports the platform on which it runs. */
  public readonly tools = [Tool.UV];
  public readonly lockTool?: Tool;
  /** There are none, because the lock file could not contain their hash. */
  public readonly gitPackages = [];
  private readonly installer: LockInstaller;

  private constructor(
    project: Project,
    private readonly options: PipOptions,
    private readonly runtime: Locked,
    private readonly dev: Locked,
  ) {
    if (runtime.input !== PYPROJECT) {
      this.checkSelection(options.selection, `the requirements come from ${runtime.input ?? runtime.output}`);
    } else if (options.pyproject!.sources.local.length) {
      throw invalidOption(PYPROJECT, options.pyproject!.sources.local, 'folders and files have no hash for pip\'s lock file', 'Set packageManager to UV');
    } else if (options.pyproject!.sources.git.length) {
      throw invalidOption(PYPROJECT, options.pyproject!.sources.git, 'git dependencies have no hash that pip\'s lock could hold',
        'Set packageManager to UV or POETRY, whose locks hold the commit');
    }
    const single = options.access.indexes.find(({ packages }) => packages);
    if (single) {
      throw invalidOption(`indexes ${single.name} packages`, single.packages, 'pip searches every index for every package', 'Set packageManager to UV or POETRY, which support an index for single packages');
    }
    if (options.access.ssh) {
      throw invalidOption('ssh', true, 'git dependencies have no hash that pip\'s lock could hold',
        'Set packageManager to UV or POETRY, whose locks hold the commit');
    }
    this.installer = lockInstaller(options.installer, options);
    if (options.installer === PipInstaller.PIP) {
      NetrcScript.addTo(project, options.access.indexes);
    }
    this.lockTool = options.installer === PipInstaller.PIP ? Tool.UV : undefined;
  }

  public get lock(): LockPlan | undefined {
    const locked = [this.runtime, this.dev].filter((files): files is Locked & { input: string } => files.input !== undefined);
    const commands = (...more: string[]) => locked.map(files => this.compile(files, more));
    return locked.length === 0 ? undefined : {
      // a lock file that the user wrote is an input of the other one
      inputs: [...new Set([
        ...locked.flatMap(({ input, included = [] }) => [input, ...included]),
        ...this.runtime.input ? [] : [this.runtime.output],
      ])],
      outputs: locked.map(({ output }) => output),
      environment: uvEnvironment(this.options.access, uvIndexes(this.options.access)),
      commands: commands(),
      upgradeCommands: commands('--upgrade'),
      upgradePackageCommands: commands('--upgrade-package={package}'),
      fileList: this.fileList,
    };
  }

  public get existingRequirements(): { readonly [requirement: string]: string } | undefined {
    return this.runtime.existing;
  }

  public get workspace(): WorkspacePlan {
    const locks = [this.runtime.output, this.dev.output];
    return {
      pythonVersion: this.options.pythonVersion,
      locks,
      environment: uvEnvironment(this.options.access, uvIndexes(this.options.access)),
      commands: [
        uvVenv(this.options.pythonVersion),
        ['uv', 'pip', 'sync', '--python=.venv', '--require-hashes', ...this.buildFlags, ...locks],
        ...this.options.pyproject?.isInstallable ? [['uv', 'pip', 'install', '--python=.venv', '--no-deps', '--editable=.']] : [],
      ],
    };
  }

  public addStages(dockerfile: Dockerfile, context: PackageManagerContext): void {
    this.installer.addStages(dockerfile, context);
  }

  public configure(stage: Stage, context: PackageManagerContext): void {
    this.installer.configure(stage, context);
  }

  public installRequirements(builder: Stage, selection: Selection, interpreter: string): void {
    if (JSON.stringify(selection) !== JSON.stringify(this.options.selection)) {
      this.checkSelection(selection, 'pip\'s lock file contains those of the first container');
    }
    this.installer.configureInstall(builder);
    this.installer.install(builder, this.runtime.output, this.buildFlags, interpreter);
  }

  public installDevRequirements(dev: Stage): void {
    this.installer.install(dev, this.dev.output, this.buildFlags);
  }

  public get buildRequirements(): string[] | undefined {
    return this.options.pyproject?.buildRequirements;
  }

  public installBackends(stage: Stage, requirements: string[]): void {
    this.installer.installBackends(stage, requirements);
  }

  public installProjects(stage: Stage, paths: string[], where?: ProjectPlace): void {
    this.installer.installProjects(stage, paths, where);
  }

  /** requirements.txt has hashes, but no file names: uv runs a second time, from its cache. */
  private get fileList(): FileList {
    const { pythonVersion, sdists } = this.options;
    const output = 'pylock.toml';
    const locks = [this.runtime.output, this.dev.output];
    return {
      output,
      pythonVersion,
      sdists,
      command: ['uv', 'pip', 'compile', '--quiet', '--universal', '--no-deps', `--python-version=${pythonVersion}`, `--output-file=${output}`, ...locks],
    };
  }

  /** @throws when extras or groups are set but not available, for this reason */
  private checkSelection({ extras, groups }: Selection, reason: string): void {
    for (const [option, names] of Object.entries({ extras, groups })) {
      if (names.length) {
        throw invalidOption(option, names, `${reason}, and not from a pyproject.toml that defines them`, `Remove ${option}`);
      }
    }
  }

  private get buildFlags(): string[] {
    return ['--only-binary=:all:', ...this.options.sdists.map(name => `--no-binary=${name}`)];
  }

  /** The command line is written at the top of the lock file, where Renovate and Dependabot read it. */
  private compile({ input, output, flags }: Locked, more: string[]): string[] {
    return [
      'uv', 'pip', 'compile', '--universal', '--generate-hashes', `--python-version=${this.options.pythonVersion}`, ...more,
      ...flags ?? [], `--output-file=${output}`, ...input === undefined ? [] : [input],
    ];
  }
}

/** The names of the requirements that the user wrote: they replace the default development requirements. */
function existingNames(project: Project, { pyproject }: PipOptions, { input, output, included = [] }: Locked): string[] {
  if (input === PYPROJECT) {
    return pyproject!.requirements!.map(requirementName);
  }
  const lines = [input ?? output, ...included].flatMap(file => existingRequirements(project, file)?.split('\n') ?? []);
  return lines.filter(line => /^[A-Za-z0-9]/.test(line)).map(requirementName);
}
