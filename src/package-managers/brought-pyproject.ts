import { existsSync, readdirSync, statSync } from 'fs';
import { join, posix } from 'path';
import { requirementName } from './requirement';
import { TomlTable } from './toml-table';
import { refuseLogins } from '../access/logins';
import { PackageIndex } from '../access/package-index';
import { globPattern, isPattern, pathLength } from '../dockerfile/context-path';
import { invalidOption } from '../dockerfile/invalid-option';

/** @see https://packaging.python.org/en/latest/specifications/pyproject-toml/#license-files */
const DEFAULT_LICENSE_FILES = ['LICEN[CS]E*', 'COPYING*', 'NOTICE*', 'AUTHORS*'];

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

  /**
   * @param folder where it is
   * @param path what errors call it
   * @throws when the text is no TOML, or holds a password
   */
  public constructor(private readonly folder: string, text: string, private readonly path: string = 'pyproject.toml') {
    this.file = new TomlTable(path, this.parse(text));
    this.project = this.file.table('project');
    this.allGroups = this.file.table('dependency-groups');
    const tool = this.file.table('tool');
    this.uv = tool.table('uv');
    this.poetry = tool.table('poetry');
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

  /** Whether a build backend can make a wheel of it. */
  public get isInstallable(): boolean {
    const isPackage = this.uv.flag('package');
    return (this.file.has('build-system') || isPackage === true) && this.poetry.flag('package-mode') !== false && isPackage !== false;
  }

  /** The requirements, if it names them itself. */
  public get requirements(): string[] | undefined {
    const isDynamic = this.project.texts('dynamic')?.includes('dependencies') ?? false;
    return this.project.texts('dependencies') ?? (this.file.has('project') && !isDynamic ? [] : undefined);
  }

  /** What it requires together with these extras and groups, if it says so itself. */
  public requirementsWith({ extras, groups }: { extras: string[]; groups: string[] }): string[] {
    const optional = this.project.table('optional-dependencies');
    return [
      ...this.requirements ?? [],
      ...extras.flatMap(extra => optional.texts(extra) ?? []),
      ...groups.flatMap(group => this.allGroups.textsBesideTables(group)),
    ];
  }

  /** The packages that come from git repositories, in normal form. */
  public get gitPackages(): string[] {
    const sources = this.uv.table('sources');
    const fromGit = sources.keys.filter(name => sources.tables(name).some(source => source.has('git')));
    const everything = { extras: this.project.table('optional-dependencies').keys, groups: this.allGroups.keys };
    const direct = this.requirementsWith(everything).filter(text => /@\s*git\+/.test(text));
    return [...new Set([...fromGit, ...direct].map(requirementName))].sort();
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

  /** The files beside the modules that its backend reads: those that it names, and those that backends look for. */
  public get buildFiles(): string[] {
    const readme = this.project.isText('readme') ? this.project.text('readme') : fileOf(this.project, 'readme');
    const named = [readme, fileOf(this.project, 'license')];
    const poetry = this.poetry.isList('readme') ? this.poetry.texts('readme')! : [this.poetry.text('readme')];
    const files = (paths: (string | undefined)[]) => paths.filter(path => path !== undefined).map(path => posix.normalize(path))
      .filter(path => existsSync(join(this.folder, path)));
    return [...new Set([
      ...files(['pyproject.toml', 'setup.py', 'setup.cfg', 'MANIFEST.in', 'hatch_build.py', ...named]),
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

  /** The files that a pattern stands for. */
  private matches(path: string): string[] {
    const folder = posix.dirname(path);
    const pattern = globPattern(posix.basename(path));
    return statSync(join(this.folder, folder), { throwIfNoEntry: false })?.isDirectory()
      ? readdirSync(join(this.folder, folder)).filter(name => pattern.test(name)).map(name => posix.join(folder, name)).sort() : [];
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

/** What stands as `file` in a table, where there may be a string instead. */
function fileOf(table: TomlTable, key: string): string | undefined {
  return table.isText(key) ? undefined : table.table(key, 'a string or a table').text('file');
}
