import { join } from 'path';
import { BackendModules, BackendSearch } from './backend-modules';
import { Selection } from './package-manager';
import { PyprojectBackend } from './pyproject-backend';
import { PyprojectParts } from './pyproject-parts';
import { PyprojectSources } from './pyproject-sources';
import { TomlTable } from './toml-table';
import { refuseLogins } from '../access/logins';
import { invalidOption } from '../dockerfile/invalid-option';
import { parseToml } from '../files/toml';

/** Longer ranges would take too long to parse. */
const LONGEST_RANGE = 255;

/**
 * A pyproject.toml that the user wrote.
 *
 * @see https://packaging.python.org/en/latest/specifications/pyproject-toml/
 */
export class ExistingPyproject {
  /** Where the requirements come from, if it is not PyPI. */
  public readonly sources: PyprojectSources;
  private readonly file: TomlTable;
  private readonly project: TomlTable;
  private readonly allGroups: TomlTable;
  private readonly uv: TomlTable;
  private readonly poetry: TomlTable;
  private readonly parts: PyprojectParts;
  private readonly backend: PyprojectBackend;
  private found?: BackendModules;

  /**
   * @param folder the folder of the file
   * @param path the path of the file in errors
   * @throws when the text is not valid TOML, or contains a password
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
    this.sources = new PyprojectSources(this.uv, this.poetry, () =>
      this.requirementsWith({ extras: this.project.table('optional-dependencies').keys, groups: this.allGroups.keys }));
    for (const table of [this.project, this.allGroups, this.file.table('build-system'), this.uv, this.poetry]) {
      table.allTexts.forEach(({ path: place, text: value }) => refuseLogins(place, value));
    }
  }

  /** The name of the distribution. */
  public get name(): string | undefined {
    const name = this.project.text('name') ?? this.poetry.text('name');
    if (name !== undefined && !/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name)) {
      throw invalidOption(`${this.path} name`, name, 'a name consists of letters and digits, with - _ . between them');
    }
    return name;
  }

  /** The range of supported versions of Python: `>=3.12`. */
  public get requiresPython(): string | undefined {
    const dependencies = this.poetry.table('dependencies');
    const ofPoetry = dependencies.isText('python') ? dependencies.text('python') : dependencies.table('python').text('version');
    const range = this.project.text('requires-python') ?? ofPoetry;
    if (range !== undefined && range.length > LONGEST_RANGE) {
      throw invalidOption(`${this.path} requires-python`, range, `a version range can have up to ${LONGEST_RANGE} characters`);
    }
    return range;
  }

  /**
   * Whether a build backend can make a wheel. A backend that finds no module would fail: users of such a file install only the requirements
   * and run the modules from their folder.
   *
   * @throws when the file has scripts, which only exist if the modules are installed
   */
  public get isInstallable(): boolean {
    const { problem } = this.modules;
    const hasPrograms = [this.project, this.poetry].some(table => ['scripts', 'gui-scripts', 'entry-points', 'plugins'].some(key => table.has(key)));
    if (this.isPackage && problem !== undefined && hasPrograms) {
      throw invalidOption(`${this.path} build-system`, this.name, `${problem}, so the programs of the file cannot be installed`,
        'Configure the modules of the build backend, or remove the scripts');
    }
    return this.isPackage && problem === undefined;
  }

  /** Whether it claims to be a package, although it cannot be installed. */
  public get isEmptyPackage(): boolean {
    return this.isPackage && !this.isInstallable;
  }

  /** The modules that its backend installs, as far as they are known: existing paths. */
  public get modulePaths(): string[] {
    return this.modules.found;
  }

  /** The build requirements, if they are known before the backend runs, and are in an index. */
  public get buildRequirements(): string[] | undefined {
    return this.backend.requirements;
  }

  /** The variable that sets the version for a build backend that would otherwise read it from git, which is not in the image. */
  public get versionVariable(): string | undefined {
    return this.backend.versionVariable;
  }

  /** The files in addition to the modules that its backend reads: those that it lists, and those that backends look for. */
  public get buildFiles(): string[] {
    return this.backend.files;
  }

  /** The requirements, if they are listed in it. */
  public get requirements(): string[] | undefined {
    return this.project.texts('dependencies') ?? (this.file.has('project') && !this.isDynamic ? [] : undefined);
  }

  /** Whether the build backend computes the requirements. */
  public get isDynamic(): boolean {
    return this.project.texts('dynamic')?.includes('dependencies') ?? false;
  }

  /** Whether Poetry reads the requirements from its own table, even if Python is the only one. */
  public get hasPoetryTable(): boolean {
    return this.poetry.has('dependencies');
  }

  /** Whether there are requirements in Poetry's own table. */
  public get hasPoetryRequirements(): boolean {
    return this.poetry.table('dependencies').keys.some(name => name.toLowerCase() !== 'python');
  }

  /** The files from which setuptools or Hatch read the requirements. */
  public get dynamicFiles(): string[] {
    return this.isDynamic ? this.backend.requirementFiles : [];
  }

  /** The requirements with these extras and groups, if they are listed in it. */
  public requirementsWith({ extras, groups }: Selection): string[] {
    return [...this.requirements ?? [], ...extras.flatMap(extra => this.parts.ofExtra(extra)), ...groups.flatMap(group => this.parts.ofGroup(group))];
  }

  /** The positions of these requirements, and of those in Poetry's own table: `pyproject.toml:12`. */
  public requirementPlaces(selection: Selection): { readonly [requirement: string]: string } {
    const [texts, keys] = [new Map<string, number>(), new Map<string, number>()];
    this.text.split('\n').forEach((line, index) => {
      const [, key] = /^\s*["']?([A-Za-z0-9][\w.-]*)["']?\s*=/.exec(line) ?? [];
      keys.set(key, keys.get(key) ?? index + 1);
      [...line.matchAll(/"([^"]*)"|'([^']*)'/g)].forEach(([, double, single]) => texts.set(double ?? single, texts.get(double ?? single) ?? index + 1));
    });
    const place = (line?: number) => line === undefined ? this.path : `${this.path}:${line}`;
    const ofPoetry = this.poetry.table('dependencies').keys.filter(name => name.toLowerCase() !== 'python');
    return Object.fromEntries([
      ...this.requirementsWith(selection).map(text => [text, place(texts.get(text))]),
      ...ofPoetry.map(name => [name, place(keys.get(name))]),
    ]);
  }

  /** The extras and groups for development, in addition to those that are selected and those that uv and Poetry install by default. */
  public developmentSelection({ extras, groups }: Selection): Selection {
    return {
      extras: [...extras, ...this.parts.developmentOf('extras', extras)],
      groups: [...groups, ...this.parts.developmentOf('groups', ['dev', ...groups])],
    };
  }

  /** The requirements of its extras and groups for development, without those that are selected for production. */
  public developmentRequirements({ extras, groups }: Selection): string[] {
    return [
      ...this.parts.developmentOf('extras', extras).flatMap(extra => this.parts.ofExtra(extra)),
      ...this.parts.developmentOf('groups', groups).flatMap(group => this.parts.ofGroup(group)),
    ];
  }

  /** The names of its extras. */
  public get extras(): string[] {
    return [...new Set([...this.project.table('optional-dependencies').keys, ...this.poetry.table('extras').keys])];
  }

  /** The names of its dependency groups. */
  public get groups(): string[] {
    return [...new Set([...this.allGroups.keys, ...this.poetry.table('group').keys, ...this.uv.has('dev-dependencies') ? ['dev'] : []])];
  }

  /** The folders that are members of its uv workspace: paths and globs. */
  public get workspaceMembers(): string[] | undefined {
    return this.uv.table('workspace').texts('members');
  }

  /** The folders that are excluded from it: paths and globs. */
  public get workspaceExcludes(): string[] {
    return this.uv.table('workspace').texts('exclude') ?? [];
  }

  private get isPackage(): boolean {
    const isPackage = this.uv.flag('package');
    return (this.file.has('build-system') || isPackage === true) && this.poetry.flag('package-mode') !== false && isPackage !== false;
  }

  private get modules(): BackendModules {
    return this.found ??= new BackendSearch(this.folder, this.file, this.name).modules;
  }

  private parse(text: string): { readonly [key: string]: unknown } {
    const problem = (allowed: string, fix?: string) => invalidOption(this.path, join(this.folder, 'pyproject.toml'), allowed, fix);
    if (text.startsWith('\uFEFF')) {
      throw problem('it starts with a byte order mark, which Python\'s tomllib does not accept', 'Save it as UTF-8 without one');
    }
    try {
      return parseToml(text);
    } catch (error) {
      throw problem(`it cannot be read: ${(error as Error).message.split('\n')[0]}`);
    }
  }
}
