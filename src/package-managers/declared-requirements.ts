import { join } from 'path';
import { Project } from 'projen';
import { existingFile } from './existing-file';
import { ExistingPyproject } from './existing-pyproject';
import { PythonPackageManager } from './package-manager';
import { parseRequirement } from './requirement';
import { setupRequirements } from './setup-file';
import { invalidOption } from '../dockerfile/invalid-option';
import { entriesOf, isFolder } from '../files/entries';

/** Files of other tools that list requirements, and that no package manager here supports. */
const OTHERS = /^(Pipfile|pdm\.lock|pylock(\.[\w-]+)?\.toml|environment\.ya?ml|conda\.ya?ml|conda-lock\.yml|req\w*ments?[\w-]*\.(txt|in|text)|reqs?\.txt|[\w-]+[-_]requirements\.(txt|in))$/i;
/** The files from which pip's lock files are made, for the first container and others. */
const OWN = /^requirements(\.[a-z][a-z0-9-]*)?\.(txt|in)$/;
/** Requirements that are not for production. */
const DEVELOPMENT = /dev|test|doc|lint|local|ci/i;

/** The lines of requirements.in that come from other files: requirements, or `-r` and a file. */
export interface DeclaredRequirements {
  /** The files that list them. */
  readonly files: string[];
  readonly requirements: string[];
  readonly place: string;
}

/**
 * The requirements of a project that has no requirements files for pip and does not list them in pyproject.toml: those in setup.py, in setup.cfg, and in
 * files that the build backend reads.
 *
 * @throws when they are declared in a place that cannot be read, because an image without them could still be built
 */
export function declaredRequirements(project: Project, pyproject?: ExistingPyproject): DeclaredRequirements | undefined {
  if (pyproject?.dynamicFiles.length) {
    return { files: pyproject.dynamicFiles, requirements: [], place: 'pyproject.toml' };
  }
  if (pyproject?.hasPoetryRequirements) {
    throw invalidOption('packageManager', PythonPackageManager.PIP, 'pyproject.toml has the requirements in [tool.poetry.dependencies], which pip does not read',
      'Set packageManager to POETRY, or write them to [project] dependencies');
  }
  const setup = setupRequirements(project);
  if (setup) {
    setup.requirements.forEach(text => parseRequirement(setup.place, text));
    return setup;
  }
  if (pyproject?.isDynamic) {
    throw invalidOption('pyproject.toml project.dynamic', 'dependencies', 'the build backend computes the requirements when it runs, and synth does not run it',
      'Write them to [project] dependencies, or to requirements.in');
  }
  const [other] = otherFiles(project);
  if (other !== undefined) {
    throw invalidOption('packageManager', PythonPackageManager.PIP, `${other} lists requirements, but the lock file is made from requirements.in or pyproject.toml`,
      'Run "npx projen-python-container adopt" to convert it, include it in requirements.in with -r, or set requirements if the application does not use it');
  }
  return undefined;
}

/**
 * Refuses requirements that uv and Poetry would not read.
 *
 * @throws when there is no pyproject.toml and they are declared elsewhere, or when the pyproject.toml has none for these tools
 */
export function requireDeclared(
  project: Project, packageManager: PythonPackageManager, pyproject: ExistingPyproject | undefined, isNamed: boolean,
): void {
  const isPoetry = packageManager === PythonPackageManager.POETRY;
  const problem = (allowed: string, fix: string) => invalidOption('packageManager', packageManager, allowed, fix);
  if (!pyproject) {
    const files = [...['requirements.in', 'requirements.txt', 'setup.py', 'setup.cfg'].filter(path => declares(project, path)), ...otherFiles(project)];
    if (!isNamed && files.length) {
      throw problem(`the requirements are in ${files[0]}, but ${isPoetry ? 'Poetry' : 'uv'} reads them from pyproject.toml`,
        `Write them to [project] dependencies in a pyproject.toml, set requirements, or ${/^req/.test(files[0]) ? 'set packageManager to PIP' : 'run "npx projen-python-container adopt" to convert them'}`);
    }
  } else if (isPoetry && pyproject.hasPoetryTable) {
    return;
  } else if (pyproject.isDynamic) {
    throw invalidOption('pyproject.toml project.dynamic', 'dependencies', 'the lock file is made from pyproject.toml only, and the build backend needs other files to compute them',
      `Write them to [project] dependencies${isPoetry ? '' : ', or set packageManager to PIP'}`);
  } else if (pyproject.requirements === undefined) {
    throw problem(pyproject.hasPoetryRequirements ? 'pyproject.toml has the requirements in [tool.poetry.dependencies], which uv does not read' : 'pyproject.toml has no [project] with the requirements',
      pyproject.hasPoetryRequirements ? 'Set packageManager to POETRY, or write them to [project] dependencies' : 'Add [project] with name, version and dependencies, or set packageManager to PIP');
  }
}

function declares(project: Project, path: string): boolean {
  const text = existingFile(project, path) ?? '';
  return path.startsWith('setup') ? /^[^#\n]*install_requires/m.test(text) : /^[ \t]*[^\s#]/m.test(text);
}

function otherFiles({ outdir }: Project): string[] {
  const filesIn = (folder: string) => entriesOf(folder).map(({ name }) => name)
    .filter(name => !DEVELOPMENT.test(name) && !isFolder(join(folder, name))).sort();
  const [folder] = filesIn(join(outdir, 'requirements')).filter(name => /\.(txt|in)$/.test(name));
  return [...filesIn(outdir).filter(name => OTHERS.test(name) && !OWN.test(name)), ...folder === undefined ? [] : [`requirements/${folder}`]];
}
