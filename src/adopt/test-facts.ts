import { posix } from 'path';
import { Repository } from './repository';
import { testFiles } from '../container/test-files';
import { isWithin } from '../files/relative-path';

/** How the tests of a repository run, and their paths. */
export interface TestFacts {
  /** The command that runs them, if it is not pytest. */
  readonly command?: string[];
  /** Whether pytest runs them. */
  readonly pytest: boolean;
  readonly evidence: string;
  /** The files and folders of tests. */
  readonly paths: string[];
}

/** Files that contain the commands that run the tests. */
const SCRIPTS = /^(tox\.ini|noxfile\.py|Makefile|makefile|[Jj]ustfile|\.gitlab-ci\.yml|\.travis\.yml|azure-pipelines\.yml|\.circleci\/config\.yml|\.github\/workflows\/[^/]+\.ya?ml)$/;
const PYTEST_FILES = /^(pytest\.ini|\.pytest\.ini|pytest\.toml)$|(^|\/)conftest\.py$/;
const REQUIREMENTS = /(^|\/)(req[\w.-]*\.(txt|in)|[\w-]*requirements\.(txt|in)|Pipfile|pyproject\.toml|setup\.py|setup\.cfg)$|^requirements\//;
const TEST_FILE = /(^|\/)(test_[^/]*|[^/]*_test|tests?)\.py$/;
/** Code that is a test, and does not only have the name of one. */
const TEST_CODE = /^\s*(import|from) (unittest|pytest|django\.test|rest_framework\.test)\b|^def test_/m;
const WORDS = String.raw`((?: +[\w./=:-]+)*)`;

/** Finds how the tests run: from written commands, then from their imports. Nothing is run. */
export function findTests(repository: Repository): TestFacts {
  const paths = testPaths(repository);
  const none = { pytest: false, evidence: 'no tests were found', paths };
  if (!paths.length) {
    return none;
  }
  const said = writtenCommand(repository);
  if (said) {
    return { ...said, paths };
  }
  const pytestFile = repository.paths.find(path => PYTEST_FILES.test(path))
    ?? repository.paths.find(path => REQUIREMENTS.test(path) && /\bpytest\b/.test(repository.text(path)));
  const tests = repository.paths.filter(path => TEST_FILE.test(path) && paths.some(place => isWithin(path, place)));
  const imports = (pattern: RegExp) => tests.find(path => pattern.test(repository.text(path)));
  const [manage] = repository.paths.filter(path => posix.basename(path) === 'manage.py' && /DJANGO_SETTINGS_MODULE/.test(repository.text(path)));
  const pytest = pytestFile ?? imports(/^\s*(import|from) pytest\b/m);
  const unittest = imports(/^\s*(import|from) unittest\b/m);
  if (pytest !== undefined) {
    return { pytest: true, evidence: pytest, paths };
  }
  if (manage !== undefined) {
    return { command: inFolder(posix.dirname(manage), ['python', 'manage.py', 'test']), pytest: false, evidence: manage, paths };
  }
  return unittest === undefined ? { pytest: true, evidence: paths[0], paths }
    : { command: unittestCommand(repository, paths), pytest: false, evidence: unittest, paths };
}

/** The tests outside of the sources, which must be listed if other tests are inside the sources. */
export function testSources(repository: Repository, { paths, pytest }: TestFacts, sources: readonly string[]): string[] {
  // a test that is a source itself is a file that the application starts
  const own = paths.filter(path => !sources.includes(path));
  const inside = own.filter(path => sources.some(source => isWithin(path, source)));
  return inside.length ? [...new Set([...testFiles(repository.folder, [...sources], pytest), ...own])].sort() : [];
}

/** Folders with the names of tests, and test files outside of them. */
function testPaths(repository: Repository): string[] {
  const files = repository.paths.filter(path => path.endsWith('.py') && !/(^|\/)(node_modules|venv|env|site-packages|docs?|examples?)\//.test(path));
  const folders = new Set(files.flatMap((path) => {
    const parts = path.split('/').slice(0, -1);
    const index = parts.findIndex(part => /^tests?$/.test(part));
    return index === -1 ? [] : [parts.slice(0, index + 1).join('/')];
  }));
  const holds = (folder: string) => files.some(path => path.startsWith(`${folder}/`) && (TEST_FILE.test(path) || TEST_CODE.test(repository.text(path))));
  const named = [...folders].filter(holds);
  const others = files.filter(path => TEST_FILE.test(path) && !named.some(folder => path.startsWith(`${folder}/`)) && TEST_CODE.test(repository.text(path)));
  return [...named, ...others].sort();
}

function writtenCommand(repository: Repository): Pick<TestFacts, 'command' | 'pytest' | 'evidence'> | undefined {
  for (const path of repository.paths.filter(name => SCRIPTS.test(name))) {
    for (const [index, line] of repository.lines(path).entries()) {
      const evidence = `${path}:${index + 1}`;
      const text = line.replace(/(^|\s)#.*/, '');
      const [, manage, labels] = new RegExp(String.raw`([\w./-]*manage\.py) test\b${WORDS}`).exec(text) ?? [];
      const [, words] = new RegExp(String.raw`-m unittest\b${WORDS}`).exec(text) ?? [];
      if (/(^|[\s"'[(;&|/-])(pytest|py\.test)(?=$|[\s"',\])])/.test(text) && !/\b(pip3?|install|add|poetry add)\b/.test(text)) {
        return { pytest: true, evidence };
      }
      if (manage !== undefined && repository.has(posix.normalize(manage))) {
        return { command: inFolder(posix.dirname(posix.normalize(manage)), ['python', 'manage.py', 'test', ...split(labels)]), pytest: false, evidence };
      }
      if (words !== undefined) {
        return { command: ['python', '-m', 'unittest', ...split(words)], pytest: false, evidence };
      }
    }
  }
  return undefined;
}

/** unittest finds importable modules; in a folder without `__init__.py` it needs the folder as an argument. */
function unittestCommand(repository: Repository, [first, ...others]: string[]): string[] {
  const isFolder = repository.hasFolder(first) && !first.includes('/');
  return isFolder && others.length === 0 && !repository.has(`${first}/__init__.py`) ? ['python', '-m', 'unittest', 'discover', '--start-directory', first] : ['python', '-m', 'unittest'];
}

function inFolder(folder: string, command: string[]): string[] {
  return folder === '.' ? command : ['env', `--chdir=${folder}`, ...command];
}

function split(words: string): string[] {
  return words.split(' ').filter(word => word !== '');
}
