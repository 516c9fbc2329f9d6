import { Dirent, existsSync, readFileSync } from 'fs';
import { join, posix } from 'path';
import { globFolder, isGlob } from '../dockerfile/context-path';
import { NamePattern, PathPattern } from '../dockerfile/glob';
import { entriesOf, isFile } from '../files/entries';
import { parseToml } from '../files/toml';

/** The folder with the tests of a new project. */
export const TESTS = 'tests';

/** The most files that are searched for tests, as a limit for folders full of data. */
const MOST_ENTRIES = 20_000;

/** Folders that pytest skips, unless its settings change this: https://docs.pytest.org/en/stable/reference/reference.html#confval-norecursedirs */
const SKIPPED = ['*.egg', '.*', '_darcs', 'build', 'CVS', 'dist', 'node_modules', 'venv', '{arch}'];

/** The settings of pytest: names, and the words of their values. */
type Settings = ReadonlyMap<string, string[]>;

/** unittest looks for test*.py; the patterns of other programs are not known. */
const UNITTEST: Settings = new Map([['python_files', ['test*.py', '*_test.py']]]);

/** The files with pytest's settings, in pytest's order: the first file that has settings is used, even an empty pytest.ini. */
const CONFIG_FILES: { readonly [path: string]: (text: string) => Settings | undefined } = {
  'pytest.toml': text => tomlSettings(text, 'pytest') ?? new Map(),
  '.pytest.toml': text => tomlSettings(text, 'pytest') ?? new Map(),
  'pytest.ini': text => iniSettings(text, 'pytest') ?? new Map(),
  '.pytest.ini': text => iniSettings(text, 'pytest') ?? new Map(),
  'pyproject.toml': text => tomlSettings(text, 'tool', 'pytest'),
  'tox.ini': text => iniSettings(text, 'pytest'),
  'setup.cfg': text => iniSettings(text, 'tool:pytest'),
};

/**
 * The files that pytest needs in addition to the sources, so that it collects the same tests in the image as in the project: its settings, conftest.py,
 * and the files and folders with tests. For other programs, the tests are found by the file names of unittest. Paths of the
 * project, sorted.
 *
 * @param pytest whether it is pytest that runs them
 * @see https://docs.pytest.org/en/stable/reference/customize.html
 */
export function testFiles(project: string, sources: string[], pytest = true): string[] {
  const configs = Object.entries(CONFIG_FILES).flatMap(([path, read]) => {
    const settings = isFile(join(project, path)) ? read(readFileSync(join(project, path), 'utf8')) : undefined;
    return settings ? [{ path, settings }] : [];
  });
  const settings: Settings = configs[0]?.settings ?? new Map();
  const named = pathsOf(project, settings.get('testpaths'));
  const found = pytest && named.length ? named : new TestSearch(project, pytest ? settings : UNITTEST).paths;
  const needed = [
    ...configs.map(({ path }) => path),
    ...isFile(join(project, 'conftest.py')) ? ['conftest.py'] : [],
    ...(found.length || !pytest) && !existsSync(join(project, TESTS)) ? [] : [TESTS], // it is about to be created in a new project
    ...found,
    ...pathsOf(project, settings.get('pythonpath')),
  ].map(path => widest(path, sources));
  return [...new Set(needed)].filter(path => path !== '.' && !isCopied(path, sources)).sort();
}

/** Looks for tests like pytest without arguments. */
class TestSearch {
  /** The files and folders of the project that contain tests. */
  public readonly paths: string[];
  private readonly files: NamePattern[];
  private readonly skipped: NamePattern[];
  private entries = 0;

  public constructor(private readonly project: string, settings: Settings) {
    // doctests can be in any text file
    const doctests = (settings.get('addopts') ?? []).some(word => word.includes('doctest')) ? ['*.py', '*.rst', '*.txt', '*.md'] : [];
    this.files = patterns([...settings.get('python_files') ?? ['test_*.py', '*_test.py'], 'conftest.py', ...doctests]);
    this.skipped = patterns(settings.get('norecursedirs') ?? SKIPPED);
    this.paths = this.testsIn('.');
  }

  private testsIn(folder: string): string[] {
    const entries = this.read(folder);
    const isVirtualEnvironment = folder !== '.' && entries.some(({ name }) => name === 'pyvenv.cfg' || name === 'conda-meta');
    return isVirtualEnvironment ? [] : entries.flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        return this.skipped.some(pattern => pattern.test(entry.name)) ? [] : this.testsIn(path);
      }
      const isTest = this.files.some(pattern => pattern.test(entry.name)) && path !== 'conftest.py';
      return isTest ? [path] : [];
    });
  }

  private read(folder: string): Dirent[] {
    const entries = this.entries > MOST_ENTRIES ? [] : entriesOf(join(this.project, folder));
    this.entries += entries.length;
    return entries;
  }
}

/** The topmost folder of a path that contains no source: tests need the files next to them. */
function widest(path: string, sources: string[]): string {
  const parts = path.split('/');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return folders.find(folder => !sources.some(source => source.startsWith(`${folder}/`))) ?? path;
}

function isCopied(path: string, sources: string[]): boolean {
  return sources.some(source => source === '.' || new PathPattern(source).covers(path));
}

/** The paths that exist in the project; for a glob, its folder. */
function pathsOf(project: string, paths: string[] = []): string[] {
  return paths.map(path => posix.normalize(isGlob(path) ? globFolder(path) : path).replace(/\/$/, ''))
    .filter(path => !path.startsWith('..') && !path.startsWith('/') && existsSync(join(project, path)));
}

/** Python's patterns negate brackets with a !. */
function patterns(texts: string[]): NamePattern[] {
  return texts.map(text => new NamePattern(posix.basename(text).replaceAll('[!', '[^')));
}

function tomlSettings(text: string, ...tables: string[]): Settings | undefined {
  let found: unknown;
  try {
    found = tables.reduce((table, name) => table?.[name], parseToml(text));
  } catch {
    return new Map(); // pytest reports what is wrong with it
  }
  if (typeof found !== 'object' || found === null) {
    return undefined;
  }
  const options = 'ini_options' in found && typeof found.ini_options === 'object' && found.ini_options !== null ? found.ini_options : found;
  return new Map(Object.entries(options).map(([name, value]) => [name, words(value)]));
}

function iniSettings(text: string, section: string): Settings | undefined {
  const settings = new Map<string, string[]>();
  let current: string | undefined;
  let key: string | undefined;
  let isThere = false;
  for (const line of text.split(/\r?\n/).filter(each => !/^\s*([#;]|$)/.test(each))) {
    const [, header] = /^\[([^\]]*)\]/.exec(line) ?? [];
    const [, name, value] = /^([^\s=:]+)\s*[=:](.*)$/.exec(line) ?? [];
    if (header !== undefined) {
      current = header;
      key = undefined;
      isThere ||= header === section;
    } else if (current === section && name !== undefined) {
      key = name;
      settings.set(name, words(value));
    } else if (current === section && key !== undefined && /^\s/.test(line)) {
      words(line).forEach(word => settings.get(key!)!.push(word));
    }
  }
  return isThere ? settings : undefined;
}

function words(value: unknown): string[] {
  const texts = (Array.isArray(value) ? value : [value]).filter(text => typeof text === 'string');
  return texts.flatMap(text => text.split(/\s+/)).map(text => text.replace(/^(["'])(.*)\1$/, '$2')).filter(text => text !== '');
}
