import { spawnSync } from 'child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'fs';
import { basename, delimiter, dirname, join, relative, resolve } from 'path';
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
  ...distribution('Web_App', { 'web/__init__.py': 'print("hello")\nimport helper', 'web/unused.py': '', 'web/data.txt': '', 'web/orm/__init__.py': '', 'web/orm/tests/__init__.py': '', 'web/tests/__init__.py': '', 'web/needs/__init__.py': 'import nothing', '_web.py': '', 'tests/__init__.py': '' }, 'Help.er>=1', 'extra1; extra == "fast"'),
  ...distribution('help-er', { 'helper.py': '', 'helper_unused.py': '' }),
  ...distribution('extra1', { 'extra.py': '' }),
  ...distribution('broken', { 'broken.py': 'raise SystemExit("no")', 'template.py': '{% if name %}' }),
};

/** Runs the script as in an image whose root is a folder, and returns what is compiled: the paths of the sources. */
function compile(mode: string, files: { [path: string]: string } = FILES, list?: string, folder = realpathSync(folderWith(files))) {
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  mkdirSync(join(folder, 'app'), { recursive: true });
  rmSync(join(folder, 'layers'), { recursive: true, force: true });
  if (mode === 'code') {
    cpSync(join(folder, 'app'), join(folder, 'layers', folder, 'app'), { recursive: true });
  }
  copyFileSync(resolve(__dirname, '../../src/bytecode/bytecode.py'), join(folder, 'tmp/bytecode.py'));
  if (list !== undefined) {
    writeFileSync(join(folder, 'tmp/bytecode.worker.txt'), list);
  }
  const run = 'import sys; import bytecode as b; root = sys.argv[1]; '
    + `b.LAYERS = root + "/layers"; b.CACHE = root + "/cache"; b.LIBRARY = root + "/library"; b.PACKAGES = root + "/${PACKAGES}"; b.main(sys.argv[2])`;
  const { status, stderr } = spawnSync('python3', ['-B', '-c', run, folder, mode], {
    encoding: 'utf8',
    cwd: join(folder, 'app'),
    env: { ...process.env, PYTHONHASHSEED: '0', SOURCE_DATE_EPOCH: String(EPOCH), PYTHONPATH: [join(folder, 'tmp'), join(folder, PACKAGES)].join(delimiter) },
  });
  expect([status, stderr]).toEqual([0, expect.stringMatching(/bytecode: \d+ modules\n$/)]);
  const modules = (path: string) => below(join(folder, path)).filter(file => file.endsWith('.pyc'));
  const sources = (path: string, root: string) => modules(join(path, root))
    .map(file => join(dirname(dirname(relative(join(folder, path, root), file))), basename(file).replace(/\..*/, '.py'))).sort();
  return {
    folder,
    stderr,
    modules,
    venv: sources(join('layers/requirements', folder), PACKAGES),
    library: sources(join('layers/library', folder), 'library'),
    code: sources(join('layers', folder), 'app'),
  };
}

/** What this machine's Python calls its bytecode. */
function tag(): string {
  return spawnSync('python3', ['-c', 'import sys; print(sys.implementation.cache_tag)'], { encoding: 'utf8' }).stdout.trim();
}

function below(folder: string): string[] {
  return !existsSync(folder) ? [] : readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => [join(folder, entry.name), ...entry.isDirectory() ? below(join(folder, entry.name)) : []]);
}

test('what importing the requirements loads is compiled: those that no other one requires, and their public parts', () => {
  const { venv, stderr, modules } = compile('imported');
  expect(venv).toEqual(['broken.py', 'extra.py', 'helper.py', 'web/__init__.py', 'web/needs/__init__.py', 'web/orm/__init__.py']);
  expect(stderr).toMatch(/^bytecode: broken is skipped, .*: SystemExit\('no'\)$/m);
  expect(modules('opt')).toEqual([]);
});

test('a list names what is compiled, and a name that is gone is none', () => {
  const { venv, library } = compile('imported', FILES, 'textual\nwrapped\nweb.unused\ngone\nhelper\n');
  expect(venv).toEqual(['helper.py', 'web/unused.py']);
  expect(library).toEqual(['textual.py', 'wrapped/__init__.py']);
});

