import { CONDA_FILES } from './conda';
import { AdoptError, Reading, Readings } from './fact';
import { differences, lockedVersions } from './lock-versions';
import { readPipfile } from './pipfile';
import { Repository } from './repository';
import { readRequirements } from './requirement-files';
import { readToml } from './toml';
import { requirementName } from '../package-managers/requirement';

/** The possible files with the requirements: names for `--set requirements=…`. */
const LOCKS = ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock'];
const FOLDER = 'requirements';
const RUNTIME = ['requirements.txt', ...['prod', 'production', 'base', 'main', 'common', 'default', 'runtime', 'app', 'requirements'].flatMap(name => [`${FOLDER}/${name}.in`, `${FOLDER}/${name}.txt`]),
  ...['prod', 'production', 'base'].map(name => `requirements-${name}.txt`)];
const MISSPELT = /^(req\w*ments?|reqs?|require\w*|requir\w*)\.(txt|text)$/i;

/** The files or tools from which the old Dockerfile installs. */
export type Installs = readonly { readonly from: string; readonly evidence: string }[];

/**
 * The files that may contain the requirements: one fact, or several if they contradict each other.
 *
 * @throws when there is only a file with a misspelt name, and `--set` does not select it
 */
export function requirementCandidates(repository: Repository, installs: Installs, isAnswered: boolean): Reading {
  const found = new Readings();
  const pyproject = readToml(repository, 'pyproject.toml') ?? {};
  const locks = LOCKS.filter(path => repository.has(path));
  const poetry = pyproject.tool?.poetry;
  const files = RUNTIME.filter(path => repository.has(path));
  const used = usedByDockerfile(repository, installs, poetry !== undefined);

  if (used) {
    found.state('requirements', used.from, used.evidence);
    locks.filter(lock => lock !== used.from).forEach(lock => found.note(lock, `the requirements come from ${used.from}, which ${used.evidence} installs`));
  } else if (locks.length > 1) {
    locks.forEach(lock => found.state('requirements', lock, `${lock}:1`));
  } else if (locks.length === 1) {
    found.state('requirements', locks[0], `${locks[0]}:1`);
    const [other] = ['requirements.txt'].filter(path => repository.has(path));
    if (other && contradicts(repository, locks[0], other)) {
      found.state('requirements', other, `${other}:1`);
    } else if (other) {
      found.note(other, `it is equivalent to ${locks[0]}, and ${/^(uv|poetry)/.test(locks[0]) ? 'was not changed' : 'is replaced by a lock file with the same versions'}`);
    }
  } else if (repository.has('Pipfile')) {
    found.state('requirements', 'Pipfile', 'Pipfile:1');
    const [other] = ['requirements.txt'].filter(path => repository.has(path));
    if (other && namesOf(repository, other) !== namesIn(readPipfile(repository).requirements)) {
      found.state('requirements', other, `${other}:1`);
    }
  } else {
    const first = [
      ...repository.has('requirements.in') ? ['requirements.in'] : [],
      ...files,
      ...poetry?.dependencies || pyproject.project?.dependencies || pyproject.tool?.uv || pyproject.tool?.pdm ? ['pyproject.toml'] : [],
      ...repository.has('setup.py') ? ['setup.py'] : [],
      .../^\s*install_requires/m.test(repository.text('setup.cfg')) ? ['setup.cfg'] : [],
      ...CONDA_FILES.filter(path => repository.has(path)),
      ...pyproject.project ? ['pyproject.toml'] : [],
    ][0];
    const misspelt = repository.entries.filter(name => MISSPELT.test(name) && name !== 'requirements.txt');
    if (first) {
      found.state('requirements', first, `${first}:1`);
      misspelt.forEach(name => found.note(name, `is this requirements.txt, misspelt? The requirements come from ${first}`));
    } else if (misspelt.length && !isAnswered) {
      throw new AdoptError(`${misspelt.join(' and ')}: no tool reads a file of this name. Is it a misspelt requirements.txt? `
        + `Rename it, or pass --set requirements=${misspelt[0]}`);
    } else if (deeper(repository).length) {
      deeper(repository).forEach(path => found.state('requirements', path, `${path}:1`));
    } else {
      found.guess('requirements', 'none', 'no requirements file');
    }
  }
  return found;
}

/** Requirements files in folders of the application, if there is none at the top level. */
function deeper(repository: Repository): string[] {
  return repository.paths.filter(path => /^([^/]+\/){1,2}requirements\.(in|txt)$/.test(path) && !/(^|\/)(tests?|docs?|examples?|requirements)\//.test(path))
    .filter((path, _, all) => !path.endsWith('.txt') || !all.includes(path.replace(/txt$/, 'in')));
}

function usedByDockerfile(repository: Repository, installs: Installs, isPoetry: boolean): Installs[number] | undefined {
  const uses = installs.flatMap(({ from, evidence }) => {
    const lock = ({ poetry: 'poetry.lock', uv: 'uv.lock', pdm: 'pdm.lock', pipenv: 'Pipfile.lock' } as { [tool: string]: string })[from];
    const file = lock ?? from;
    // an image often installs a tool first, and may export a lock file that is not in the repository
    const known = repository.has(file) ? file : lock === 'Pipfile.lock' && repository.has('Pipfile') ? 'Pipfile' : lock === 'poetry.lock' && isPoetry ? 'pyproject.toml' : undefined;
    return known ? [{ from: known === 'requirements.txt' && repository.has('requirements.in') ? 'requirements.in' : known, evidence }] : [];
  });
  const isDev = (path: string) => /dev|test|local|lint|doc/.test(path);
  const runtime = uses.filter(({ from }) => !isDev(from));
  return new Set(runtime.map(({ from }) => from)).size === 1 ? runtime[0] : undefined;
}

/** Whether a requirements file needs packages that a lock file does not have. */
function contradicts(repository: Repository, lock: string, path: string): boolean {
  const versions = lockedVersions(repository, lock);
  const names = namesOf(repository, path).split(',').filter(name => name !== '');
  return names.some(name => !versions.has(name)) || differences(lockedVersions(repository, path), versions).length > 0;
}

function namesOf(repository: Repository, path: string): string {
  return namesIn(readRequirements(repository, path).requirements);
}

function namesIn(requirements: readonly { readonly text: string }[]): string {
  return [...new Set(requirements.map(({ text }) => requirementName(text)))].sort().join();
}
