import { join, posix, relative } from 'path';
import { Component, Project, TomlFile } from 'projen';
import { broughtFile } from './brought-file';
import { BroughtPyproject } from './brought-pyproject';
import { indexPackages } from './index-packages';
import { LocalLibrary, pyprojectIn, workspaceFolders } from './local-libraries';
import { LockPlan } from './plans';
import { normalizeName, requirementName } from './requirement';
import { uvEnvironment, uvIndexSources, uvIndexTables, uvLock } from './uv-tool';
import { Access } from '../access/access';
import { ACCESS } from '../access/access-checks';
import { AccessOptions } from '../access/access-options';
import { relativeCertificates } from '../access/ca-certificates';
import { contextPath } from '../dockerfile/context-path';
import { invalidOption } from '../dockerfile/invalid-option';
import { checkOptions, Checks, STRINGS, struct } from '../dockerfile/option-checks';
import { refuseUnknown } from '../dockerfile/unknown-options';

const ID = 'UvWorkspace';

/** Options of a uv workspace. */
export interface UvWorkspaceOptions {
  /**
   * The folders of the members that have no container: libraries. Relative to the project, each with a pyproject.toml.
   *
   * @default - all members have containers
   */
  readonly members?: string[];
  /**
   * The private places that builds and locks reach, for all members. Paths are relative to the workspace.
   *
   * @default - PyPI, and no key or certificate
   */
  readonly access?: AccessOptions;
}

const WORKSPACE: Checks<UvWorkspaceOptions> = { members: STRINGS, access: struct(ACCESS) };

/** What a container's project is in a workspace. */
export interface WorkspaceMember {
  /** Its folder, relative to the workspace. */
  readonly path: string;
  readonly name: string;
  readonly pythonVersion: string;
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
      const found = parent.node.tryFindChild(ID);
      if (found instanceof UvWorkspace) {
        return found;
      }
    }
    return undefined;
  }

  private readonly access: Access;
  private readonly libraries: string[];
  private readonly services: WorkspaceMember[] = [];

  /**
   * @throws when a member is not below the project, or has no pyproject.toml with a name
   */
  public constructor(project: Project, options: UvWorkspaceOptions = {}) {
    super(project, ID);
    refuseUnknown(options, Object.keys(WORKSPACE));
    checkOptions(options, WORKSPACE);
    const { members = [] } = options;
    this.access = new Access(options.access);
    const text = broughtFile(project, 'pyproject.toml');
    const brought = text === undefined ? undefined : new BroughtPyproject(project.outdir, text);
    this.libraries = [...new Set([...members.map(path => contextPath('members', path)), ...brought ? workspaceFolders(project.outdir, brought) : []])];
    const names = this.libraries.map(path => this.library(path).name);
    if (new Set(names).size < names.length) {
      throw invalidOption('members', members, `two of them have one name: ${names.sort().join(', ')}`);
    }
    if (project.tryFindFile('pyproject.toml')) {
      throw invalidOption('UvWorkspace', project.name, 'the project has a pyproject.toml of its own', 'Give the workspace a project without a container, and the container a sub-project');
    }
    if (!brought) {
      new TomlFile(project, 'pyproject.toml', { marker: true, obj: () => this.table() });
    } else if (!brought.workspaceMembers) {
      throw invalidOption('pyproject.toml', join(project.outdir, 'pyproject.toml'), 'the file was not generated, and is no workspace',
        'Give it a table tool.uv.workspace with the members, or remove it');
    }
  }

  /** @internal How to make the lock of all members. */
  public get _lock(): LockPlan {
    const paths = [...new Set([...this.libraries, ...this.services.map(({ path }) => path)])].sort();
    const minor = Math.max(...this.services.map(({ pythonVersion }) => Number(pythonVersion.split('.')[1])));
    return uvLock(['pyproject.toml', ...paths.map(path => `${path}/pyproject.toml`)], `3.${minor}`, uvEnvironment(this.access));
  }

  /** @internal Adds a service, and tells whether it is the first: that one makes the lock, from the files of all. */
  public _add(member: WorkspaceMember): boolean {
    this.services.push(member);
    return this.services.length === 1;
  }

  /**
   * @internal What a service's build may reach: what the workspace says, for all.
   *
   * @throws when the service has its own
   */
  public _accessOf(project: Project, service?: AccessOptions): AccessOptions {
    if (service !== undefined) {
      throw invalidOption('access', service, 'the members of a workspace have one lock', 'Set it in the UvWorkspace');
    }
    const { caCertificates } = this.access.options;
    const up = relative(project.outdir, this.project.outdir);
    return { ...this.access.options, caCertificates: caCertificates && relativeCertificates(caCertificates, up) };
  }

  /** @internal Where a project is in the workspace. */
  public _path(project: Project): string {
    return relative(this.project.outdir, project.outdir).split('\\').join('/');
  }

  /** @internal The libraries that a project with these requirements needs, by their names. */
  public _librariesOf(requirements: string[]): LocalLibrary[] {
    const all = new Map(this.libraries.map(path => this.library(path)).map(library => [library.name, library]));
    const found = new Map<string, LocalLibrary>();
    const visit = (texts: string[]) => texts.map(requirementName).forEach((name) => {
      const library = all.get(name);
      if (library && !found.has(name)) {
        found.set(name, library);
        visit(library.requirements);
      }
    });
    visit(requirements);
    return [...found.values()];
  }

  /** A library's name and requirements; a library of this tree of projects is only written later. */
  private library(path: string): LocalLibrary {
    const file = join(this.project.outdir, path, 'pyproject.toml');
    const pyproject = pyprojectIn(this.project.outdir, path);
    const name = pyproject?.name ?? this.project.subprojects.find(project => this._path(project) === posix.normalize(path))?.name;
    if (name === undefined) {
      throw invalidOption('members', path, `there is no ${file} with a name`, 'Name in members the folders of libraries; services are members by themselves');
    }
    return {
      name: normalizeName(name),
      path,
      requirements: pyproject?.requirements ?? [],
      gitPackages: pyproject?.gitPackages ?? [],
      buildRequirements: pyproject?.buildRequirements,
    };
  }

  private table() {
    const { indexes } = this.access;
    const sources = uvIndexSources(indexPackages(indexes));
    return {
      tool: {
        uv: {
          ...indexes.length ? { index: uvIndexTables(indexes) } : {},
          ...Object.keys(sources).length ? { sources } : {},
          workspace: { members: [...this.libraries, ...this.services.map(({ path }) => path)].sort() },
        },
      },
    };
  }
}
