import { posix } from 'path';
import { Fact } from './fact';
import { Repository } from './repository';
import { isWithin } from '../files/relative-path';

/** Top-level files and folders that no application needs to run. */
const NOT_FOR_RUNNING = [
  /^\./, /^(README|LICEN[CS]E|COPYING|NOTICE|AUTHORS|CONTRIBUT(ING|ORS)|CHANGE(LOG|S)|CODE_OF_CONDUCT|SECURITY|HISTORY|MAINTAINERS|TODO)([.-]|$)/i,
  /^(tests?|testing|docs?|documentation|examples?|bench(marks?)?|deploy(ment)?|k8s|kubernetes|helm|charts?|terraform|infra|ansible|nginx|htmlcov|dist|build|target|venv|env|coverage|cypress|e2e|notebooks?)$/i,
  /^(Dockerfile|Containerfile|docker-compose|compose)([.-]|$)/, /^docker$/, /\.Dockerfile$/, /\.before$/, /\.egg-info$/,
  /^(requirements|constraints|dev-requirements|test-requirements)\b.*/, /^req\w*ments?\.(txt|text)$/i,
  /^(pyproject\.toml|setup\.py|setup\.cfg|MANIFEST\.in|Pipfile|Pipfile\.lock|poetry\.lock|poetry\.toml|uv\.lock|uv\.toml|pdm\.lock|pdm\.toml|environment\.ya?ml|tox\.ini|noxfile\.py|pytest\.ini|conftest\.py|mypy\.ini|pylintrc|ruff\.toml|codecov\.yml|mkdocs\.yml|tasks\.py|fabfile\.py|bytecode\.txt)$/,
  /^(Procfile(\..*)?|runtime\.txt|app\.json|Makefile|Justfile|justfile|Taskfile\.ya?ml|Vagrantfile|Jenkinsfile|cloudbuild\.yaml|fly\.toml|render\.yaml|railway\.json|vercel\.json|netlify\.toml|heroku\.yml|project\.toml|skaffold\.yaml|sonar-project\.properties|renovate\.json|heroku.*|app\.yaml|azure\.yaml|azure-pipelines\.yml)$/,
  /^(package(-lock)?\.json|yarn\.lock|pnpm-(lock|workspace)\.yaml|bun\.lockb?|tsconfig.*\.json|vite\.config\.\w+|webpack\.config\.\w+|container-structure-test.*\.yaml|stryker.*)$/,
  /\.(md|rst|ipynb|log|sqlite3?|db|pem|key|bak|swp|orig|patch|diff)$/i,
];

/** The files that are copied into the image. */
export interface Sources {
  readonly paths: string[];
  readonly evidence: string;
  /** The top-level files that are not copied. */
  readonly left: string[];
}

/**
 * The files that the old Dockerfile copies; if it copies everything, or does not exist, the top-level files that an application may need.
 *
 * @param started the files that commands name
 * @param tests the files and folders of tests, which are not sources at the top level
 */
export function sourcesOf(
  repository: Repository, facts: readonly Fact[], ignored: ReadonlySet<string>, started: readonly string[], tests: readonly string[],
): Sources {
  const copied = facts.filter(({ option }) => option === 'sources');
  const isTest = (path: string) => tests.includes(path) && !started.some(file => isWithin(file, path));
  const named = [...new Set(copied.map(({ value }) => String(value)))].filter(path => path !== '.' && !isForBuilding(path) && !isTest(path));
  const everything = copied.find(({ value }) => value === '.');
  if (named.length && !everything) {
    const outer = [...new Set([...named, ...started])].filter((path, _, all) => !all.some(other => other !== path && path.startsWith(`${other}/`))).filter(path => !/\[|\*/.test(path));
    return { paths: outer.sort(), evidence: (copied.find(({ value }) => value === outer[0]) ?? copied[0]).evidence, left: [] };
  }
  const entries = repository.entries.filter(name => !ignored.has(name));
  const needed = (name: string) => [...named, ...started].some(path => isWithin(path, name)) || !isForBuilding(name) && !isTest(name);
  return {
    paths: entries.filter(needed),
    evidence: everything ? `${everything.evidence} copies everything` : 'the files of the repository',
    left: entries.filter(name => !needed(name) && !name.startsWith('.')),
  };
}

/** Whether a top-level file is for building, testing or reading, and not for running. */
function isForBuilding(path: string): boolean {
  return posix.dirname(path) === '.' && NOT_FOR_RUNNING.some(pattern => pattern.test(path));
}
