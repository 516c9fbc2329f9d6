import { existsSync, readdirSync, readFileSync } from 'fs';
import { join, posix } from 'path';
import { normalizeName } from './requirement';
import { TomlTable } from './toml-table';
import { globFolder, isGlob } from '../dockerfile/context-path';

/** What a build backend would install. */
export interface BackendModules {
  /** Modules that it names or looks for, and that are there: paths of the project. */
  readonly found: string[];
  /** Why it would fail, if that is certain: it finds no module, or cannot tell which one is meant. */
  readonly problem?: string;
}

const UNKNOWN: BackendModules = { found: [] };

/** What setuptools does not take for packages: https://github.com/pypa/setuptools/blob/main/setuptools/discovery.py */
const NO_PACKAGES = ('ci bin debian doc docs documentation manpages news newsfragments changelog test tests unit_test unit_tests example examples scripts '
  + 'tools util utils python build benchmark benchmarks exercise exercises htmlcov tasks fabfile site_scons').split(' ');

/** The modules that a build backend installs, as far as that can be told without running it. */
export class BackendSearch {
  private readonly tool: TomlTable;

  /**
   * @param folder where the project is
   * @param name the name of the distribution
   */
  public constructor(private readonly folder: string, private readonly file: TomlTable, private readonly name?: string) {
    this.tool = file.table('tool');
  }

  public get modules(): BackendModules {
    const system = this.file.table('build-system');
    switch (system.has('build-backend') ? system.text('build-backend') : 'setuptools.build_meta:__legacy__') {
      case 'poetry.core.masonry.api': return this.ofPoetry();
      case 'hatchling.build': return this.ofHatch();
      case 'flit_core.buildapi': return this.ofFlit();
      case 'uv_build': return this.ofUv();
      case 'setuptools.build_meta': case 'setuptools.build_meta:__legacy__': return this.ofSetuptools();
      default: return UNKNOWN;
    }
  }

  /** @see https://python-poetry.org/docs/pyproject/#packages */
  private ofPoetry(): BackendModules {
    const poetry = this.tool.table('poetry');
    const packages = poetry.tables('packages');
    if (!packages.length) {
      const places = this.names.slice(-1).flatMap(name => [name, `src/${name}`]);
      return this.lookFor('poetry-core', places, [...places, ...places.map(place => `${place}.py`)]);
    }
    const paths = packages.map(table => posix.normalize(posix.join(table.text('from') ?? '.', table.text('include') ?? '.')));
    const missing = paths.find(path => !isGlob(path) && !this.has(path));
    return {
      found: this.existing(paths),
      problem: missing === undefined ? undefined : `poetry-core installs ${missing}, which [tool.poetry] packages names, and it is not there`,
    };
  }

  /** @see https://hatch.pypa.io/latest/plugins/builder/wheel/#default-file-selection */
  private ofHatch(): BackendModules {
    const build = this.tool.table('hatch').table('build');
    const wheel = build.table('targets').table('wheel');
    if (build.keys.length || existsSync(join(this.folder, 'hatch.toml'))) {
      return { found: this.existing([build, wheel].flatMap(table => [...table.texts('packages') ?? [], ...table.texts('only-include') ?? []])) };
    }
    const folders = this.names.flatMap(name => ['.', ...this.folders('.')].map(root => posix.join(root, name)));
    const found = [...folders.filter(folder => this.has(`${folder}/__init__.py`)), ...this.names.map(name => `${name}.py`)];
    return this.lookFor('hatchling', this.names.flatMap(name => [name, `src/${name}`]), found);
  }

  /** @see https://flit.pypa.io/en/stable/pyproject_toml.html */
  private ofFlit(): BackendModules {
    const flit = this.tool.table('flit');
    const name = flit.table('module').text('name') ?? this.name?.replace(/-/g, '_');
    const places = name === undefined || flit.has('metadata') ? [] : [name, `src/${name}`].map(place => place.replace(/\./g, '/'));
    return this.lookFor('flit-core', places, [...places, ...places.map(place => `${place}.py`)]);
  }

  /** @see https://docs.astral.sh/uv/concepts/build-backend/ */
  private ofUv(): BackendModules {
    const backend = this.tool.table('uv').table('build-backend');
    const names = backend.isList('module-name') ? backend.texts('module-name')! : [backend.text('module-name') ?? this.names.pop()];
    const folders = names.flatMap(name => name === undefined ? [] : [posix.join(backend.text('module-root') ?? 'src', name.replace(/\./g, '/'))]);
    return backend.flag('namespace') ? UNKNOWN : this.lookFor('uv_build', folders, folders.filter(folder => this.has(`${folder}/__init__.py`)));
  }

  /** @see https://setuptools.pypa.io/en/latest/userguide/package_discovery.html */
  private ofSetuptools(): BackendModules {
    const setuptools = this.tool.table('setuptools');
    const isSaid = this.file.table('project').has('scripts') // then it is meant to be installed: from what is copied, which may be less than is here
      || setuptools.has('packages') || setuptools.has('py-modules') || setuptools.has('package-dir') || this.has('setup.py')
      || this.has('setup.cfg') && /^\s*(packages|py_modules)\b/m.test(readFileSync(join(this.folder, 'setup.cfg'), 'utf8'));
    const packages = this.folders('.').filter(name => /^[A-Za-z_]\w*$/.test(name) && !name.startsWith('_') && !NO_PACKAGES.includes(name));
    return isSaid || this.has('src') || packages.length < 2 ? UNKNOWN
      : { found: [], problem: `setuptools finds ${packages.slice(0, 5).join(', ')} beside each other, and does not guess which of them are packages` };
  }

  /** The name of the distribution as that of a module: as it is written, and in normal form. */
  private get names(): string[] {
    return this.name === undefined ? [] : [...new Set([this.name, normalizeName(this.name)].map(name => name.replace(/[^\w.]+/g, '_')))];
  }

  /**
   * @param places where it looks, as people are told
   * @param paths what it would take
   */
  private lookFor(backend: string, places: string[], paths: string[]): BackendModules {
    const found = [...new Set(paths)].filter(path => this.has(path));
    return found.length || !places.length ? { found } : { found, problem: `${backend} looks for ${places.map(place => `${place}/`).join(' and ')}, and finds nothing there` };
  }

  private existing(paths: string[]): string[] {
    return [...new Set(paths.map(path => posix.normalize(isGlob(path) ? globFolder(path) : path)))]
      .filter(path => path !== '.' && !path.startsWith('..') && !path.startsWith('/') && this.has(path));
  }

  private has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  private folders(path: string): string[] {
    const entries = existsSync(join(this.folder, path)) ? readdirSync(join(this.folder, path), { withFileTypes: true }) : [];
    return entries.filter(entry => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name).sort();
  }
}
