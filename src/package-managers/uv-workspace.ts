import { existsSync, readFileSync } from 'fs';
import { join, posix, relative } from 'path';
import { Component, Project, TomlFile } from 'projen';
import { broughtFile } from './brought-file';
import { BroughtPyproject } from './brought-pyproject';
import { LockPlan } from './package-manager';
import { normalizeName, requirementName } from './requirement';
import { uvEnvironment, uvIndexTables, uvLock } from './uv-tool';
import { Access } from '../access/access';
import { PackageIndex } from '../access/package-index';
import { Stage } from '../dockerfile';
import { contextPath } from '../dockerfile/context-path';
import { invalidOption } from '../dockerfile/invalid-option';

/** Options of a uv workspace. */
export interface UvWorkspaceOptions {
  /**
   * The folders of the members that have no container: libraries. Relative to the project, each with a pyproject.toml.
   *
   * @default - all members have containers
   */
  readonly members?: string[];
}

/** What a container's project is in a workspace. */
export interface WorkspaceMember {
  /** Its folder, relative to the workspace. */
  readonly path: string;
  readonly name: string;
  readonly pythonVersion: string;
  readonly access: Access;
}

/**
 * A uv workspace: one pyproject.toml and one uv.lock for the services and libraries of a repository. Its services are
 * sub-projects with PythonPackageManager.UV; their build context is the workspace, and each has a Dockerfile and a
 * Dockerfile.dockerignore of its own. A service that requires a library of the workspace names it like any package.
 *
 * @see https://docs.astral.sh/uv/concepts/projects/workspaces/
 */
export class UvWorkspace extends Component {
  /** Finds the workspace that a project is in: that of its parent, or of its parent's parent. */
  public static of(project: Project): UvWorkspace | undefined {
    for (let parent = project.parent; parent; parent = parent.parent) {
      const found = parent.components.find((component): component is UvWorkspace => component instanceof UvWorkspace);
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  private readonly libraries: string[];
  private readonly services: WorkspaceMember[] = [];
  private resolver?: Stage;

  /**
   * @throws when a member is not below the project, or has no pyproject.toml with a name
   */
  public constructor(project: Project, options: UvWorkspaceOptions = {}) {
    super(project, 'UvWorkspace');
    this.libraries = (options.members ?? []).map(path => contextPath('members', path));
    this.libraries.forEach(path => this.library(path));
    const text = broughtFile(project, 'pyproject.toml');
    if (text === undefined) {
      new TomlFile(project, 'pyproject.toml', { marker: true, obj: () => this.table() });
    } else if (!new BroughtPyproject(project.outdir, text).workspaceMembers) {
      throw invalidOption('pyproject.toml', join(project.outdir, 'pyproject.toml'), 'it is there and was not generated, and is no workspace',
        'Give it a table tool.uv.workspace with the members, or remove it');
    }
  }

  /** @internal How to make the lock of all members. */
  public get _lock(): LockPlan {
    const paths = [...this.libraries, ...this.services.map(({ path }) => path)].sort();
    const environments = this.services.map(({ access }) => uvEnvironment(access));
    const minor = Math.max(...this.services.map(({ pythonVersion }) => Number(pythonVersion.split('.')[1])));
    return uvLock(['pyproject.toml', ...paths.map(path => `${path}/pyproject.toml`)], `3.${minor}`, {
      variables: Object.assign({}, ...environments.map(({ variables }) => variables)),
      secrets: Object.assign({}, ...environments.map(({ secrets }) => secrets)),
    });
  }

  /** @internal Adds a service, and tells whether it is the first: that one makes the lock, from the files of all. */
  public _add(member: WorkspaceMember): boolean {
    this.services.push(member);
    if (this.resolver) {
      this.copyPyproject(this.resolver, member.path);
    }
    return this.services.length === 1;
  }

  /** @internal Where a project is in the workspace. */
  public _path(project: Project): string {
    return relative(this.project.outdir, project.outdir).split('\\').join('/');
  }

  /** @internal Lets a stage make the lock. */
  public _resolveIn(resolver: Stage): void {
    this.resolver = resolver;
    [...this.libraries, ...this.services.map(({ path }) => path)].forEach(path => this.copyPyproject(resolver, path));
  }

  /** @internal The names of the libraries that a project with these requirements needs, and their folders. */
  public _librariesOf(requirements: string[]): Map<string, string> {
    const all = new Map(this.libraries.map(path => [this.library(path).name, path]));
    const found = new Map<string, string>();
    const visit = (texts: string[]) => texts.map(requirementName).forEach((name) => {
      const path = all.get(name);
      if (path !== undefined && !found.has(name)) {
        found.set(name, path);
        visit(this.library(path).requirements);
      }
    });
    visit(requirements);
    return found;
  }

  private copyPyproject(resolver: Stage, path: string): void {
    resolver.at('inputs').copy([`${path}/pyproject.toml`], `/lock/${path}/pyproject.toml`);
  }

  /** A library's name and requirements; a library of this tree of projects is only written later. */
  private library(path: string): { name: string; requirements: string[] } {
    const file = join(this.project.outdir, path, 'pyproject.toml');
    const pyproject = existsSync(file) ? new BroughtPyproject(join(this.project.outdir, path), readFileSync(file, 'utf8')) : undefined;
    const name = pyproject?.name ?? this.project.subprojects.find(project => this._path(project) === posix.normalize(path))?.name;
    if (name === undefined) {
      throw invalidOption('members', path, `there is no ${file} with a name`, 'Name in members the folders of libraries; services are members by themselves');
    }
    return { name: normalizeName(name), requirements: pyproject?.requirements ?? [] };
  }

  private table() {
    const indexes = new Map<string, PackageIndex>(this.services.flatMap(({ access }) => access.indexes).map(index => [index.name, index]));
    return {
      tool: {
        uv: {
          ...indexes.size ? { index: uvIndexTables([...indexes.values()]) } : {},
          workspace: { members: [...this.libraries, ...this.services.map(({ path }) => path)].sort() },
        },
      },
    };
  }
}
