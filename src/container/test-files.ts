import { Dirent, existsSync, readFileSync } from 'fs';
import { join, posix } from 'path';
import { globFolder, isGlob } from '../dockerfile/context-path';
import { NamePattern, PathPattern } from '../dockerfile/glob';
import { entriesOf, isFile } from '../files/entries';

/** Where the tests of a new project are. */
export const TESTS = 'tests';

/** How much of a project is searched for tests: folders of data end it. */
const MOST_ENTRIES = 20_000;

/** What pytest does not go into, unless its settings say otherwise: https://docs.pytest.org/en/stable/reference/reference.html#confval-norecursedirs */
const SKIPPED = ['*.egg', '.*', '_darcs', 'build', 'CVS', 'dist', 'node_modules', 'venv', '{arch}'];

/** The settings of pytest: names, and the words of each. */
type Settings = ReadonlyMap<string, string[]>;

/** unittest looks for test*.py; what other programs look for is not known. */
const UNITTEST: Settings = new Map([['python_files', ['test*.py', '*_test.py']]]);

/** Where pytest looks for its settings, in its order: the first file that has them counts, and an empty pytest.ini is one. */
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
 * What pytest needs beside the sources, so that it collects in the image what it collects in the project: its settings, conftest.py,
 * and the files and folders that hold tests. Other programs find theirs among the same files, and by the names that unittest looks for. Paths of the
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
    ...(found.length || !pytest) && !existsSync(join(project, TESTS)) ? [] : [TESTS], // a new project gets it in a moment
    ...found,
    ...pathsOf(project, settings.get('pythonpath')),
  ].map(path => widest(path, sources));
  return [...new Set(needed)].filter(path => path !== '.' && !isCopied(path, sources)).sort();
}

/** Looks for tests as pytest does when nobody tells it where they are. */
class TestSearch {
  /** The files and folders of the project that hold tests: each folder as it is named in the project's own. */
  public readonly paths: string[];
  private readonly files: NamePattern[];
  private readonly skipped: NamePattern[];
  private entries = 0;

  public constructor(private readonly project: string, settings: Settings) {
    // a doctest is in anything that has text
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

/** The widest folder around a path that no source is in: tests need what is beside them. */
function widest(path: string, sources: string[]): string {
  const parts = path.split('/');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return folders.find(folder => !sources.some(source => source.startsWith(`${folder}/`))) ?? path;
}

function isCopied(path: string, sources: string[]): boolean {
  return sources.some(source => source === '.' || new PathPattern(source).covers(path));
}

/** Those of the paths that are there and lie in the project; of a glob, its folder. */
function pathsOf(project: string, paths: string[] = []): string[] {
  return paths.map(path => posix.normalize(isGlob(path) ? globFolder(path) : path).replace(/\/$/, ''))
    .filter(path => !path.startsWith('..') && !path.startsWith('/') && existsSync(join(project, path)));
}

/** Python's patterns have a ! for what is not in brackets. */
function patterns(texts: string[]): NamePattern[] {
  return texts.map(text => new NamePattern(posix.basename(text).replaceAll('[!', '[^')));
}

function tomlSettings(text: string, ...tables: string[]): Settings | undefined {
  let found: unknown;
  try {
    found = tables.reduce((table, name) => table?.[name], require('smol-toml').parse(text)); // eslint-disable-line @typescript-eslint/no-require-imports
  } catch {
    return new Map(); // pytest says what is wrong with it
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
