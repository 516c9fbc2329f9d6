import { readFileSync } from 'fs';
import { dirname, join, posix } from 'path';
import { AdoptError } from './fact';
import { Repository } from './repository';
import { Tables } from './toml';
import { isPattern } from '../dockerfile/context-path';
import { PathPattern } from '../dockerfile/glob';
import { isFile } from '../files/entries';
import { relativePath } from '../files/relative-path';
import { parseToml } from '../files/toml';

const REQUIREMENTS = /^(requirements([-_.][\w.-]*)?\.(txt|in)|pyproject\.toml|setup\.(py|cfg)|Pipfile|environment\.ya?ml|uv\.lock|poetry\.lock|pdm\.lock)$/;
const IMAGE = /^(Dockerfile|Containerfile)$/;
/** The most folders above this one that are looked at. */
const MOST_LEVELS = 6;

/** @throws when the application, or what it needs, is in another folder */
export function checkFolderOf(repository: Repository): void {
  const root = workspaceOf(repository.folder);
  if (root !== undefined) {
    const place = root === repository.folder ? 'This folder' : root;
    throw new AdoptError(`${place} is the root of a uv workspace, whose uv.lock has the requirements of all members. Write a .projenrc.ts there, with a UvWorkspace and `
      + 'a PythonContainerProject for each service: docs/monorepos.md shows it.');
  }
  const folders = applicationsIn(repository);
  if (folders.length) {
    throw new AdoptError(`No requirements and no Dockerfile are in this folder, but both are in ${folders.join(', ')}. Adopt the folder of the application: npx projen-python-container adopt ${quoted(folders[0])}`);
  }
}

/** The folders with their own Dockerfile and requirements, if the top has neither. */
function applicationsIn(repository: Repository): string[] {
  const isIn = (folder: string, names: RegExp) => repository.paths.some(path => posix.dirname(path) === folder && names.test(posix.basename(path)));
  if (isIn('.', REQUIREMENTS) || isIn('.', IMAGE)) {
    return [];
  }
  const folders = repository.paths.filter(path => IMAGE.test(posix.basename(path)) && path.split('/').length <= 4).map(path => posix.dirname(path));
  return [...new Set(folders)].filter(folder => isIn(folder, REQUIREMENTS));
}

/** The root of the uv workspace that a folder belongs to, if the root is not a project itself. */
function workspaceOf(folder: string): string | undefined {
  let root = folder;
  for (let level = 0; level < MOST_LEVELS; level++) {
    const { project, tool } = readPyproject(root);
    const members: unknown = tool?.uv?.workspace?.members;
    const patterns = Array.isArray(members) ? members.filter(pattern => typeof pattern === 'string' && isPattern(pattern)) : [];
    if (root === folder ? patterns.length && !project : patterns.some(pattern => new PathPattern(pattern).covers(relativePath(root, folder)))) {
      return root;
    }
    root = dirname(root);
  }
  return undefined;
}

function readPyproject(folder: string): Tables {
  const file = join(folder, 'pyproject.toml');
  try {
    return isFile(file) ? parseToml(readFileSync(file, 'utf8')) : {};
  } catch {
    return {};
  }
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path}'`;
}
