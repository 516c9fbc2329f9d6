import { requirementName } from './requirement';
import { TomlTable } from './toml-table';
import type { PackageIndex } from '../access/package-index';

/** Where the requirements of a pyproject.toml come from, if it is not PyPI: git repositories, folders, files and indexes. */
export class PyprojectSources {
  /** @param requirements all requirements of the file, with those of its extras and groups */
  public constructor(private readonly uv: TomlTable, private readonly poetry: TomlTable, private readonly requirements: () => string[]) {}

  /** The normalized names of the packages that come from git repositories. */
  public get git(): string[] {
    const sources = this.uv.table('sources');
    const fromGit = sources.keys.filter(name => sources.tables(name).some(source => source.has('git')));
    const poetry = this.poetryTables.filter(({ source }) => source.has('git')).map(({ name }) => name);
    const direct = this.requirements().filter(text => /@\s*git\+/.test(text));
    return [...new Set([...fromGit, ...poetry, ...direct].map(requirementName))].sort();
  }

  /** The requirements that uv installs from paths. */
  public get paths(): { readonly name: string; readonly path: string }[] {
    const sources = this.uv.table('sources');
    return sources.keys.flatMap(name => sources.tables(name).flatMap(source => source.has('path') ? [{ name, path: source.text('path')! }] : []));
  }

  /** The names of requirements that come from folders or files: uv's, Poetry's, and those with a URL. */
  public get local(): string[] {
    const sources = this.uv.table('sources');
    const uv = sources.keys.filter(name => sources.tables(name).some(source => source.has('path') || source.has('workspace')));
    const poetry = this.poetryTables.filter(({ source }) => source.has('path') || source.has('file')).map(({ name }) => name);
    return [...new Set([...uv, ...poetry, ...this.requirements().filter(text => /@\s*file:/.test(text)).map(requirementName)])];
  }

  /** Whether it defines an index for uv or Poetry. */
  public hasIndex(index: PackageIndex): boolean {
    return this.tablesOf(index).length > 0;
  }

  /** Whether an index in it is used only for packages that refer to it. */
  public isExplicit(index: PackageIndex): boolean {
    return this.tablesOf(index).every(table => table.flag('explicit') === true || table.text('priority') === 'explicit');
  }

  private tablesOf({ name, url }: PackageIndex): TomlTable[] {
    const address = (text?: string) => text?.replace(/\/$/, '');
    return [...this.uv.tables('index'), ...this.poetry.tables('source')].filter(index => index.text('name') === name && address(index.text('url')) === address(url));
  }

  /** The requirements in Poetry's own tables that have more than a version. */
  private get poetryTables(): { readonly name: string; readonly source: TomlTable }[] {
    const groups = this.poetry.table('group');
    const ofGroups = groups.keys.map(name => groups.table(name).table('dependencies'));
    const tables = [this.poetry.table('dependencies'), this.poetry.table('dev-dependencies'), ...ofGroups];
    return tables.flatMap(table => table.keys.filter(name => !table.isText(name))
      .flatMap(name => table.tables(name).map(source => ({ name, source }))));
  }
}
