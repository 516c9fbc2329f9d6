import { Project } from 'projen';
import { Access, NO_ACCESS } from '../access/access';
import { NetrcScript } from '../access/netrc';
import { Credential, indexSecrets, indexVariable, PackageIndex } from '../access/package-index';
import { Dockerfile, Mount, Stage } from '../dockerfile';
import { requiredIndexPackages } from './index-packages';
import {
  cacheOwner, gitPackages, installerCache, makeEnvironment, mountFiles, NO_WHEEL_COMMENT, PackageManager, PackageManagerOptions, ProjectPlace,
  PythonPackageManager, Selection, VENV,
} from './package-manager';
import { addPipIndexes, pipBackends, PipRun, pipProjectFlags, runPip } from './pip-tool';
import { LockPlan, WorkspacePlan } from './plans';
import { Pyproject } from './pyproject';
import { Requirement } from './requirement';
import { uvVenv } from './uv-tool';
import { invalidOption } from '../dockerfile/invalid-option';
import { shellWord } from '../dockerfile/quoting';
import { Tool, ToolLock, toolLockPath } from '../tools/tool-lock';

const HOME = '/poetry';
const PYTHON = `${HOME}/bin/python`;
/** Poetry's own git client supports neither GIT_SSH_COMMAND nor all of OpenSSH's settings. */
const SYSTEM_GIT = { POETRY_SYSTEM_GIT_CLIENT: 'true' };

/** Poetry: pyproject.toml, locked in poetry.lock. */
export class Poetry implements PackageManager {
  public readonly tools = [Tool.UV, Tool.POETRY];
  public readonly lockTool = Tool.POETRY;
  public readonly lock: LockPlan;
  public readonly workspace: WorkspacePlan;
  public readonly gitPackages: string[];
  public readonly existingRequirements?: { readonly [requirement: string]: string };

  public constructor(project: Project, private readonly options: PackageManagerOptions) {
    const { access: { indexes }, pythonVersion, pyproject } = options;
    this.gitPackages = gitPackages(options);
    this.existingRequirements = pyproject?.requirementPlaces(options.selection);
    if (pyproject?.sources.local.length) {
      throw invalidOption('pyproject.toml', pyproject.sources.local, 'Poetry cannot install the other requirements without these folders and files, so each change to them would install all requirements again',
        'Publish them to an index, or set packageManager to UV, which supports folders in [tool.uv.sources]');
    }
    ToolLock.addTo(project, Tool.POETRY);
    NetrcScript.addTo(project, indexes); // Poetry itself is installed by pip
    new Pyproject(project, PythonPackageManager.POETRY, options, {
      poetry: { 'package-mode': false, ...indexes.length ? { source: sources(indexes) } : {}, ...pyproject ? {} : packageSources(options) },
    });
    const environment = {
      variables: { POETRY_VIRTUALENVS_IN_PROJECT: 'true' },
      machine: options.access.ssh ? SYSTEM_GIT : {},
      secrets: Object.fromEntries(indexes.flatMap(index =>
        indexSecrets(index).map(([credential, secret]) => [poetryCredential(index, credential), secret]))),
    };
    this.lock = {
      inputs: ['pyproject.toml'],
      outputs: ['poetry.lock'],
      pythonVersion,
      environment,
      commands: [['poetry', 'lock']],
      upgradeCommands: [['poetry', 'lock', '--regenerate']],
      upgradePackageCommands: [['poetry', 'update', '--lock', '{package}']],
    };
    this.workspace = {
      pythonVersion,
      locks: this.lock.outputs,
      environment,
      commands: [uvVenv(pythonVersion), ['poetry', 'sync', ...pyproject?.isInstallable ? [] : ['--no-root'], ...selectionFlags(pyproject?.developmentSelection(options.selection) ?? options.selection)]],
    };
  }

  public addStages(dockerfile: Dockerfile): void {
    const stage = dockerfile.addStage('poetry', {
      fromStage: 'base',
      description: 'installs the requirements. It is installed from its own lock file, mounted where it is needed, and not part of any image.',
    });
    const { access } = this.options;
    access.configure(stage, 'install');
    addPipIndexes(stage, access);
    runPip(stage, access, {
      pip: ['pip', `--python=${PYTHON}`],
      python: PYTHON,
      before: `python -m venv --without-pip ${HOME}`,
      flags: ['--require-hashes', '--no-deps', '--only-binary=:all:', '--requirement=/tmp/poetry.txt'],
      mounts: [Mount.bind(toolLockPath(Tool.POETRY), '/tmp/poetry.txt')],
    });
  }

