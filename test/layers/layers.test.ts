import { execFileSync, spawnSync } from 'child_process';
import { chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'fs';
import { basename, delimiter, dirname, join, relative, resolve } from 'path';
import { folderWith } from '../synth';

const SCRIPT = resolve(__dirname, '../../src/layers/layers.py');
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
function run(argv: string[], files: { [path: string]: string } = FILES, options: RunOptions = {}) {
  const { list, folder = realpathSync(folderWith(files)), limit = 60, date, status: expected = 0 } = options;
  const python = join(folder, 'opt/venv/bin/python');
  ['tmp', 'app', 'root', 'layers', 'opt/venv/bin'].forEach(path => mkdirSync(join(folder, path), { recursive: true }));
  rmSync(join(folder, 'layers'), { recursive: true, force: true });
  if (!existsSync(python)) {
    symlinkSync(realpathSync(execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim()), python);
  }
  copyFileSync(SCRIPT, join(folder, 'root/layers.py'));
  if (list !== undefined) {
    writeFileSync(join(folder, 'tmp/bytecode.txt'), list);
  }
  const places = { APP: '/app', CODE: '/tmp/code', OUTPUTS: '/tmp/outputs', INSTALLED: '/tmp/installed', LIST: '/tmp/bytecode.txt', LAYERS: '/layers', CACHE: '/cache', LIBRARY: '/library', VENV: '/opt/venv', PACKAGES: `/${PACKAGES}` };
  const main = [
    'import os, sys, layers as l',
    'sys.executable = sys.argv[1] + "/usr/bin/python"',
    ...Object.entries(places).map(([name, path]) => `l.${name} = sys.argv[1] + "${path}"`),
    'l.BASE_PACKAGES = [sys.argv[1] + "/library/site-packages", sys.argv[1] + "/usr/lib/python3/dist-packages"]',
    `l.NOBODY, l.LIMIT = os.getuid(), ${limit}`,
    'l.main(*sys.argv[2:])',
  ].join('; ');
  const { status, stderr } = spawnSync('python3', ['-B', '-c', main, folder, ...argv], {
    encoding: 'utf8',
    cwd: join(folder, 'app'),
    env: {
      ...process.env,
      PYTHONHASHSEED: '0',
      ...date === undefined ? {} : { SOURCE_DATE_EPOCH: date },
      PYTHONPATH: [join(folder, 'root'), join(folder, PACKAGES)].join(delimiter),
    },
  });
  expect([status, stderr]).toEqual([expected, expect.any(String)]);
  const modules = (path: string) => below(join(folder, path)).filter(file => file.endsWith('.pyc'));
  const sources = (path: string, root: string) => modules(join(path, root))
    .map(file => join(dirname(dirname(relative(join(folder, path, root), file))), basename(file).replace(/\..*/, '.py'))).sort();
  return {
    folder,
    stderr,
    modules,
    venv: sources(join('layers/requirements', folder), PACKAGES),
    library: sources(join('layers/library', folder), 'library'),
    code: sources('.', 'app'),
  };
}

interface RunOptions {
  readonly list?: string;
  readonly folder?: string;
  readonly limit?: number;
  readonly date?: string;
  readonly status?: number;
}

/** What this machine's Python calls its bytecode. */
function tag(): string {
  return spawnSync('python3', ['-c', 'import sys; print(sys.implementation.cache_tag)'], { encoding: 'utf8' }).stdout.trim();
}

function below(folder: string): string[] {
  return !existsSync(folder) ? [] : readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => [join(folder, entry.name), ...entry.isDirectory() ? below(join(folder, entry.name)) : []]);
}

/** The permissions of a file, as octal digits. */
function modeOf(path: string): string {
  return lstatSync(path).mode.toString(8).slice(-3);
}

/** Runs Python with the script as a module, and returns what it prints. */
function inPython(text: string): string {
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', text], { encoding: 'utf8', env: { ...process.env, PYTHONHASHSEED: '0', PYTHONPATH: dirname(SCRIPT) } });
  expect(stderr).toBe('');
  return stdout;
}