test('all are compiled, but tests of the library and what is no Python', () => {
  const { venv, library, modules } = compile('all');
  expect(venv).toEqual([
    '_web.py', 'broken.py', 'extra.py', 'helper.py', 'helper_unused.py', 'tests/__init__.py', 'web/__init__.py', 'web/needs/__init__.py', 'web/orm/__init__.py',
    'web/orm/tests/__init__.py', 'web/tests/__init__.py', 'web/unused.py',
  ]);
  expect(library).toEqual(['textual.py', 'wrapped/__init__.py']);
  expect([...modules('opt'), ...modules('library')]).toEqual([]);
});

test('code is compiled beside its copy, and all gets one date', () => {
  const { folder, code, modules } = compile('code', { 'app/shop/main.py': 'x = 1', 'app/template.py': '{% if name %}', 'app/notes.txt': '', ...FILES });
  expect(code).toEqual(['shop/main.py']);
  expect([...modules('app'), ...modules('layers/library'), ...modules('layers/requirements')]).toEqual([]);
  expect(below(join(folder, 'layers')).filter(file => statSync(file).mtimeMs !== EPOCH * 1000)).toEqual([]);
});

test.each(['imported', 'all', 'code'])('%s: bytecode has one date, and holds none', (mode) => {
  const { folder, modules } = compile(mode, { 'app/main.py': '', ...FILES });
  expect(modules('layers')).not.toEqual([]);
  expect([join(folder, 'layers'), ...below(join(folder, 'layers'))].filter(file => statSync(file).mtimeMs !== EPOCH * 1000)).toEqual([]);
  for (const file of modules('layers')) {
    expect(readFileSync(file).readUInt32LE(4)).toBe(1); // PEP 552: a hash that nobody checks
  }
});

test('bytecode is what Python itself makes', () => {
  const { folder, modules } = compile('code', { 'app/main.py': 'def f(a: int = 1) -> set: return {a, "x"}\nNAMES = frozenset(["a", "b"])\n' });
  const [made] = modules('layers');
  const theirs = join(folder, 'theirs.pyc');
  const compileall = 'import py_compile as p, sys; p.compile(sys.argv[1], sys.argv[2], doraise=True, invalidation_mode=p.PycInvalidationMode.UNCHECKED_HASH)';
  spawnSync('python3', ['-c', compileall, join(folder, 'app/main.py'), theirs], { env: { ...process.env, PYTHONHASHSEED: '0' } });
  const same = 'import marshal, sys; one, other = [open(path, "rb").read() for path in sys.argv[1:]]; print(one[:16] == other[:16], marshal.loads(one[16:]) == marshal.loads(other[16:]))';
  expect(spawnSync('python3', ['-c', same, made, theirs], { encoding: 'utf8' }).stdout).toBe('True True\n');
});

test('bytecode does not depend on what else is loaded', () => {
  const run = `
import marshal, sys, bytecode
NESTED = "class Never:\\n  def loaded(self):\\n    class Before: pass\\n    return Before, ('x y', 5000, frozenset(['z', 1])), 'x y', b'5000' in (b'5000', b'')\\n"
def made():
    plain = compile(NESTED, 'x.py', 'exec', dont_inherit=True)
    return plain, marshal.dumps(bytecode.stable(plain, {}))
before = made()
held = [sys.intern(text) for text in ('.'.join(['Never', 'loaded', '<locals>', 'Before']), ' '.join('xy'))]
after = made()
assert marshal.loads(after[1]) == after[0]
print(before[1] == after[1])
`;
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', run], {
    encoding: 'utf8', env: { ...process.env, PYTHONHASHSEED: '0', SOURCE_DATE_EPOCH: String(EPOCH), PYTHONPATH: resolve(__dirname, '../../src/bytecode') },
  });
  expect(stderr).toBe('');
  expect(stdout).toBe('True\n');
});

