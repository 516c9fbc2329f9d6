import { CONDA_FILES, readConda } from './conda';
import { AdoptError, Note } from './fact';
import { lockedVersions, pinned, Versions } from './lock-versions';
import { Converted, readPipfile } from './pipfile';
import { PythonModules } from './python-modules';
import { Repository } from './repository';
import { readRequirements, RequirementsText, WrittenIndex } from './requirement-files';
import { readSetup } from './setup-py';
import { readToml, Tables } from './toml';
import { formatProblem } from '../package-managers/lock-format';
import { PythonPackageManager } from '../package-managers/package-manager';
import { requirementName } from '../package-managers/requirement';

const DEV_NAMES = ['requirements-dev', 'requirements_dev', 'dev-requirements', 'dev_requirements', 'requirements-test', 'requirements_test', 'requirements-tests',
  'test-requirements', 'test_requirements', 'requirements-development', 'requirements/dev', 'requirements/development', 'requirements/test', 'requirements/tests',
  'requirements/testing', 'requirements/local'];

/** The source of the requirements, and the files that are made from it. */
export interface RequirementSource {
  readonly packageManager: PythonPackageManager;
  /** The files to write: paths and texts. */
  readonly written: { readonly [path: string]: string };
  /** The normalized names of the direct requirements. */
  readonly names: string[];
  /** The versions in the old lock file. */
  readonly versions: Versions;
  /** Whether `lock` must run. */
  readonly makesLock: boolean;
  readonly indexes: WrittenIndex[];
  readonly notes: Note[];
}

interface Context {
  readonly repository: Repository;
  readonly modules: PythonModules;
  /** The packages that the old image installs by name. */
  readonly extra: readonly { readonly text: string; readonly evidence: string }[];
  readonly usesPytest: boolean;
  /** A requirement that the command needs and that is not listed. */
  readonly server?: string;
}

/** @throws when a requirement cannot be locked */
export function requirementSource(from: string, context: Context): RequirementSource {
  const { repository } = context;
  const pyproject = readToml(repository, 'pyproject.toml') ?? {};
  const { poetry } = pyproject.tool ?? {};
  if (from === 'uv.lock' || from === 'pyproject.toml' && pyproject.tool?.uv && pyproject.project) {
    return ofPyproject(context, pyproject, PythonPackageManager.UV, 'uv.lock');
  }
  if (from === 'poetry.lock' || from === 'pyproject.toml' && poetry?.dependencies) {
    return ofPyproject(context, pyproject, PythonPackageManager.POETRY, 'poetry.lock');
  }
  if (from === 'pdm.lock' || from === 'pyproject.toml') {
    return ofProjectTable(context, pyproject, from);
  }
  if (from === 'Pipfile' || from === 'Pipfile.lock') {
    return converted(context, readPipfile(repository), repository.has('Pipfile.lock') ? lockedVersions(repository, 'Pipfile.lock') : new Map());
  }
  if (from === 'setup.py' || from === 'setup.cfg') {
    const setup = readSetup(repository, context.modules.modules.get('setup.py')?.setup ?? null);
    if (!setup.isWritten && repository.has('setup.py') && /install_requires/.test(repository.text('setup.py'))) {
      throw new AdoptError(`setup.py: install_requires is computed when it runs, and cannot be read. Write the requirements to requirements.in${context.modules.isExact ? '' : ', or install Python, which reads setup.py'}.`);
    }
    return converted(context, setup, new Map());
  }
  if (CONDA_FILES.includes(from)) {
    const conda = readConda(repository);
    return converted(context, conda, pinned(conda.requirements.map(({ text }) => text)));
  }
  return from === 'none' ? converted(context, { requirements: [], devRequirements: [], unlockable: [], indexes: [], notes: [] }, new Map())
    : ofRequirementFiles(context, from);
}

/** Files that uv and Poetry read themselves. */
function ofPyproject(
  { repository, extra }: Context, { project, tool }: Tables, packageManager: PythonPackageManager, lock: string,
): RequirementSource {
  const direct: string[] = [...project?.dependencies ?? [], ...Object.keys(tool?.poetry?.dependencies ?? {}).filter(name => name !== 'python')];
  const unreadable = formatProblem(lock, repository.text(lock));
  const notes: Note[] = unreadable ? [{ evidence: repository.evidence(lock, 'lock-version'), text: `${lock} ${unreadable.problem}` }] : [];
  const names = direct.map(requirementName);
  extra.filter(({ text }) => !names.includes(requirementName(text)))
    .forEach(({ text, evidence }) => notes.push({ evidence, text: `${text} is installed here, but is not in pyproject.toml: if it is needed, add it there and run "npx projen lock"` }));
  return {
    packageManager,
    written: {},
    names,
    notes,
    indexes: [],
    versions: repository.has(lock) ? lockedVersions(repository, lock) : new Map(),
    makesLock: !repository.has(lock) || unreadable?.task === 'lock',
  };
}

