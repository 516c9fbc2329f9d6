import { existsSync, readFileSync } from 'fs';
import { join, posix } from 'path';
import { STATIC_BACKENDS } from './build-backend';
import { parseRequirement, Requirement, requirementName } from './requirement';
import { TomlTable } from './toml-table';
import { globPattern, isPattern, pathLength } from '../dockerfile/context-path';
import { invalidOption } from '../dockerfile/invalid-option';
import { entriesOf, isFile } from '../files/entries';

/** @see https://packaging.python.org/en/latest/specifications/pyproject-toml/#license-files */
const DEFAULT_LICENSE_FILES = ['LICEN[CS]E*', 'COPYING*', 'NOTICE*', 'AUTHORS*'];

/** The build backends and plugins that read the version from git, and the variables that set it instead. */
const VERSION_VARIABLES = {
  'setuptools-scm': 'SETUPTOOLS_SCM_PRETEND_VERSION',
  'hatch-vcs': 'SETUPTOOLS_SCM_PRETEND_VERSION',
  'flit-scm': 'SETUPTOOLS_SCM_PRETEND_VERSION',
  'poetry-dynamic-versioning': 'POETRY_DYNAMIC_VERSIONING_BYPASS',
  'uv-dynamic-versioning': 'UV_DYNAMIC_VERSIONING_BYPASS',
};

/** The build backend of a pyproject.toml, and the files that it reads. */
export class PyprojectBackend {
  private readonly project: TomlTable;
  private readonly tool: TomlTable;
  private readonly poetry: TomlTable;

  public constructor(private readonly folder: string, private readonly path: string, private readonly file: TomlTable) {
    this.project = file.table('project');
    this.tool = file.table('tool');
    this.poetry = this.tool.table('poetry');
  }

  /** The build requirements of the project, if they are known before the backend runs, and are in an index. */
  public get requirements(): string[] | undefined {
    const system = this.file.table('build-system');
    const backend = STATIC_BACKENDS.get(system.has('build-backend') ? system.text('build-backend')! : 'setuptools.build_meta:__legacy__');
    const texts = system.texts('requires') ?? [];
    const requirements = texts.map(text => indexed(text));
    const own = requirements.find(requirement => requirement?.name === backend);
    if (!own || requirements.includes(undefined) || system.has('backend-path')) {
      return undefined;
    }
    if (backend === 'hatchling') {
      return this.configuresHatch ? undefined : texts;
    }
    // old versions need wheel
    const asksForMore = /[<~]|==/.test(own.text.replace(/;.*/, '')) && !requirements.some(requirement => requirement?.name === 'wheel');
    return backend === 'setuptools' && (asksForMore || this.hasSetupRequirements) ? undefined : texts;
  }

  /** Hooks and targets have their own requirements. */
  private get configuresHatch(): boolean {
    const keys = this.tool.table('hatch').allKeys;
    return existsSync(join(this.folder, 'hatch.toml')) || keys.some(key => /^(hooks|dependencies|require-runtime-.*)$/.test(key));
  }

  private get hasSetupRequirements(): boolean {
    return ['setup.py', 'setup.cfg'].map(name => join(this.folder, name))
      .some(file => isFile(file) && /setup_requires|setup-requires/.test(readFileSync(file, 'utf8')));
  }

  /** The files from which setuptools or Hatch read the requirements. */
  public get requirementFiles(): string[] {
    const { setuptools, hatch } = this.dynamicTables;
    return [...filesIn(setuptools.table('dependencies')), ...filesIn(hatch, 'files')];
  }

  private get dynamicTables(): { readonly setuptools: TomlTable; readonly hatch: TomlTable } {
    return {
      setuptools: this.tool.table('setuptools').table('dynamic'),
      hatch: this.tool.table('hatch').table('metadata').table('hooks').table('requirements_txt'),
    };
  }

  /** The variable that sets the version for a build backend that would otherwise read it from git, which is not in the image. */
  public get versionVariable(): string | undefined {
    const backend = (this.file.table('build-system').texts('requires') ?? []).map(requirementName);
    const isScm = this.tool.table('pdm').table('version').text('source') === 'scm';
    return isScm && backend.includes('pdm-backend') ? 'PDM_BUILD_SCM_VERSION'
      : Object.entries(VERSION_VARIABLES).find(([name]) => backend.includes(name))?.[1];
  }

  /** The files in addition to the modules that the backend reads: those that it lists, and those that backends look for. */
  public get files(): string[] {
    const readme = this.project.isText('readme') ? this.project.text('readme') : fileOf(this.project, 'readme');
    const named = [readme, fileOf(this.project, 'license')];
    const { setuptools, hatch } = this.dynamicTables;
    const dynamic = setuptools.keys.filter(key => !setuptools.isText(key) && key !== 'optional-dependencies').flatMap(key => filesIn(setuptools.table(key)));
    const poetry = this.poetry.isList('readme') ? this.poetry.texts('readme')! : [this.poetry.text('readme')];
    const files = (paths: (string | undefined)[]) => paths.filter(path => path !== undefined).map(path => posix.normalize(path))
      .filter(path => existsSync(join(this.folder, path)));
    return [...new Set([
      ...files(['pyproject.toml', 'setup.py', 'setup.cfg', 'MANIFEST.in', 'hatch_build.py', ...named, ...dynamic, ...filesIn(hatch, 'files')]),
      ...this.licenses.flatMap(pattern => this.matches(pattern)),
      ...files(poetry),
    ])];
  }

  private get licenses(): string[] {
    const key = 'license-files';
    const table = this.project.isList(key) ? undefined : this.project.table(key, 'a list of strings or a table');
    const patterns = table ? table.texts('paths') ?? table.texts('globs') ?? DEFAULT_LICENSE_FILES : this.project.texts(key)!;
    patterns.forEach(pattern => pathLength(`${this.path} project.${key}`, pattern));
    const unreadable = patterns.find(pattern => pattern.includes('\0') || !isPattern(posix.basename(pattern)));
    if (unreadable !== undefined) {
      throw invalidOption(`${this.path} project.${key}`, unreadable, 'its brackets are not closed, or stand around nothing');
    }
    return patterns;
  }

  /** The files that match a pattern. */
  private matches(path: string): string[] {
    const folder = posix.dirname(path);
    const pattern = globPattern(posix.basename(path));
    return entriesOf(join(this.folder, folder)).filter(({ name }) => pattern.test(name)).map(({ name }) => posix.join(folder, name)).sort();
  }
}

/** A requirement that comes from an index. */
function indexed(text: string): Requirement | undefined {
  try {
    return parseRequirement('build-system.requires', text);
  } catch {
    return undefined;
  }
}

/** The value of `file` in a table, which may be a string instead. */
function fileOf(table: TomlTable, key: string): string | undefined {
  return table.isText(key) ? undefined : table.table(key, 'a string or a table').text('file');
}

/** The paths in a table, as a string or a list. */
function filesIn(table: TomlTable, key: string = 'file'): string[] {
  const files = table.isList(key) ? table.texts(key)! : [table.text(key)];
  return files.filter(file => file !== undefined).map(file => posix.normalize(file));
}