  public configure(stage: Stage): void {
    stage.addEnvironment('POETRY_NO_INTERACTION', '1');
    Object.entries(this.options.access.ssh ? SYSTEM_GIT : {}).forEach(([name, text]) => stage.addEnvironment(name, text));
    stage.addEnvironment('POETRY_VIRTUALENVS_CREATE', 'false');
  }

  public installRequirements(builder: Stage, selection: Selection, python: string): void {
    const { sdists } = this.options;
    if (sdists.length) {
      builder.addEnvironment('POETRY_INSTALLER_NO_BINARY', sdists.join(','));
    } else {
      builder.addEnvironment('POETRY_INSTALLER_ONLY_BINARY', ':all:');
    }
    this.install(builder, { ...selection, groups: [] }, [`--only=${['main', ...selection.groups].join(',')}`], python);
  }

  public installDevRequirements(dev: Stage, selection: Selection): void {
    this.install(dev, this.options.pyproject?.developmentSelection(selection) ?? selection);
  }

  /** Poetry can install a project only in its own folder; the pip that Poetry contains can install it elsewhere. */
  public installProjects(stage: Stage, paths: string[], where?: ProjectPlace): void {
    this.pipInstall(stage, where?.hasBackends ? NO_ACCESS : this.options.access, { flags: pipProjectFlags(paths, where) });
  }

  public get buildRequirements(): string[] | undefined {
    return this.options.pyproject?.buildRequirements;
  }

  public installBackends(stage: Stage, requirements: string[]): void {
    this.pipInstall(stage, this.options.access, pipBackends(requirements));
  }

  private pipInstall(stage: Stage, access: Access, install: Pick<PipRun, 'flags' | 'comment'>): void {
    const python = `${VENV}/bin/python`;
    addPipIndexes(stage, access);
    runPip(stage, access, { pip: ['pip', `--python=${python}`], python, ...install, cacheOwner: this.options.cacheName });
  }

  private mounts(isFirst: boolean): Mount[] {
    return [
      installerCache('pypoetry', cacheOwner(this.options, isFirst, this.gitPackages)),
      Mount.bind(HOME, HOME, { fromStage: 'poetry' }),
      Mount.bind(`${HOME}/bin/poetry`, '/usr/local/bin/poetry', { fromStage: 'poetry' }),
      ...this.options.access.installMounts(poetryCredential),
    ];
  }

  private install(stage: Stage, selection: Selection, flags: string[] = [], python?: string): void {
    const install = ['poetry', 'install', '--directory=/tmp', '--no-root', ...flags, ...selectionFlags(selection)];
    stage.runAll([...python === undefined ? [] : [makeEnvironment(python)], `VIRTUAL_ENV=${VENV} ${install.map(shellWord).join(' ')}`], {
      mounts: [...this.mounts(python !== undefined), ...mountFiles(...this.lock.inputs, ...this.lock.outputs)],
      comment: python && NO_WHEEL_COMMENT,
    });
  }
}

function selectionFlags({ extras, groups }: Selection): string[] {
  return [...extras.map(extra => `--extras=${extra}`), ...groups.length ? [`--with=${groups.join(',')}`] : []];
}

/** The indexes in Poetry's format: packages that one of them has are not taken from PyPI. */
function sources(indexes: PackageIndex[]): { name: string; url?: string; priority: string }[] {
  return [
    ...indexes.map(({ name, url, packages }) => ({ name, url, priority: packages ? 'explicit' : 'primary' })),
    ...indexes.some(({ isDefault }) => isDefault) ? [] : [{ name: 'PyPI', priority: indexes.every(({ packages }) => packages) ? 'primary' : 'supplemental' }],
  ];
}

/** The requirements that come from one index only, as tables in addition to the lists of requirements. */
function packageSources({ access, requirements, devRequirements }: PackageManagerOptions): { readonly [table: string]: unknown } {
  const names = (list: Requirement[]) => list.map(({ name }) => name);
  const found = requiredIndexPackages(access.indexes, [...names(requirements), ...names(devRequirements)]);
  const [own, dev] = [requirements, devRequirements].map(names)
    .map(list => Object.fromEntries(Object.entries(found).filter(([name]) => list.includes(name)).map(([name, source]) => [name, { source }])));
  return {
    ...Object.keys(own).length ? { dependencies: own } : {},
    ...Object.keys(dev).length ? { group: { dev: { dependencies: dev } } } : {},
  };
}

/** The variable in which Poetry looks for the credentials of a source. */
function poetryCredential(index: PackageIndex, credential: Credential): string {
  return `POETRY_HTTP_BASIC_${indexVariable(index)}_${credential}`;
}
