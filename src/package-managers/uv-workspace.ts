import { join, posix, relative } from 'path';
import { Component, Project, TomlFile } from 'projen';
import { existingFile } from './existing-file';
import { ExistingPyproject } from './existing-pyproject';
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
import { relativePath } from '../files/relative-path';

const ID = 'UvWorkspace';

/** Options of a uv workspace. */
export interface UvWorkspaceOptions {
  /**
   * The folders of the members that have no container, such as libraries, relative to the project. Each must have a pyproject.toml.
   *
   * @default - all members have containers
   */
  readonly members?: string[];
  /**
   * Access to private package indexes and repositories, for all members. Paths are relative to the workspace.
   *
   * @default - PyPI only, without keys or certificates
   */
  readonly access?: AccessOptions;
}

const WORKSPACE: Checks<UvWorkspaceOptions> = { members: STRINGS, access: struct(ACCESS) };

/** A member of a workspace: the project of a container. */
export interface WorkspaceMember {
  /** Its folder, relative to the workspace. */
  readonly path: string;
  readonly name: string;
  readonly pythonVersion: string;
}

/**
 * A uv workspace: one pyproject.toml and one uv.lock for the services and libraries of a repository. Its services are
 * sub-projects with PythonPackageManager.UV. Each service has its own Dockerfile and Dockerfile.dockerignore, and its build context is
 * the folder of the workspace. A service that needs a library of the workspace lists it in its requirements, like any other package.
 *
 * @see https://docs.astral.sh/uv/concepts/projects/workspaces/
 */
export class UvWorkspace extends Component {
  /** Finds the workspace that a project belongs to: the workspace of its nearest ancestor project. */
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
   * @throws when a member is not inside the project's folder, or has no pyproject.toml with a name
   */
  public constructor(project: Project, options: UvWorkspaceOptions = {}) {
    super(project, ID);
    refuseUnknown(options, Object.keys(WORKSPACE));
    checkOptions(options, WORKSPACE);
    const { members = [] } = options;
    this.access = new Access(options.access);
    const text = existingFile(project, 'pyproject.toml');
    const existing = text === undefined ? undefined : new ExistingPyproject(project.outdir, text);
    this.libraries = [...new Set([...members.map(path => contextPath('members', path)), ...existing ? workspaceFolders(project.outdir, existing) : []])];
    const names = this.libraries.map(path => this.library(path).name);
    if (new Set(names).size < names.length) {
      throw invalidOption('members', members, `two of them have the same name: ${names.sort().join(', ')}`);
    }
    if (project.tryFindFile('pyproject.toml')) {
      throw invalidOption('UvWorkspace', project.name, 'the project has its own pyproject.toml', 'Create the workspace in a project without a container, and put the container into a sub-project');
    }
    if (!existing) {
      new TomlFile(project, 'pyproject.toml', { marker: true, obj: () => this.table() });
    } else if (!existing.workspaceMembers) {
      throw invalidOption('pyproject.toml', join(project.outdir, 'pyproject.toml'), 'the file was not generated, and does not define a workspace',
        'Add a table tool.uv.workspace with the members to it, or remove it');
    }
  }

  /** @internal How to make the lock file of all members. */
  public get _lock(): LockPlan {
    const paths = [...new Set([...this.libraries, ...this.services.map(({ path }) => path)])].sort();
    const minor = Math.max(...this.services.map(({ pythonVersion }) => Number(pythonVersion.split('.')[1])));
    return uvLock(['pyproject.toml', ...paths.map(path => `${path}/pyproject.toml`)], `3.${minor}`, uvEnvironment(this.access));
  }

  /** @internal Adds a service, and returns whether it is the first, which makes the lock file from the files of all. */
  public _add(member: WorkspaceMember): boolean {
    this.services.push(member);
    return this.services.length === 1;
  }

  /**
   * @internal The `access` of a service, which the workspace sets for all.
   *
   * @throws when the service sets it too
   */
  public _accessOf(project: Project, service?: AccessOptions): AccessOptions {
    if (service !== undefined) {
      throw invalidOption('access', service, 'the members of a workspace share a lock file', 'Set it in the UvWorkspace');
    }
    const { caCertificates } = this.access.options;
    const up = relative(project.outdir, this.project.outdir);
    return { ...this.access.options, caCertificates: caCertificates && relativeCertificates(caCertificates, up) };
  }

  /** @internal The path of a project in the workspace. */
  public _path(project: Project): string {
    return relativePath(this.project.outdir, project.outdir);
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

  /** A library's name and requirements. The files of a library that is a sub-project are only written later. */
  private library(path: string): LocalLibrary {
    const file = join(this.project.outdir, path, 'pyproject.toml');
    const pyproject = pyprojectIn(this.project.outdir, path);
    const name = pyproject?.name ?? this.project.subprojects.find(project => this._path(project) === posix.normalize(path))?.name;
    if (name === undefined) {
      throw invalidOption('members', path, `there is no ${file} with a name`, 'List only the folders of libraries in members; services are added automatically');
    }
    return {
      name: normalizeName(name),
      path,
      requirements: pyproject?.requirements ?? [],
      gitPackages: pyproject?.sources.git ?? [],
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
