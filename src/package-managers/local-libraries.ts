import { existsSync } from 'fs';
import { join, posix } from 'path';
import { ExistingPyproject } from './existing-pyproject';
import { normalizeName, requirementName } from './requirement';
import { globPattern, isGlob } from '../dockerfile/context-path';
import { invalidOption } from '../dockerfile/invalid-option';
import { readTextFile } from '../dockerfile/text-file';
import { entriesOf, isFolder } from '../files/entries';

/** A project in a folder of another project. */
export interface LocalLibrary {
  readonly name: string;
  /** Its folder, relative to the project or the workspace. */
  readonly path: string;
  readonly requirements: string[];
  readonly gitPackages: string[];
  /** Its build requirements, if they are known. */
  readonly buildRequirements?: string[];
}

/**
 * The folders that are members of a workspace, as uv finds them.
 *
 * @param folder the folder of the workspace
 * @throws when a listed folder has no pyproject.toml
 * @see https://docs.astral.sh/uv/concepts/projects/workspaces/
 */
export function workspaceFolders(folder: string, { workspaceMembers = [], workspaceExcludes }: ExistingPyproject): string[] {
  const isProject = (path: string) => existsSync(join(folder, path, 'pyproject.toml'));
  const excluded = new Set(workspaceExcludes.flatMap(pattern => foldersOf(folder, pattern)));
  return [...new Set(workspaceMembers.flatMap((pattern) => {
    const found = foldersOf(folder, pattern).filter(path => path !== '.' && !excluded.has(path) && !posix.basename(path).startsWith('.'));
    const [missing] = isGlob(pattern) ? [] : found.filter(path => !isProject(path));
    if (missing !== undefined) {
      throw invalidOption('pyproject.toml tool.uv.workspace.members', missing, 'there is no pyproject.toml in this folder', 'Remove it, or add the file');
    }
    return found.filter(isProject);
  }))].sort();
}

/** The pyproject.toml of a folder, if it exists. */
export function pyprojectIn(folder: string, path: string): ExistingPyproject | undefined {
  const name = posix.join(path, 'pyproject.toml');
  const text = readTextFile(name, join(folder, path, 'pyproject.toml'));
  return text === undefined ? undefined : new ExistingPyproject(join(folder, path), text, name);
}

/** The projects in folders that a pyproject.toml lists: the members of its workspace, and its path sources, recursively. */
export class LocalLibraries {
  public readonly all: LocalLibrary[] = [];

  /** @throws when a path source is outside the project, or is not a project */
  public constructor(private readonly folder: string, pyproject: ExistingPyproject) {
    workspaceFolders(folder, pyproject).forEach(path => this.add(path));
    this.addSources('.', pyproject);
  }

  /** The projects that these requirements need, directly or indirectly. */
  public of(requirements: string[]): LocalLibrary[] {
    const found = new Set<LocalLibrary>();
    const visit = (texts: string[]) => texts.map(requirementName).forEach((name) => {
      const library = this.all.find(other => other.name === name);
      if (library && !found.has(library)) {
        found.add(library);
        visit(library.requirements);
      }
    });
    visit(requirements);
    return [...found];
  }

  private add(path: string): void {
    if (!this.all.some(library => library.path === path)) {
      const pyproject = pyprojectIn(this.folder, path);
      if (pyproject?.name === undefined) {
        throw invalidOption(posix.join(path, 'pyproject.toml'), path, 'there is no project with a name in this folder', 'Add a pyproject.toml with [project], or remove the reference to the folder');
      }
      const { buildRequirements, sources: { git: gitPackages } } = pyproject;
      this.all.push({ name: normalizeName(pyproject.name), path, requirements: pyproject.requirements ?? [], gitPackages, buildRequirements });
      this.addSources(path, pyproject);
    }
  }

  private addSources(from: string, pyproject: ExistingPyproject): void {
    for (const { name, path } of pyproject.sources.paths) {
      const place = `${posix.join(from, 'pyproject.toml')} tool.uv.sources.${name}`;
      const target = posix.join(from, path);
      if (path.startsWith('/') || target.startsWith('..')) {
        throw invalidOption(place, path, 'the folder is outside the project, so builds and lock tasks cannot read it',
          'Move it into the project, or make a UvWorkspace of the common parent folder');
      }
      if (!isFolder(join(this.folder, target))) {
        throw invalidOption(place, path, 'it is not a folder with a project, and builds support no other paths', 'Publish the package to an index and require it by name and version');
      }
      if (target !== '.') {
        this.add(target);
      }
    }
  }
}

/** The folders that match a pattern, searched level by level. */
function foldersOf(folder: string, pattern: string): string[] {
  const parts = posix.normalize(pattern).split('/').filter(part => part !== '' && part !== '.');
  if (parts.includes('..')) {
    throw invalidOption('pyproject.toml tool.uv.workspace', pattern, 'a member is a folder of the workspace', 'Write its path without ..');
  }
  const steps = parts.filter((part, index) => part !== '**' || parts[index - 1] !== '**');
  return steps.reduce<string[]>((found, part) => [...new Set(found.flatMap((path) => {
    if (!isGlob(part)) {
      return [posix.join(path, part)];
    }
    if (part === '**') {
      return [path, ...foldersBelow(folder, path)];
    }
    const matches = globPattern(part);
    return entriesOf(join(folder, path)).filter(entry => entry.isDirectory() && matches.test(entry.name))
      .map(({ name }) => posix.join(path, name)).sort();
  }))], ['.']);
}

function foldersBelow(folder: string, path: string): string[] {
  return entriesOf(join(folder, path)).filter(entry => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name)).map(({ name }) => posix.join(path, name)).sort()
    .flatMap(child => [child, ...foldersBelow(folder, child)]);
}