const date = (file: string) => lstatSync(file).mtimeMs / 1000;

describe('requirements', () => {
  const compile = (files?: { [path: string]: string }, options?: RunOptions) => run(['requirements'], files, options);

  test('what importing them loads is compiled: those that no other one requires, and their public parts', () => {
    const { venv, stderr, modules } = compile();
    expect(venv).toEqual(['broken.py', 'extra.py', 'helper.py', 'web/__init__.py', 'web/needs/__init__.py', 'web/orm/__init__.py']);
    expect(stderr).toMatch(/^layers: importing broken alone fails, .*: SystemExit: no$/m);
    expect(modules('opt')).toEqual([]);
  });

  test('a list names the compiled modules, and missing modules are ignored', () => {
    const { venv, library } = compile(FILES, { list: 'textual\nwrapped\nweb.unused\ngone\nhelper\n' });
    expect(venv).toEqual(['helper.py', 'web/unused.py']);
    expect(library).toEqual(['textual.py', 'wrapped/__init__.py']);
  });

  test('all modules are compiled, except tests of the library and files that are not Python', () => {
    const { venv, library, modules } = run(['requirements', 'all']);
    expect(venv).toEqual([
      '_web.py', 'broken.py', 'extra.py', 'helper.py', 'helper_unused.py', 'tests/__init__.py', 'web/__init__.py', 'web/needs/__init__.py', 'web/orm/__init__.py',
      'web/orm/tests/__init__.py', 'web/tests/__init__.py', 'web/unused.py',
    ]);
    expect(library).toEqual(['textual.py', 'wrapped/__init__.py']);
    expect([...modules('opt'), ...modules('library')]).toEqual([]);
  });

  test('no modules are compiled, and their files are in layers too', () => {
    const { folder, modules } = run(['requirements', 'none']);
    expect(modules('layers')).toEqual([]);
    expect(readFileSync(join(folder, 'layers/requirements', folder, PACKAGES, 'web/data.txt'), 'utf8')).toBe('');
  });

  test('native libraries are apart from the rest, with modes and links as they were', () => {
    const folder = realpathSync(folderWith({ ...FILES, [`${PACKAGES}/fast.cpython-314-x86_64-linux-gnu.so`]: 'elf', [`${PACKAGES}/fast.libs/libz.so.1.2`]: 'elf', 'opt/venv/bin/tool': '#!', 'opt/venv/.lock': '' }));
    chmodSync(join(folder, 'opt/venv/bin/tool'), 0o755);
    symlinkSync('libz.so.1.2', join(folder, PACKAGES, 'fast.libs/libz.so'));
    symlinkSync('lib', join(folder, 'opt/venv/lib64'));
    run(['requirements', 'none'], {}, { folder });
    const files = (layer: string) => below(join(folder, 'layers', layer)).filter(file => !lstatSync(file).isDirectory()).map(file => relative(join(folder, 'layers', layer, folder), file));
    expect(files('native').sort()).toEqual([`${PACKAGES}/fast.cpython-314-x86_64-linux-gnu.so`, `${PACKAGES}/fast.libs/libz.so`, `${PACKAGES}/fast.libs/libz.so.1.2`]);
    expect(files('requirements')).toEqual(expect.arrayContaining(['opt/venv/bin/tool', 'opt/venv/lib64', `${PACKAGES}/web/__init__.py`]));
    expect(files('requirements')).not.toContain('opt/venv/.lock');
    expect(modeOf(join(folder, 'layers/requirements', folder, 'opt/venv/bin/tool'))).toBe('755');
    expect(lstatSync(join(folder, 'layers/requirements', folder, 'opt/venv/lib64')).isSymbolicLink()).toBe(true);
  });

  test.each(['imported', 'all', 'none'])('%s: all has one date, and bytecode holds none', (mode) => {
    const { folder, modules } = run(['requirements', mode]);
    expect([join(folder, 'layers'), ...below(join(folder, 'layers'))].filter(file => date(file) !== EPOCH)).toEqual([]);
    for (const file of modules('layers')) {
      expect(readFileSync(file).readUInt32LE(4)).toBe(0b01); // PEP 552: a hash that nobody checks
    }
  });

  test('bytecode that the image brings stays as it is, and where it is', () => {
    const existing = { 'library/__pycache__/textual.cpython-311.pyc': 'brought', [`library/__pycache__/textual.${tag()}.pyc`]: 'brought' };
    const { folder, library } = run(['requirements', 'all'], { ...FILES, ...existing });
    expect(library).toEqual(['wrapped/__init__.py']);
    Object.keys(existing).forEach(path => expect(readFileSync(join(folder, path), 'utf8')).toBe('brought'));
  });

  test('output of imports, and modules that an import compiles, do not matter', () => {
    const { venv, folder } = compile({
      'library/x.py': '', ...distribution('gone', { 'gone.py': 'import sys, there\nprint("a\\nb")\nsys.modules["there"] = sys', 'there.py': '' }),
    });
    expect(venv).toEqual(['gone.py', 'there.py']);
    expect(below(folder).filter(file => file.endsWith('there.py'))).toHaveLength(2); // the requirement, and its copy in the layer
  });

  test('of folders that belong to many packages, each package is imported', () => {
    const { venv } = compile({
      'library/x.py': '',
      ...distribution('google-cloud-storage', {
        'google/cloud/storage/__init__.py': 'import helper', 'google/cloud/storage/unused.py': '', 'google/cloud/_private/__init__.py': '', 'google/cloud/script.py': '',
      }, 'helper'),
      ...distribution('helper', { 'helper.py': '' }),
    });
    expect(venv).toEqual(['google/cloud/storage/__init__.py', 'helper.py']);
  });

  test('packages that require each other are imported too', () => {
    const { venv } = compile({
      'library/x.py': '',
      ...distribution('core', { 'core.py': '' }, 'plug'),
      ...distribution('plug', { 'plug.py': '' }, 'core'),
      ...distribution('web', { 'web.py': '' }, 'gone'),
    });
    expect(venv).toEqual(['core.py', 'plug.py', 'web.py']);
  });

  test('what a package loads does not depend on the others', () => {
    const { venv } = compile({
      'library/x.py': '',
      ...distribution('big', { 'big.py': '', 'big.txt': '' }),
      ...distribution('small', { 'small/__init__.py': 'import sys\nif "big" in sys.modules: import small.with_big', 'small/with_big.py': '' }),
    });
    expect(venv).toEqual(['big.py', 'small/__init__.py']);
  });

  test('hundreds of packages with many modules are compiled', () => {
    const modules = Array.from({ length: 13 }, (_, index) => `part${index}`);
    const many = (name: string) => distribution(name, {
      [`${name}/__init__.py`]: modules.map(module => `import ${name}.${module}`).join('\n'), ...Object.fromEntries(modules.map(module => [`${name}/${module}.py`, ''])),
    });
    const { venv } = compile({ 'library/x.py': '', ...Object.assign({}, ...Array.from({ length: 300 }, (_, index) => many(`package${index}`))) });
    expect(venv).toHaveLength(300 * 14);
  }, 120_000);

  test('packages that end the process at once do not stop the build, and what they had loaded is kept', () => {
    const ending = (name: string) => distribution(name, { [`${name}.py`]: `import ${name}_part\nimport os\nos._exit(3)`, [`${name}_part.py`]: '' });
    const names = Array.from({ length: 300 }, (_, index) => `ending${index}`);
    const { venv, stderr } = compile({ 'library/x.py': '', ...Object.assign({}, ...names.map(ending)) });
    expect(venv).toHaveLength(600);
    expect(stderr).toContain('layers: importing ending0 alone fails, so that not all of it may be compiled: it ends the process\n');
  });

  test.each([
    ['sleeps', 'import slow_part\nimport time\ntime.sleep(60)'],
    ['leaves a process that holds the pipes', 'import slow_part, os, time\nif os.fork():\n    os._exit(0)\nos.setsid()\ntime.sleep(5)'],
    ['writes nonsense to all files that are open', 'import slow_part, os\nfor fd in range(3, 64):\n    try: os.write(fd, b"\\xff" * 4096)\n    except OSError: pass'],
    ['answers in the place of the other process', 'import slow_part, os\nfor fd in range(3, 64):\n    try: os.write(fd, (3).to_bytes(4, "little") + b"/x\\xff")\n    except OSError: pass'],
  ])('a package whose import %s is named, and the others are compiled', (_name, text) => {
    const { venv, stderr } = compile({
      'library/x.py': '', ...distribution('slow', { 'slow.py': text, 'slow_part.py': '' }), ...distribution('swift', { 'swift.py': '' }),
    }, { limit: 2 });
    expect(venv).toEqual(expect.arrayContaining(['slow.py', 'slow_part.py', 'swift.py']));
    expect(stderr).toMatch(/^layers: (warning: )?importing slow /m);
  });

  test.each([
    ['ends the process as if all was well', 'import odd_part, os\nos._exit(0)', /^layers: importing odd alone .* it ends the process$/m],
    ['goes on in a copy of the process', 'import os\nif os.fork():\n    os._exit(0)\nimport odd_part', /^layers: importing odd alone .* it ends the process$/m],
    ['goes on in both', 'import os\nos.fork()\nimport odd_part', /^(?!.*importing)/],
    ['becomes another program', 'import odd_part, os\nos.execv("/bin/true", ["true"])', /^layers: importing odd alone .* it ends the process$/m],
    ['closes all files', 'import odd_part, os\nos.closerange(3, 256)', /^layers: importing odd alone .* it ends the process$/m],
    ['raises what cannot be printed', 'import odd_part\nclass Odd(Exception):\n    def __str__(self): raise self\nraise Odd', /^layers: importing odd alone .* it ends the process$/m],
    ['asks for an answer', 'import odd_part\ninput()', /^layers: importing odd alone fails/m],
    ['leaves threads', 'import odd_part, threading, time\nthreading.Thread(target=time.sleep, args=(30,)).start()', /^(?!.*importing)/],
  ])('a package whose import %s takes no time, and the others are compiled', (_name, text, message) => {
    const start = performance.now();
    const { venv, stderr } = compile({
      'library/x.py': '', ...distribution('odd', { 'odd.py': text, 'odd_part.py': '' }), ...distribution('swift', { 'swift.py': '' }),
    }, { limit: 20 });
    expect(venv).toEqual(expect.arrayContaining(['odd.py', 'swift.py']));
    expect(stderr).toMatch(message);
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  test('a source that is nested too deeply for Python, a package without metadata and a long name in other alphabets do not stop the build', () => {
    const { [`${PACKAGES}/bare-1.dist-info/METADATA`]: _, ...bare } = distribution('bare', { 'bare.py': '' });
    const long = 'é'.repeat(120);
    const files = { 'library/x.py': '', ...distribution('deep', { 'deep.py': `${'-'.repeat(100_000)}1`, [`${long}.py`]: '' }), ...bare, ...distribution('swift', { 'swift.py': '' }) };
    expect(compile(files).venv).toContain('swift.py');
    expect(run(['requirements', 'all'], files).stderr).toContain('modules are compiled');
  });

  test.each([
    ['glibc', 'libpq.so.5: cannot open shared object file: No such file or directory', 'libpq.so.5'],
    ['musl', 'Error loading shared library libpq.so.5: No such file or directory (needed by /opt/x.so)', 'libpq.so.5'],
    ['a wrapper', "no pq wrapper available.\nAttempts made:\n- couldn't import psycopg 'c' implementation: libpq.so.5: cannot open shared object file: No such file", 'libpq.so.5'],
  ])('a library that is missing is named in one line: %s', (_name, message, library) => {
    const { stderr } = compile({ 'library/x.py': '', ...distribution('needs', { 'needs.py': `raise ImportError(${JSON.stringify(message)})` }) });
    expect(stderr.split('\n').slice(-2)).toEqual([`layers: warning: importing needs fails without ${library}: name the system package that has this library in runtimePackages.`, '']);
  });

  test('requests for files that are not modules are refused', () => {
    const ask = 'import os, sys\nfor fd in range(3, 64):\n    try: os.write(fd, len(PATH).to_bytes(4, "little") + PATH)\n    except OSError: pass';
    const { venv, library } = compile({
      'library/x.py': '', 'secret.py': 'x = 1', ...distribution('asks', { 'asks.py': `PATH = os.path.realpath(__file__ + "/../../../../../../secret.py").encode()\n${ask}`.replace(/^/, 'import os\n') }),
    }, { limit: 2 });
    expect([...venv, ...library].filter(path => path.includes('secret'))).toEqual([]);
  });
});

describe('code', () => {
  const FILE = 'tmp/code/shop/main.py';

  test('that is nested too deeply for Python, or is a pipe, does not stop the build', () => {
    const folder = realpathSync(folderWith({ ...FILES, [FILE]: 'x = 1', 'tmp/code/shop/deep.py': `${'-'.repeat(100_000)}1` }));
    execFileSync('mkfifo', [join(folder, 'tmp/code/shop/pipe')]);
    expect(run(['code'], FILES, { folder }).code).toEqual(['shop/main.py']);
    expect(readdirSync(join(folder, 'app/shop')).sort()).toEqual(['__pycache__', 'deep.py', 'main.py']);
  });

  test('is copied and compiled, with a bytecode that Python checks', () => {
    const { folder, code, modules } = run(['code'], { [FILE]: 'x = 1', 'tmp/code/template.py': '{% if name %}', 'tmp/code/notes.txt': 'n', ...FILES });
    expect(code).toEqual(['shop/main.py']);
    expect(below(join(folder, 'app')).filter(file => !file.includes('__pycache__')).map(file => relative(folder, file)).sort())
      .toEqual(['app/notes.txt', 'app/shop', 'app/shop/main.py', 'app/template.py']);
    expect(readFileSync(modules('app')[0]).readUInt32LE(4)).toBe(0b11);
  });

  test('is not compiled with Bytecode.NONE', () => {
    expect(run(['code', 'none'], { [FILE]: 'x = 1' }).code).toEqual([]);
  });

  test('is readable for everyone and writable for nobody, with any modes in the checkout', () => {
    const folder = realpathSync(folderWith({ [FILE]: '', 'tmp/code/run.sh': '#!/bin/sh' }));
    chmodSync(join(folder, FILE), 0o600);
    chmodSync(join(folder, 'tmp/code/run.sh'), 0o770);
    chmodSync(join(folder, 'tmp/code/shop'), 0o700);
    symlinkSync('run.sh', join(folder, 'tmp/code/link.sh'));
    run(['code'], {}, { folder });
    const mode = (path: string) => modeOf(join(folder, 'app', path));
    expect(['shop/main.py', 'run.sh', 'shop'].map(mode)).toEqual(['644', '755', '755']);
    expect(lstatSync(join(folder, 'app/link.sh')).isSymbolicLink()).toBe(true);
  });

  test('patterns match the same files as in COPY', () => {
    const files = ['config/a.yaml', 'config/b.txt', 'config/c1.ini', 'my folder/x.py', 'other.py', 'a,b'].map(path => [`tmp/code/${path}`, '']);
    const { folder } = run(['code', 'all', 'config/*.yaml', 'config/c[^2].ini', 'my folder', 'a,b'], Object.fromEntries(files));
    expect(below(join(folder, 'app')).filter(file => statSync(file).isFile() && !file.endsWith('.pyc')).map(file => relative(join(folder, 'app'), file)).sort())
      .toEqual(['a,b', 'config/a.yaml', 'config/c1.ini', 'my folder/x.py']);
  });

  test('has the date that it is given; without one, each file has a date of its content', () => {
    const dates = (files: { [path: string]: string }, given?: string) => {
      const { folder } = run(['code'], files, { date: given });
      return Object.fromEntries(below(join(folder, 'app')).map(file => [relative(join(folder, 'app'), file), date(file)]));
    };
    const given = dates({ [FILE]: 'v1', 'tmp/code/x.html': 'v1' }, '1790000000');
    expect(new Set(Object.values(given))).toEqual(new Set([1790000000]));
    const [one, same, other] = ['v1', 'v1', 'v2'].map(text => dates({ 'tmp/code/x.html': text, 'tmp/code/y.html': 'y' }));
    expect(same).toEqual(one);
    expect(other['y.html']).toBe(one['y.html']);
    expect(other['x.html']).not.toBe(one['x.html']);
    Object.values(one).forEach(found => expect(found).toBeGreaterThanOrEqual(EPOCH));
  });

  test.each([
    [['shop/tests'], ['shop/a/tests.py', 'shop/main.py', 'test_b.py']],
    [['**/tests', 'test_*.py'], ['shop/a/tests.py', 'shop/main.py']],
    [['shop/*/tests.py', 'nowhere'], ['shop/main.py', 'shop/tests/test_a.py', 'test_b.py']],
    [['shop/**'], ['test_b.py']],
    [['**/a/**/tests.py', 'test_[^a].py'], ['shop/main.py', 'shop/tests/test_a.py']],
  ])('without %j there are %j', (without, left) => {
    const paths = ['shop/main.py', 'shop/tests/test_a.py', 'shop/a/tests.py', 'test_b.py'];
    const { folder } = run(['code', ...without.map(pattern => `--without=${pattern}`)], Object.fromEntries(paths.map(path => [`tmp/code/${path}`, ''])));
    expect(paths.filter(path => existsSync(join(folder, 'app', path))).sort()).toEqual(left);
  });

  test('of an installed project, modules and programs are beside the code, and its data is below sys.prefix', () => {
    const version = execFileSync('python3', ['-c', 'import sys; print("python%d.%d" % sys.version_info[:2])'], { encoding: 'utf8' }).trim();
    const { folder, code } = run(['code', '--without=shop/tests'], {
      [`tmp/installed/lib/${version}/site-packages/shop/tests/test_a.py`]: '',
      [`tmp/installed/lib/${version}/site-packages/shop/__init__.py`]: '',
      'tmp/installed/bin/shop': '#!/opt/venv/bin/python',
      'tmp/installed/share/shop/x.csv': '1',
      'tmp/installed/.lock': '',
    });
    expect(code).toEqual(['shop/__init__.py']);
    expect(['app/bin/shop', 'opt/venv/share/shop/x.csv', 'app/.lock', 'opt/venv/.lock'].map(path => existsSync(join(folder, path)))).toEqual([true, true, false, false]);
  });

  test('pip is removed, and packages whose names start with pip are kept', () => {
    const pip = ['usr/bin/pip', 'usr/bin/pip3', 'usr/bin/pip3.14', 'library/site-packages/pip/__init__.py', 'library/site-packages/pip-26.1.dist-info/METADATA', 'usr/lib/python3/dist-packages/pip/__init__.py'];
    const others = ['usr/bin/pipx', 'usr/bin/python', 'library/site-packages/pipeline/__init__.py', 'library/site-packages/pip_audit.py'];
    const { folder } = run(['code'], Object.fromEntries(['tmp/code/x', ...pip, ...others].map(path => [path, ''])));
    expect(pip.filter(path => existsSync(join(folder, path)))).toEqual([]);
    expect(others.filter(path => !existsSync(join(folder, path)))).toEqual([]);
    expect(date(join(folder, 'usr/bin'))).toBe(EPOCH);
  });

  test('bytecode is what Python itself makes', () => {
    const { folder, modules } = run(['code'], { [FILE]: 'def f(a: int = 1) -> set: return {a, "x"}\nNAMES = frozenset(["a", "b"])\n' });
    const theirs = join(folder, 'theirs.pyc');
    const compileall = 'import py_compile as p, sys; p.compile(sys.argv[1], sys.argv[2], doraise=True, invalidation_mode=p.PycInvalidationMode.CHECKED_HASH)';
    spawnSync('python3', ['-c', compileall, join(folder, 'app/shop/main.py'), theirs], { env: { ...process.env, PYTHONHASHSEED: '0' } });
    const same = 'import marshal, sys; one, other = [open(path, "rb").read() for path in sys.argv[1:]]; print(one[:16] == other[:16], marshal.loads(one[16:]) == marshal.loads(other[16:]))';
    expect(execFileSync('python3', ['-c', same, modules('app')[0], theirs], { encoding: 'utf8' })).toBe('True True\n');
  });
});

describe('outputs of build commands', () => {
  const files = { 'tmp/outputs/shop/a_pb2.py': 'x = 1', 'tmp/outputs/shop/b.txt': '', 'tmp/outputs/static/app.css': 'a', 'tmp/outputs/static/__pycache__/x.cpython-314.pyc': 'old' };
  const made = (folder: string) => below(join(folder, 'app')).map(file => relative(join(folder, 'app'), file)).filter(file => !file.endsWith('.pyc')).sort();

  test('are copied and compiled, whatever dates and modes they have; other bytecode is not', () => {
    const folder = realpathSync(folderWith({ ...files, 'tmp/outputs/static/run.sh': '#!/bin/sh' }));
    chmodSync(join(folder, 'tmp/outputs/static/app.css'), 0o666);
    chmodSync(join(folder, 'tmp/outputs/static/run.sh'), 0o4777);
    mkdirSync(join(folder, 'tmp/outputs/static/empty/inner'), { recursive: true });
    symlinkSync('app.css', join(folder, 'tmp/outputs/static/link.css'));
    const { code, modules } = run(['outputs'], {}, { folder, date: '1790000000' });
    expect(made(folder)).toEqual(['shop', 'shop/__pycache__', 'shop/a_pb2.py', 'shop/b.txt', 'static', 'static/app.css', 'static/empty', 'static/empty/inner', 'static/link.css', 'static/run.sh']);
    expect(code).toEqual(['shop/a_pb2.py']);
    expect(readFileSync(modules('app')[0]).readUInt32LE(4)).toBe(0b11);
    expect(['app.css', 'run.sh', 'empty'].map(path => modeOf(join(folder, 'app/static', path)))).toEqual(['644', '755', '755']);
    expect(lstatSync(join(folder, 'app/static/link.css')).isSymbolicLink()).toBe(true);
    expect(existsSync(join(folder, 'usr'))).toBe(false);
  });

  test('have dates of their content, whatever the date of the commit is', () => {
    const dates = (contents: string, given?: string) => {
      const { folder } = run(['outputs'], { ...files, 'tmp/outputs/static/app.css': contents }, { date: given });
      return Object.fromEntries(['', ...below(join(folder, 'app'))].map(file => [relative(join(folder, 'app'), file || join(folder, 'app')), date(file || join(folder, 'app'))]));
    };
    const [one, same, other] = [dates('v1'), dates('v1', '1790000000'), dates('v2')];
    expect(same).toEqual(one);
    expect(Object.keys(one).filter(path => one[path] !== other[path])).toEqual(['static/app.css']);
    expect([one['static/app.css'], other['static/app.css']].map(seconds => new Date(seconds * 1000).getUTCFullYear())).toEqual([2025, 2025]);
    expect(one.shop).toBe(EPOCH);
  });

  test('are the files that patterns match, without excluded files', () => {
    const { folder } = run(['outputs', '--without=static/app.css', 'all', 'shop/*_pb2.py', 'static'], files);
    expect(made(folder)).toEqual(['shop', 'shop/__pycache__', 'shop/a_pb2.py']);
    expect(run(['outputs', 'none', 'shop/a_pb2.py'], files).code).toEqual([]);
  });

  test.each(['shop/*.css', 'shop/c.txt', 'gone/*'])('%s, which no command has created, is reported', (pattern) => {
    const { stderr, folder } = run(['outputs', 'imported', 'static', pattern], files, { status: 1 });
    expect(stderr).toBe(`layers: ${pattern} is one of the outputs of buildCommands, and no command has made it\n`);
    expect(made(folder)).toEqual([]);
  });
});

describe('the cache', () => {
  const files = { 'tmp/code/same.py': 'x = 1', 'tmp/code/changed.py': 'y = 1' };
  const entries = (folder: string) => below(join(folder, 'cache'));
  const again = (folder: string) => {
    rmSync(join(folder, 'app'), { recursive: true });
    return run(['code'], {}, { folder }).modules('app').map(file => readFileSync(file));
  };

  test('is used, and a changed source is compiled', () => {
    const { folder, modules } = run(['code'], files);
    const made = modules('app').map(file => readFileSync(file));
    const old = entries(folder);
    expect(again(folder)).toEqual(made);
    expect(entries(folder)).toEqual(old);
    writeFileSync(join(folder, 'tmp/code/changed.py'), 'y = 2');
    expect(again(folder)).not.toEqual(made);
    expect(entries(folder)).toHaveLength(old.length + 1);
  });

  test.each<[string, (entry: Buffer) => Buffer]>([
    ['cut', entry => entry.subarray(0, 200)],
    ['empty', () => Buffer.alloc(0)],
    ['replaced by that of another source', () => Buffer.from('x'.repeat(300))],
    ['changed in one byte', entry => Buffer.from(entry.map((byte, index) => index === 60 ? 255 - byte : byte))],
  ])('an entry that is %s is ignored', (_name, damage) => {
    const { folder, modules } = run(['code'], files);
    const made = modules('app').map(file => readFileSync(file));
    entries(folder).forEach(file => writeFileSync(file, damage(readFileSync(file))));
    expect(again(folder)).toEqual(made);
  });
});

test('a module whose source differs from its bytecode is compiled again', () => {
  const path = `${PACKAGES}/patched.py`;
  const { folder, modules } = run(['requirements', 'all'], { ...FILES, [path]: 'x = 1', [`${PACKAGES}/kept.py`]: 'x = 1' });
  for (const file of modules('layers/requirements')) {
    const place = join(folder, relative(join(folder, 'layers/requirements', folder), file));
    mkdirSync(dirname(place), { recursive: true });
    copyFileSync(file, place);
  }
  writeFileSync(join(folder, path), 'x = "patched"');
  below(join(folder, PACKAGES)).forEach(file => utimesSync(file, EPOCH, EPOCH));
  const kept = readFileSync(join(folder, PACKAGES, `__pycache__/kept.${tag()}.pyc`));
  run(['refresh'], {}, { folder });
  const code = (name: string) => readFileSync(join(folder, PACKAGES, `__pycache__/${name}.${tag()}.pyc`));
  expect(code('patched').includes('patched')).toBe(true);
  expect(code('kept')).toEqual(kept);
  expect(below(join(folder, PACKAGES)).filter(file => date(file) !== EPOCH)).toEqual([]); // a second build makes the same
});

test('bytecode does not depend on what else is loaded', () => {
  expect(inPython(`
import marshal, sys, layers
NESTED = "class Never:\\n  def loaded(self):\\n    class Before: pass\\n    return Before, ('x y', 5000, frozenset(['z', 1])), 'x y', b'5000' in (b'5000', b'')\\n"
def made():
    plain = compile(NESTED, 'x.py', 'exec', dont_inherit=True)
    return plain, marshal.dumps(layers.stable(plain, {}))
before = made()
held = [sys.intern(text) for text in ('.'.join(['Never', 'loaded', '<locals>', 'Before']), ' '.join('xy'))]
after = made()
assert marshal.loads(after[1]) == after[0]
print(before[1] == after[1])
`)).toBe('True\n');
});
