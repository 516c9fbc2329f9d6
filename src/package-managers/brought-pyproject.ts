import { join } from 'path';
import { BackendModules, BackendSearch } from './backend-modules';
import { Selection } from './package-manager';
import { PyprojectBackend } from './pyproject-backend';
import { PyprojectParts } from './pyproject-parts';
import { requirementName } from './requirement';
import { TomlTable } from './toml-table';
import { refuseLogins } from '../access/logins';
import { PackageIndex } from '../access/package-index';
import { invalidOption } from '../dockerfile/invalid-option';

/** More is no range that anybody wrote, and takes long to read. */
const LONGEST_RANGE = 255;

/**
 * A pyproject.toml that people brought along.
 *
 * @see https://packaging.python.org/en/latest/specifications/pyproject-toml/
 */
export class BroughtPyproject {
  private readonly file: TomlTable;
  private readonly project: TomlTable;
  private readonly allGroups: TomlTable;
  private readonly uv: TomlTable;
  private readonly poetry: TomlTable;
  private readonly parts: PyprojectParts;
  private readonly backend: PyprojectBackend;
  private found?: BackendModules;

  /**
   * @param folder where it is
   * @param path what errors call it
   * @throws when the text is no TOML, or holds a password
   */
  public constructor(private readonly folder: string, private readonly text: string, private readonly path: string = 'pyproject.toml') {
    this.file = new TomlTable(path, this.parse(text));
    this.project = this.file.table('project');
    this.allGroups = this.file.table('dependency-groups');
    const tool = this.file.table('tool');
    this.uv = tool.table('uv');
    this.poetry = tool.table('poetry');
    this.parts = new PyprojectParts(this.project.table('optional-dependencies'), this.allGroups, this.project.isText('name') ? this.project.text('name') : undefined);
    this.backend = new PyprojectBackend(folder, path, this.file);
    for (const table of [this.project, this.allGroups, this.file.table('build-system'), this.uv, this.poetry]) {
      table.allTexts.forEach(({ path: place, text: value }) => refuseLogins(place, value));
    }
  }

