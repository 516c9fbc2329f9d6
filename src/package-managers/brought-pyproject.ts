import { existsSync } from 'fs';
import { join } from 'path';
import { normalizeName } from './requirement';
import { invalidOption } from '../dockerfile/invalid-option';

// its types are those of an ES module, which jsii's compiler does not let us import
const { parse }: { parse: (text: string) => unknown } = require('smol-toml'); // eslint-disable-line @typescript-eslint/no-require-imports

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
      this.tables = parse(text) as Tables;
    } catch (error) {
      throw invalidOption('pyproject.toml', join(folder, 'pyproject.toml'), `it cannot be read: ${(error as Error).message.split('\n')[0]}`);
    }
  }

  /** The name of the distribution. */
  public get name(): string | undefined {
    return this.tables.project?.name ?? this.poetry.name;
  }

  /** Whether a build backend can make a wheel of it. */
  public get isInstallable(): boolean {
    return this.tables['build-system'] !== undefined && this.poetry['package-mode'] !== false && this.tables.tool?.uv?.package !== false;
  }

  /** Whether installing it makes programs. */
  public get hasScripts(): boolean {
    return this.tables.project?.scripts !== undefined || this.poetry.scripts !== undefined;
  }

  /** The requirements, if it names them itself. */
  public get requirements(): string[] | undefined {
    const { project } = this.tables;
    return project?.dependencies ?? (project && !project.dynamic?.includes('dependencies') ? [] : undefined);
  }

  /** The packages that come from git repositories, in normal form. */
  public get gitPackages(): string[] {
    const sources = Object.entries<Tables>(this.tables.tool?.uv?.sources ?? {}).filter(([, source]) => source.git !== undefined).map(([name]) => name);
    const direct = (this.requirements ?? []).filter(text => /@\s*git\+/.test(text)).map(text => text.replace(/[\s[@].*/s, ''));
    return [...sources, ...direct].map(normalizeName);
  }

  /** The names of its extras. */
  public get extras(): string[] {
    return Object.keys({ ...this.tables.project?.['optional-dependencies'], ...this.poetry.extras });
  }

  /** The names of its groups of requirements. */
  public get groups(): string[] {
    return Object.keys({ ...this.tables['dependency-groups'], ...this.poetry.group, ...this.tables.tool?.uv?.['dev-dependencies'] ? { dev: [] } : {} });
  }

  /** The addresses of the indexes that it names for uv and Poetry. */
  public get indexes(): string[] {
    return [...this.tables.tool?.uv?.index ?? [], ...this.poetry.source ?? []].map(({ url }: { url: string }) => url);
  }

  /** The folders that are members of its uv workspace: paths and globs. */
  public get workspaceMembers(): string[] | undefined {
    return this.tables.tool?.uv?.workspace?.members;
  }

  /** The files beside the modules that its backend reads: those that it names, and those that backends look for. */
  public get buildFiles(): string[] {
    const { readme, license, 'license-files': licenseFiles } = this.tables.project ?? {};
    const named = [readme?.file ?? readme, license?.file, ...licenseFiles ?? ['LICENSE'], this.poetry.readme].flat();
    return ['pyproject.toml', 'setup.py', 'setup.cfg', 'MANIFEST.in', 'hatch_build.py', ...named]
      .filter((path, index, paths) => typeof path === 'string' && paths.indexOf(path) === index && existsSync(join(this.folder, path)));
  }

  private get poetry(): Tables {
    return this.tables.tool?.poetry ?? {};
  }
}