test('what was compiled once comes from the cache, and a changed source does not', () => {
  const { folder } = compile('code', { 'app/same.py': 'x = 1', 'app/changed.py': 'y = 1' });
  const forge = 'import marshal, sys; from pathlib import Path; p = Path(sys.argv[1]); '
    + 'p.write_bytes(p.read_bytes()[:16] + marshal.dumps(compile("forged = 1", "forged.py", "exec")))';
  below(join(folder, 'cache')).filter(file => file.endsWith('.pyc')).forEach(file => spawnSync('python3', ['-c', forge, file]));
  writeFileSync(join(folder, 'app/changed.py'), 'y = 2');
  const { modules } = compile('code', {}, undefined, folder);
  const holds = (name: string) => readFileSync(modules('layers').find(file => basename(file).startsWith(name))!).includes('forged.py');
  expect([holds('same'), holds('changed')]).toEqual([true, false]);
});

test('bytecode that the image brings stays as it is, and where it is', () => {
  const brought = { 'library/__pycache__/textual.cpython-311.pyc': 'brought', [`library/__pycache__/textual.${tag()}.pyc`]: 'brought' };
  const { folder, library } = compile('all', { ...FILES, ...brought });
  expect(library).toEqual(['wrapped/__init__.py']);
  Object.keys(brought).forEach(path => expect(readFileSync(join(folder, path), 'utf8')).toBe('brought'));
});

test('what requirements print, and what only an import compiles, is no trouble', () => {
  const { venv, folder, modules } = compile('imported', {
    'library/x.py': '', ...distribution('gone', { 'gone.py': 'import sys, there\nprint("a\\nb")\nsys.modules["there"] = sys', 'there.py': '' }),
  });
  expect(venv).toEqual(['gone.py', 'there.py']);
  modules('layers').forEach(file => expect(readFileSync(file).readUInt32LE(4)).toBe(1));
  expect(below(folder).filter(file => file.endsWith('there.py'))).toHaveLength(1);
});

test('of folders that belong to many packages, each package is imported', () => {
  const { venv } = compile('imported', {
    'library/x.py': '',
    ...distribution('google-cloud-storage', {
      'google/cloud/storage/__init__.py': 'import helper', 'google/cloud/storage/unused.py': '', 'google/cloud/_private/__init__.py': '', 'google/cloud/script.py': '',
    }, 'helper'),
    ...distribution('helper', { 'helper.py': '' }),
  });
  expect(venv).toEqual(['google/cloud/storage/__init__.py', 'helper.py']);
});

test('packages that require each other are imported too', () => {
  const { venv } = compile('imported', {
    'library/x.py': '',
    ...distribution('core', { 'core.py': '' }, 'plug'),
    ...distribution('plug', { 'plug.py': '' }, 'core'),
    ...distribution('web', { 'web.py': '' }, 'gone'),
  });
  expect(venv).toEqual(['core.py', 'plug.py', 'web.py']);
});

test('what a package loads does not depend on the others', () => {
  const { venv } = compile('imported', {
    'library/x.py': '',
    ...distribution('big', { 'big.py': '', 'big.txt': '' }),
    ...distribution('small', { 'small/__init__.py': 'import sys\nif "big" in sys.modules: import small.with_big', 'small/with_big.py': '' }),
  });
  expect(venv).toEqual(['big.py', 'small/__init__.py']);
});

test('hundreds of packages with many modules are no trouble', () => {
  const modules = Array.from({ length: 13 }, (_, index) => `part${index}`);
  const many = (name: string) => distribution(name, {
    [`${name}/__init__.py`]: modules.map(module => `import ${name}.${module}`).join('\n'), ...Object.fromEntries(modules.map(module => [`${name}/${module}.py`, ''])),
  });
  const { venv } = compile('imported', { 'library/x.py': '', ...Object.assign({}, ...Array.from({ length: 300 }, (_, index) => many(`package${index}`))) });
  expect(venv).toHaveLength(300 * 14);
}, 120_000);

test('packages that end the process at once do not stop the build, and what they had loaded is kept', () => {
  const ending = (name: string) => distribution(name, { [`${name}.py`]: `import ${name}_part\nimport os\nos._exit(3)`, [`${name}_part.py`]: '' });
  const names = Array.from({ length: 300 }, (_, index) => `ending${index}`);
  const { venv, stderr } = compile('imported', { 'library/x.py': '', ...Object.assign({}, ...names.map(ending)) });
  expect(venv).toHaveLength(600);
  expect(stderr).toContain('bytecode: ending0 is skipped, because importing it fails: it ends the process\n');
});