/** A pyproject.toml with dependencies can be locked for pip too: PDM's, Hatch's, setuptools'. */
function ofProjectTable(context: Context, { project, tool, 'dependency-groups': groups }: Tables, from: string): RequirementSource {
  const { repository } = context;
  const evidence = repository.evidence('pyproject.toml', /^\s*dependencies\s*=/);
  const names = (lists: unknown[]) => lists.flat().filter((text): text is string => typeof text === 'string');
  const isDev = (name: string) => /^(dev|develop|development|tests?|testing|lint)$/.test(name);
  const dev = names([...Object.entries<unknown[]>({ ...tool?.pdm?.['dev-dependencies'], ...groups, ...project?.['optional-dependencies'] })]
    .filter(([name]) => isDev(name as string)).map(([, list]) => list as unknown[]));
  const toLines = (texts: string[]) => texts.map(text => ({ text, evidence }));
  const versions = from === 'pdm.lock' ? lockedVersions(repository, from) : new Map();
  const extras = Object.keys(project?.['optional-dependencies'] ?? {}).filter(name => !isDev(name) && !/^(docs?|all)$/.test(name));
  const notes = extras.map(name => ({ evidence: repository.evidence('pyproject.toml', new RegExp(`^\\s*["']?${name.replace(/\W/g, '\\$&')}["']?\\s*=`)), text: `the extra ${name} is not installed: add the packages that the image needs to dependencies` }));
  const all = { requirements: toLines(project?.dependencies ?? []), devRequirements: toLines(dev), unlockable: [], indexes: [], notes };
  const source = converted(context, all, versions);
  if (project?.dependencies === undefined && project?.dynamic?.includes('dependencies')) {
    const setup = readSetup(repository, context.modules.modules.get('setup.py')?.setup ?? null);
    const file: unknown = tool?.setuptools?.dynamic?.dependencies?.file;
    const [path] = [file].flat().filter((name): name is string => typeof name === 'string' && repository.has(name));
    return path ? ofRequirementFiles(context, path) : converted(context, setup, versions);
  }
  // the requirements can be locked in place: only the development requirements are written
  const { 'requirements.in': added, ...written } = source.written;
  return 'requirements.in' in source.written && (context.server || context.extra.length) ? { ...source, written: { 'requirements.in': added, ...written } } : { ...source, written };
}

/** The requirements of another tool's file, as requirements.in and requirements-dev.in. */
function converted(context: Context, file: Converted, versions: Versions): RequirementSource {
  const { requirements, devRequirements, unlockable, indexes, notes } = file;
  refuse(unlockable);
  const own = requirements.filter(({ text }) => !/^-/.test(text));
  const included = requirements.flatMap(({ text }) => /^-r\s*(\S+)/.exec(text)?.[1] ?? []).filter(path => context.repository.has(path))
    .map(path => readRequirements(context.repository, path));
  const said = [...own, ...included.flatMap(other => other.requirements)].map(({ text }) => requirementName(text));
  const added = addedBy(context, said);
  const lines = [...own.map(({ text }) => text), ...included.flatMap(other => other.lines), ...added.map(({ line }) => line)];
  const names = [...said, ...added.map(({ name }) => name)];
  return {
    packageManager: PythonPackageManager.PIP,
    written: { 'requirements.in': fileOf(lines, context.server), ...devFile(context, devRequirements.map(({ text }) => text), names) },
    names,
    versions: versions.size ? versions : pinned(lines),
    makesLock: true,
    indexes: [...indexes, ...included.flatMap(other => other.indexes)],
    notes,
  };
}