  /** The name of the distribution. */
  public get name(): string | undefined {
    const name = this.project.text('name') ?? this.poetry.text('name');
    if (name !== undefined && !/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name)) {
      throw invalidOption(`${this.path} name`, name, 'a name has letters, digits and - _ . between them');
    }
    return name;
  }

  /** The versions of Python that it runs with, as a range: `>=3.12`. */
  public get requiresPython(): string | undefined {
    const dependencies = this.poetry.table('dependencies');
    const ofPoetry = dependencies.isText('python') ? dependencies.text('python') : dependencies.table('python').text('version');
    const range = this.project.text('requires-python') ?? ofPoetry;
    if (range !== undefined && range.length > LONGEST_RANGE) {
      throw invalidOption(`${this.path} requires-python`, range, `a range has ${LONGEST_RANGE} characters at most`);
    }
    return range;
  }

  /**
   * Whether a build backend can make a wheel of it. One that finds no module would fail: people with such a file install the requirements
   * alone, and run the modules from their folder.
   *
   * @throws when the file has programs, which are there only if the modules are installed
   */
  public get isInstallable(): boolean {
    const { problem } = this.modules;
    const hasPrograms = [this.project, this.poetry].some(table => ['scripts', 'gui-scripts', 'entry-points', 'plugins'].some(key => table.has(key)));
    if (this.isPackage && problem !== undefined && hasPrograms) {
      throw invalidOption(`${this.path} build-system`, this.name, `${problem}, so the programs of the file cannot be installed`,
        'Tell the build backend which modules there are, or take the programs away');
    }
    return this.isPackage && problem === undefined;
  }

  /** Whether it says that it is a package, although nothing of it can be installed. */
  public get isEmptyPackage(): boolean {
    return this.isPackage && !this.isInstallable;
  }

  /** The modules that its backend installs, as far as that is known: paths that are there. */
  public get modulePaths(): string[] {
    return this.modules.found;
  }

  /** What has to be there to build it, if that is known before its backend runs, and an index has it. */
  public get buildRequirements(): string[] | undefined {
    return this.backend.requirements;
  }

  /** The variable that gives its version to a build backend that would ask git, which no image has. */
  public get versionVariable(): string | undefined {
    return this.backend.versionVariable;
  }

  /** The files beside the modules that its backend reads: those that it names, and those that backends look for. */
  public get buildFiles(): string[] {
    return this.backend.files;
  }

  /** The requirements, if it names them itself. */
  public get requirements(): string[] | undefined {
    return this.project.texts('dependencies') ?? (this.file.has('project') && !this.isDynamic ? [] : undefined);
  }

  /** Whether the build backend takes the requirements from elsewhere. */
  public get isDynamic(): boolean {
    return this.project.texts('dynamic')?.includes('dependencies') ?? false;
  }

  /** Whether Poetry reads the requirements from its own table, be there none but Python. */
  public get hasPoetryTable(): boolean {
    return this.poetry.has('dependencies');
  }

  /** Whether there are requirements in Poetry's own table. */
  public get hasPoetryRequirements(): boolean {
    return this.poetry.table('dependencies').keys.some(name => name.toLowerCase() !== 'python');
  }

  /** The files from which setuptools or Hatch take the requirements. */
  public get dynamicFiles(): string[] {
    return this.isDynamic ? this.backend.requirementFiles : [];
  }

  /** What it requires together with these extras and groups, if it says so itself. */
  public requirementsWith({ extras, groups }: Selection): string[] {
    return [...this.requirements ?? [], ...extras.flatMap(extra => this.parts.ofExtra(extra)), ...groups.flatMap(group => this.parts.ofGroup(group))];
  }

  /** The same, and what Poetry's own table requires, by the places where they stand: `pyproject.toml:12`. */
  public requirementPlaces(selection: Selection): { readonly [place: string]: string } {
    const lines = this.text.split('\n');
    const place = (text: string, pattern: (line: string) => boolean) => [`${this.path}:${lines.findIndex(pattern) + 1}`, text];
    const ofPoetry = this.poetry.table('dependencies').keys.filter(name => name.toLowerCase() !== 'python');
    return Object.fromEntries([
      ...this.requirementsWith(selection).map(text => place(text, line => line.includes(text))),
      ...ofPoetry.map(name => place(name, line => line.replace(/^["']/, '').startsWith(name))),
    ]);
  }

  /** The extras and groups of its developers, beside those that are chosen and those that uv and Poetry take by themselves. */
  public developmentSelection({ extras, groups }: Selection): Selection {
    return {
      extras: [...extras, ...this.parts.developmentOf('extras', extras)],
      groups: [...groups, ...this.parts.developmentOf('groups', ['dev', ...groups])],
    };
  }

  /** What its extras and groups for developers require, without those that are chosen for production. */
  public developmentRequirements({ extras, groups }: Selection): string[] {
    return [
      ...this.parts.developmentOf('extras', extras).flatMap(extra => this.parts.ofExtra(extra)),
      ...this.parts.developmentOf('groups', groups).flatMap(group => this.parts.ofGroup(group)),
    ];
  }

  /** The packages that come from git repositories, in normal form. */
  public get gitPackages(): string[] {
    const sources = this.uv.table('sources');
    const fromGit = sources.keys.filter(name => sources.tables(name).some(source => source.has('git')));
    const poetry = this.poetryTables.filter(({ source }) => source.has('git')).map(({ name }) => name);
    const everything = { extras: this.project.table('optional-dependencies').keys, groups: this.allGroups.keys };
    const direct = this.requirementsWith(everything).filter(text => /@\s*git\+/.test(text));
    return [...new Set([...fromGit, ...poetry, ...direct].map(requirementName))].sort();
  }

  /** The names of its extras. */
  public get extras(): string[] {
    return [...new Set([...this.project.table('optional-dependencies').keys, ...this.poetry.table('extras').keys])];
  }

  /** The names of its groups of requirements. */
  public get groups(): string[] {
    return [...new Set([...this.allGroups.keys, ...this.poetry.table('group').keys, ...this.uv.has('dev-dependencies') ? ['dev'] : []])];
  }

  /** Whether it names an index for uv or Poetry. */
  public hasIndex({ name, url }: PackageIndex): boolean {
    const address = (text?: string) => text?.replace(/\/$/, '');
    return [...this.uv.tables('index'), ...this.poetry.tables('source')].some(index => index.text('name') === name && address(index.text('url')) === address(url));
  }

  /** The folders that are members of its uv workspace: paths and globs. */
  public get workspaceMembers(): string[] | undefined {
    return this.uv.table('workspace').texts('members');
  }

  /** The folders that are no members of it: paths and globs. */
  public get workspaceExcludes(): string[] {
    return this.uv.table('workspace').texts('exclude') ?? [];
  }

  /** The requirements that uv takes from paths. */
  public get pathSources(): { readonly name: string; readonly path: string }[] {
    const sources = this.uv.table('sources');
    return sources.keys.flatMap(name => sources.tables(name).flatMap(source => source.has('path') ? [{ name, path: source.text('path')! }] : []));
  }

  /** The names of requirements that come from folders or files: uv's, Poetry's, and those with an address. */
  public get localRequirements(): string[] {
    const sources = this.uv.table('sources');
    const uv = sources.keys.filter(name => sources.tables(name).some(source => source.has('path') || source.has('workspace')));
    const poetry = this.poetryTables.filter(({ source }) => source.has('path') || source.has('file')).map(({ name }) => name);
    const everything = { extras: this.project.table('optional-dependencies').keys, groups: this.allGroups.keys };
    return [...new Set([...uv, ...poetry, ...this.requirementsWith(everything).filter(text => /@\s*file:/.test(text)).map(requirementName)])];
  }

  private get isPackage(): boolean {
    const isPackage = this.uv.flag('package');
    return (this.file.has('build-system') || isPackage === true) && this.poetry.flag('package-mode') !== false && isPackage !== false;
  }

  private get modules(): BackendModules {
    return this.found ??= new BackendSearch(this.folder, this.file, this.name).modules;
  }

  /** What Poetry's own tables require, as far as there is more than a version. */
  private get poetryTables(): { readonly name: string; readonly source: TomlTable }[] {
    const groups = this.poetry.table('group');
    const ofGroups = groups.keys.map(name => groups.table(name).table('dependencies'));
    const tables = [this.poetry.table('dependencies'), this.poetry.table('dev-dependencies'), ...ofGroups];
    return tables.flatMap(table => table.keys.filter(name => !table.isText(name))
      .flatMap(name => table.tables(name).map(source => ({ name, source }))));
  }

  /** Most projects have no such file: the parser is loaded for those that have. Its types are an ES module's, which jsii cannot import. */
  private parse(text: string): { readonly [key: string]: unknown } {
    const problem = (allowed: string, fix?: string) => invalidOption(this.path, join(this.folder, 'pyproject.toml'), allowed, fix);
    if (text.startsWith('\uFEFF')) {
      throw problem('it starts with a byte order mark, which Python\'s own reader of TOML does not take', 'Save it as UTF-8 without one');
    }
    try {
      return require('smol-toml').parse(text); // eslint-disable-line @typescript-eslint/no-require-imports
    } catch (error) {
      throw problem(`it cannot be read: ${(error as Error).message.split('\n')[0]}`);
    }
  }
}
