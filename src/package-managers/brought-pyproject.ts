import { existsSync, readdirSync } from 'fs';
import { join, posix } from 'path';
import { requirementName } from './requirement';
import { PackageIndex } from '../access/package-index';
import { globPattern } from '../dockerfile/context-path';
import { invalidOption } from '../dockerfile/invalid-option';

/** @see https://packaging.python.org/en/latest/specifications/pyproject-toml/#license-files */
const DEFAULT_LICENSE_FILES = ['LICEN[CS]E*', 'COPYING*', 'NOTICE*', 'AUTHORS*'];

interface Tables {
  readonly [name: string]: any;
}

/**
 * A pyproject.toml that people brought along.
 *
 * @see https://packaging.python.org/en/latest/specifications/pyproject-toml/
 */
export class BroughtPyproject {
  private readonly tables: Tables;

  /**
   * @param folder where it is
   * @throws when the text is no TOML
   */
  public constructor(private readonly folder: string, text: string) {
    try {
      this.tables = parse(text);
    } catch (error) {
      throw invalidOption('pyproject.toml', join(folder, 'pyproject.toml'), `it cannot be read: ${(error as Error).message.split('\n')[0]}`);
    }
  }

  /** The name of the distribution. */
  public get name(): string | undefined {
    const name = this.tables.project?.name ?? this.poetry.name;
    if (name !== undefined && !/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name)) {
      throw invalidOption('pyproject.toml name', name, 'a name has letters, digits and - _ . between them');
    }
    return name;
  }

  /** Whether a build backend can make a wheel of it. */
  public get isInstallable(): boolean {
    const { package: isPackage } = this.uv;
    return (this.tables['build-system'] !== undefined || isPackage === true) && this.poetry['package-mode'] !== false && isPackage !== false;
  }

  /** The requirements, if it names them itself. */
  public get requirements(): string[] | undefined {
    const { project } = this.tables;
    return project?.dependencies ?? (project && !project.dynamic?.includes('dependencies') ? [] : undefined);
  }

  /** What it requires together with these extras and groups, if it says so itself. */
  public requirementsWith({ extras, groups }: { extras: string[]; groups: string[] }): string[] {
    const { project, 'dependency-groups': allGroups } = this.tables;
    const lists = [...extras.map(extra => project?.['optional-dependencies']?.[extra]), ...groups.map(group => allGroups?.[group])];
    return [...this.requirements ?? [], ...lists.flat().filter(text => typeof text === 'string')];
  }

  /** The packages that come from git repositories, in normal form. */
  public get gitPackages(): string[] {
    const isFromGit = (source: Tables | Tables[]) => [source].flat().some(({ git }) => git !== undefined);
    const sources = Object.entries<Tables | Tables[]>(this.uv.sources ?? {}).filter(([, source]) => isFromGit(source));
    const { project, 'dependency-groups': groups } = this.tables;
    const lists = [project?.dependencies ?? [], ...Object.values(project?.['optional-dependencies'] ?? {}), ...Object.values(groups ?? {})];
    const direct = lists.flat().filter((text): text is string => typeof text === 'string' && /@\s*git\+/.test(text));
    return [...new Set([...sources.map(([name]) => name), ...direct].map(requirementName))].sort();
  }

  /** The names of its extras. */
  public get extras(): string[] {
    return Object.keys({ ...this.tables.project?.['optional-dependencies'], ...this.poetry.extras });
  }

  /** The names of its groups of requirements. */
  public get groups(): string[] {
    return Object.keys({ ...this.tables['dependency-groups'], ...this.poetry.group, ...this.uv['dev-dependencies'] ? { dev: [] } : {} });
  }

  /** Whether it names an index for uv or Poetry. */
  public hasIndex({ name, url }: PackageIndex): boolean {
    const address = (text?: string) => text?.replace(/\/$/, '');
    return [...this.uv.index ?? [], ...this.poetry.source ?? []].some(index => index.name === name && address(index.url) === address(url));
  }

  /** The folders that are members of its uv workspace: paths and globs. */
  public get workspaceMembers(): string[] | undefined {
    return this.uv.workspace?.members;
  }

  /** The files beside the modules that its backend reads: those that it names, and those that backends look for. */
  public get buildFiles(): string[] {
    const { readme, license, 'license-files': licenseFiles } = this.tables.project ?? {};
    const licenses = licenseFiles?.paths ?? licenseFiles?.globs ?? licenseFiles ?? DEFAULT_LICENSE_FILES;
    const named = [readme?.file ?? readme, license?.file, licenses, this.poetry.readme].flat().filter((path): path is string => typeof path === 'string');
    const paths = ['pyproject.toml', 'setup.py', 'setup.cfg', 'MANIFEST.in', 'hatch_build.py', ...named].flatMap(path => this.matches(path));
    return [...new Set(paths)];
  }

  /** The files that are there: a glob's, or the one of this name. */
  private matches(path: string): string[] {
    const folder = posix.dirname(path);
    const pattern = globPattern(posix.basename(path));
    return existsSync(join(this.folder, folder))
      ? readdirSync(join(this.folder, folder)).filter(name => pattern.test(name)).map(name => posix.join(folder, name)).sort() : [];
  }

  private get uv(): Tables {
    return this.tables.tool?.uv ?? {};
  }

  private get poetry(): Tables {
    return this.tables.tool?.poetry ?? {};
  }
}

/** Most projects have no such file: the parser is loaded for those that have. Its types are an ES module's, which jsii cannot import. */
function parse(text: string): Tables {
  return require('smol-toml').parse(text); // eslint-disable-line @typescript-eslint/no-require-imports
}