function ofRequirementFiles(context: Context, path: string): RequirementSource {
  const { repository } = context;
  const text = readRequirements(repository, path);
  refuse(text.unlockable);
  const own = text.hasProject ? projectRequirements(context) : [];
  const said = [...text.requirements.map(requirement => requirementName(requirement.text)), ...own.map(requirementName)];
  const added = addedBy(context, said);
  const names = [...new Set([...said, ...added.map(({ name }) => name)])];
  const dev = devTexts(repository);
  const [lock] = [path.replace(/\.in$/, '.txt'), path].filter(name => repository.has(name));
  const versions = new Map([...lockedVersions(repository, lock), ...pinned(text.constraints.map(constraint => constraint.text))]);
  const notes = [...text.notes, ...dev.flatMap(file => file.notes)];
  const isPlain = text.files.length === 1 && !text.hasProject && text.indexes.length === 0 && !context.server && added.length === 0;
  const isLock = path === 'requirements.txt' && text.isHashed && isPlain;
  const isInput = path === 'requirements.in' && isPlain && text.notes.length === 0;
  const hasLock = isLock || isInput && repository.has('requirements.txt') && readRequirements(repository, 'requirements.txt').isHashed;
  if (path !== 'requirements.txt' && path !== 'requirements.in') {
    notes.push({ evidence: path, text: 'requirements.in replaces this file: you can remove it' });
  }
  const extra = own.filter(requirement => !text.requirements.some(other => requirementName(other.text) === requirementName(requirement)));
  const limits = text.constraints.filter(constraint => !names.includes(requirementName(constraint.text)));
  if (limits.length) {
    notes.push({ evidence: limits[0].evidence.split(':')[0], text: 'its constraints on packages that are not required directly apply to the first lock file only; add those that you need permanently to requirements.in' });
  }
  return {
    packageManager: PythonPackageManager.PIP,
    written: {
      ...isLock || isInput ? {} : { 'requirements.in': fileOf([...withLimits([...text.lines, ...extra], text), ...added.map(({ line }) => line)], context.server) },
      ...devFile(context, dev.flatMap(file => file.lines.filter(line => !line.startsWith('# from'))), names),
    },
    names,
    versions,
    makesLock: !hasLock,
    indexes: [...text.indexes, ...dev.flatMap(file => file.indexes)],
    notes,
  };
}

/** The packages that the old image installs in addition to the files, with their lines. */
function addedBy({ extra }: Context, names: readonly string[]): { readonly name: string; readonly line: string }[] {
  // psycopg[c] is more than psycopg
  const added = extra.filter(({ text }) => text.includes('[') || !names.includes(requirementName(text))).map(({ text, evidence }) => ({ name: requirementName(text), line: `${text}  # ${evidence}` }));
  return added.filter(({ name }, index) => added.findIndex(other => other.name === name) === index);
}

/** Adds constraints from other files to their requirements. */
function withLimits(lines: string[], { constraints }: RequirementsText): string[] {
  const used = constraints.filter(({ text }) => lines.some(line => isNamed(line, text)));
  return used.length ? [...lines, ...used.map(({ text, evidence }) => `${text}  # ${evidence}`)] : lines;
}

function isNamed(line: string, constraint: string): boolean {
  return /^[A-Za-z0-9]/.test(line) && requirementName(line) === requirementName(constraint);
}

/** The requirements of the project itself, for a file with `-e .`. */
function projectRequirements({ repository, modules }: Context): string[] {
  const { project } = readToml(repository, 'pyproject.toml') ?? {};
  return project?.dependencies ?? readSetup(repository, modules.modules.get('setup.py')?.setup ?? null).requirements.map(({ text }) => text);
}

function devTexts(repository: Repository): RequirementsText[] {
  const files = DEV_NAMES.flatMap(name => [`${name}.in`, `${name}.txt`].filter(path => repository.has(path)).slice(0, 1));
  return files.map(path => readRequirements(repository, path));
}

/** requirements-dev.in, if there are development requirements, or if tests need it. The lock file of production takes precedence. */
function devFile({ repository, usesPytest }: Context, lines: string[], runtime: string[]): { [path: string]: string } {
  const isOwn = (line: string) => /^[A-Za-z0-9]/.test(line) && runtime.includes(requirementName(line));
  const own = [...new Set(lines.filter(line => line.trim() !== '' && !isOwn(line)))];
  const isHashed = repository.has('requirements-dev.txt') && readRequirements(repository, 'requirements-dev.txt').isHashed;
  if (own.length === 0 || isHashed || repository.has('requirements-dev.in') && !own.some(line => line.startsWith('-'))) {
    return {};
  }
  const hasPytest = [...own, ...runtime].some(line => /^pytest(?![\w-])/i.test(line));
  return { 'requirements-dev.in': ['-c requirements.txt', ...own, ...usesPytest && !hasPytest ? ['pytest>=8'] : [], ''].join('\n') };
}

function fileOf(lines: string[], server?: string): string {
  return [...lines, ...server ? [`${server}  # the server for production`] : []].map(line => `${line}\n`).join('');
}

/** @throws when there are requirements that a lock file of pip cannot contain */
function refuse(unlockable: readonly { readonly text: string; readonly evidence: string }[]): void {
  if (unlockable.length) {
    const lines = unlockable.map(({ text, evidence }) => `${evidence}: ${text.replace(/\/\/[^@/\s]*@/, '//…@')}`);
    throw new AdoptError(`These requirements come from a repository, a URL or a path, so a lock file with hashes cannot contain them:\n  ${lines.join('\n  ')}\n`
      + 'Require them by name and version from an index, or switch to uv first, whose lock file contains commits: uv init --bare && uv add …');
  }
}
