import { spawnSync } from 'child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'fs';
import { basename, dirname, join, relative, resolve } from 'path';
import { folderWith } from '../synth';

const EPOCH = 315532800;
const PACKAGES = 'opt/venv/lib/site-packages';

/** A package as installers leave it. */
function distribution(name: string, files: { [path: string]: string }, ...requirements: string[]): { [path: string]: string } {
  const own = Object.fromEntries(Object.entries(files).map(([path, text]) => [`${PACKAGES}/${path}`, text]));
  const info = `${PACKAGES}/${name}-1.dist-info`;
  return {
    ...own,
    [`${info}/METADATA`]: ['Metadata-Version: 2.1', `Name: ${name}`, 'Version: 1', ...requirements.map(text => `Requires-Dist: ${text}`), ''].join('\n'),
    [`${info}/RECORD`]: Object.keys(files).map(path => `${path},,\n`).join(''),
  };
}

const FILES = {
  'library/textual.py': '',
  'library/wrapped/__init__.py': '',
  'library/test/cases.py': '',
  'opt/venv/.lock': '',
  ...distribution('Web_App', { 'web/__init__.py': 'print("hello")\nimport helper', 'web/unused.py': '', 'web/data.txt': '', '_web.py': '', 'tests/__init__.py': '' }, 'Help.er>=1', 'extra1; extra == "fast"'),
  ...distribution('help-er', { 'helper.py': '', 'helper_unused.py': '' }),
  ...distribution('extra1', { 'extra.py': '' }),
  ...distribution('broken', { 'broken.py': 'raise SystemExit("no")', 'template.py': '{% if name %}' }),
};

/** Runs the script as in an image whose root is a folder: what is compiled, in the virtual environment and of the library. */
function compile(mode: string, files: { [path: string]: string } = FILES, list?: string) {
  const folder = realpathSync(folderWith(files));
  mkdirSync(join(folder, 'tmp'));
  copyFileSync(resolve(__dirname, '../../src/bytecode/bytecode.py'), join(folder, 'tmp/bytecode.py'));
  if (list !== undefined) {
    writeFileSync(join(folder, 'tmp/bytecode.worker.txt'), list);
  }
  const run = 'import sys; from pathlib import Path; import bytecode as b; root = Path(sys.argv[1]); '
    + `b.VENV = root / "opt/venv"; b.BYTECODE = root / "bytecode"; b.LIBRARY = root / "library"; b.PACKAGES = root / "${PACKAGES}"; b.main(sys.argv[2])`;
  const { status, stderr } = spawnSync('python3', ['-B', '-c', run, folder, mode], {
    encoding: 'utf8', cwd: join(folder, 'tmp'), env: { ...process.env, SOURCE_DATE_EPOCH: String(EPOCH), PYTHONPATH: join(folder, PACKAGES) },
  });
  expect([status, stderr]).toEqual([0, expect.stringMatching(/bytecode: \d+ modules\n$/)]);
  const modules = (path: string) => below(join(folder, path)).filter(file => file.endsWith('.pyc'));
  const sources = (path: string) => modules(path).map(file => join(dirname(dirname(relative(join(folder, path), file))), basename(file).replace(/\..*/, '.py'))).sort();
  return { folder, stderr, modules, venv: sources(PACKAGES), library: sources('bytecode') };
}

/** What this machine's Python calls its bytecode. */
function tag(): string {
  return spawnSync('python3', ['-c', 'import sys; print(sys.implementation.cache_tag)'], { encoding: 'utf8' }).stdout.trim();
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => [join(folder, entry.name), ...entry.isDirectory() ? below(join(folder, entry.name)) : []]);
}

test('what importing the requirements loads is compiled: those that no other one requires', () => {
  const { venv, stderr } = compile('imported');
  expect(venv).toEqual(['broken.py', 'extra.py', 'helper.py', 'web/__init__.py']);
  expect(stderr).toMatch(/^bytecode: broken is skipped, .*: SystemExit\('no'\)$/m);
});

test('a list names what is compiled, and a name that is gone is none', () => {
  const { folder, venv, library } = compile('imported', FILES, 'textual\nwrapped\nweb.unused\ngone\nhelper\n');
  expect(venv).toEqual(['helper.py', 'web/unused.py']);
  expect(library.map(path => relative(folder, `/${path}`))).toEqual(['library/textual.py', 'library/wrapped/__init__.py']);
});

test('all are compiled, but tests of the library and what is no Python', () => {
  const { folder, venv, library } = compile('all');
  expect(venv).toEqual(['_web.py', 'broken.py', 'extra.py', 'helper.py', 'helper_unused.py', 'tests/__init__.py', 'web/__init__.py', 'web/unused.py']);
  expect(library.map(path => relative(folder, `/${path}`))).toEqual(['library/textual.py', 'library/wrapped/__init__.py']);
});

test('nothing is compiled when nothing shall be', () => {
  expect(compile('none')).toMatchObject({ venv: [], library: [], stderr: 'bytecode: 0 modules\n' });
});

test.each(['imported', 'all', 'none'])('%s: all files have one date, bytecode has none, and uv\'s lock is gone', (mode) => {
  const { folder, modules } = compile(mode);
  const files = [join(folder, 'opt'), ...below(join(folder, 'opt')), join(folder, 'bytecode'), ...below(join(folder, 'bytecode'))];
  expect(files.filter(file => statSync(file).mtimeMs !== EPOCH * 1000)).toEqual([]);
  for (const file of [...modules(PACKAGES), ...modules('bytecode')]) {
    expect(readFileSync(file).readUInt32LE(4)).toBe(1); // PEP 552: a hash that nobody checks
  }
  expect(existsSync(join(folder, 'opt/venv/.lock'))).toBe(false);
});

test('bytecode that the image brings stays as it is, and where it is', () => {
  const brought = { 'library/__pycache__/textual.cpython-311.pyc': 'brought', [`library/__pycache__/textual.${tag()}.pyc`]: 'brought' };
  const { folder, library } = compile('all', { ...FILES, ...brought });
  expect(library.map(path => relative(folder, `/${path}`))).toEqual(['library/wrapped/__init__.py']);
  Object.keys(brought).forEach(path => expect(readFileSync(join(folder, path), 'utf8')).toBe('brought'));
});

test('what requirements print, and what only an import compiles, is no trouble', () => {
  const { venv, folder, modules } = compile('imported', {
    'opt/venv/.lock': '', 'library/x.py': '', ...distribution('gone', { 'gone.py': 'import sys, there\nprint("a\\nb")\nsys.modules["there"] = sys', 'there.py': '' }),
  });
  expect(venv).toEqual(['gone.py', 'there.py']);
  modules(PACKAGES).forEach(file => expect(readFileSync(file).readUInt32LE(4)).toBe(1));
  expect(below(folder).filter(file => file.endsWith('there.py'))).toHaveLength(1);
});

test('new bytecode of the library is not beside it', () => {
  const { folder, modules } = compile('all');
  expect(modules('library')).toEqual([]);
  expect(modules('bytecode').map(file => relative(join(folder, 'bytecode'), file)).every(path => `/${path}`.startsWith(`${folder}/library/`))).toBe(true);
});
