import { existsSync } from 'fs';
import { join, posix } from 'path';
import { normalizeName } from './requirement';
import { TomlTable } from './toml-table';
import { globFolder, isGlob } from '../dockerfile/context-path';
import { entriesOf } from '../files/entries';

/** The modules that a build backend would install. */
export interface BackendModules {
  /** Modules that it lists or looks for, and that exist: paths of the project. */
  readonly found: string[];
  /** The reason why it would certainly fail: it finds no module. */
  readonly problem?: string;
}

const UNKNOWN: BackendModules = { found: [] };

/** The modules that a build backend installs, as far as they are known without running it. */
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
    switch (system.text('build-backend')) {
      case 'poetry.core.masonry.api': return this.ofPoetry();
      case 'hatchling.build': return this.ofHatch();
      case 'flit_core.buildapi': return this.ofFlit();
      case 'uv_build': return this.ofUv();
      default: return UNKNOWN; // setuptools makes a wheel of what there is, be it nothing
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
      problem: missing === undefined ? undefined : `poetry-core installs ${missing}, which [tool.poetry] packages lists, but it does not exist`,
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

  /** The name of the distribution as the name of a module: as it is written, and normalized. */
  private get names(): string[] {
    return this.name === undefined ? [] : [...new Set([this.name, normalizeName(this.name)].map(name => name.replace(/[^\w.]+/g, '_')))];
  }

  /**
   * @param places the places where it looks, for messages
   * @param paths the paths that it would install
   */
  private lookFor(backend: string, places: string[], paths: string[]): BackendModules {
    const found = [...new Set(paths)].filter(path => this.has(path));
    return found.length || !places.length ? { found } : { found, problem: `${backend} looks for ${places.map(place => `${place}/`).join(' and ')}, and finds nothing` };
  }

  private existing(paths: string[]): string[] {
    return [...new Set(paths.map(path => posix.normalize(isGlob(path) ? globFolder(path) : path)))]
      .filter(path => path !== '.' && !path.startsWith('..') && !path.startsWith('/') && this.has(path));
  }

  private has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  private folders(path: string): string[] {
    return entriesOf(join(this.folder, path)).filter(entry => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name).sort();
  }
}
