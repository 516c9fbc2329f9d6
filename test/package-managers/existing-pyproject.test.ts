import { join } from 'path';
import { PackageIndex, PythonContainer, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager } from '../../src';
import { ExistingPyproject } from '../../src/package-managers/existing-pyproject';
import { ACME, messageOf, PASSWORD } from '../access/acme';
import { folderWith, instructions, newProject, synth } from '../synth';

function pyproject(text: string, files: { [path: string]: string } = {}): ExistingPyproject {
  return new ExistingPyproject(folderWith(files), text);
}

test.each<[string, Partial<PackageIndex>, boolean]>([
  ['[[tool.uv.index]]', {}, true], ['[[tool.poetry.source]]', {}, true], ['[[tool.other]]', {}, false],
  ['[[tool.uv.index]]', { url: 'https://pypi.example.com/simple' }, true], ['[[tool.uv.index]]', { url: 'https://pypi.example.com/' }, false],
  ['[[tool.uv.index]]', { name: 'other' }, false],
])('%s is the index %j: %s', (table, index, isThere) => {
  const own = pyproject(`[[tool.uv.index]]\nname = "first"\n${table}\nname = "acme"\nurl = "https://pypi.example.com/simple/"\n`);
  expect(own.sources.hasIndex({ ...ACME, ...index })).toBe(isThere);
});

test.each(['[project', 'name = ', '<<<<<<< HEAD\n', 'a = 1\na = 2'])('%j is no pyproject.toml', (text) => {
  const outdir = folderWith({ 'pyproject.toml': text });
  expect(() => newProject({ outdir })).toThrow(`pyproject.toml: "${join(outdir, 'pyproject.toml')}" is not possible: it cannot be read: Invalid TOML document`);
});

test.each([
  ['', false], ['[project]\nname = "a"', false], ['[build-system]', true], ['[project]\nname = "a"\n[build-system]\nrequires = ["hatchling"]', true],
  ['[build-system]\n[tool.poetry]\npackage-mode = false', false], ['[build-system]\n[tool.poetry]\npackage-mode = true', true],
  ['[build-system]\n[tool.uv]\npackage = false', false], ['[tool.ruff]\nline-length = 100', false],
])('%j can be installed: %s', (text, isInstallable) => {
  expect(pyproject(text).isInstallable).toBe(isInstallable);
});

/** A project whose backend is `backend`, with what it requires to be built. */
function builtWith(backend: string, requires: string[], more = ''): string {
  return `[build-system]\nrequires = ${JSON.stringify(requires)}\n${backend && `build-backend = "${backend}"\n`}${more}`;
}

const SETUPTOOLS = 'setuptools.build_meta';
const HATCHLING = 'hatchling.build';

test.each<[string, string[]]>([
  [HATCHLING, ['hatchling==1.27.0']], [HATCHLING, ['Hatchling', 'hatch-vcs']], ['', ['setuptools']], [SETUPTOOLS, ['setuptools>=61', 'setuptools-scm>=8']],
  [SETUPTOOLS, ['setuptools==68.0', 'wheel']], [SETUPTOOLS, ['setuptools; python_version < "3.14"']], ['poetry.core.masonry.api', ['poetry-core>=1,<3']],
  ['flit_core.buildapi', ['flit_core >=3.2,<4']], [`${SETUPTOOLS}:__legacy__`, ['setuptools>=61', 'cython']],
])('%s requires nothing in addition to %j', (backend, requires) => {
  const own = pyproject(builtWith(backend, requires, '[tool.hatch.build.targets.wheel]\npackages = ["src/a"]\n'), { 'setup.py': 'from setuptools import setup\nsetup()\n' });
  expect(own.buildRequirements).toEqual(requires);
});

test.each<[string, string, { [path: string]: string }?]>([
  ['', ''], ['[project]\nname = "a"\n', ''], [builtWith('maturin', ['maturin']), ''], [builtWith(HATCHLING, ['setuptools']), ''], [builtWith('', ['hatchling']), ''],
  [builtWith('constructor', ['setuptools']), ''], [builtWith(HATCHLING, []), ''], ['[build-system]\nbuild-backend = "hatchling.build"\n', ''],
  [builtWith(HATCHLING, ['hatchling', 'a @ git+https://example.com/a.git']), ''], [builtWith(HATCHLING, ['hatchling', './local']), ''], [builtWith(HATCHLING, ['hatchling', '--index-url=x']), ''],
  [builtWith(SETUPTOOLS, ['setuptools'], 'backend-path = ["."]\n'), ''], [builtWith(SETUPTOOLS, ['setuptools<70']), ''], [builtWith(SETUPTOOLS, ['setuptools~=68.0']), ''],
  [builtWith(HATCHLING, ['hatchling'], '[tool.hatch.build.hooks.custom]\n'), ''], [builtWith(HATCHLING, ['hatchling'], '[tool.hatch.build.targets.wheel.hooks.mypyc]\n'), ''],
  [builtWith(HATCHLING, ['hatchling'], '[[tool.hatch.build.targets.wheel.x]]\ndependencies = []\n'), ''], [builtWith(HATCHLING, ['hatchling']), 'hatch.toml', { 'hatch.toml': '' }],
  [builtWith(SETUPTOOLS, ['setuptools']), 'setup.py', { 'setup.py': 'setup(setup_requires=["numpy"])' }], [builtWith(SETUPTOOLS, ['setuptools']), 'setup.cfg', { 'setup.cfg': '[options]\nsetup_requires = numpy' }],
])('the requirements of %j are unknown before its backend runs %s', (text, _file, files = {}) => {
  expect(pyproject(text, files).buildRequirements).toBeUndefined();
});

test.each<[string, { readonly [fact in keyof ExistingPyproject]?: unknown }]>([
  ['', { name: undefined, requirements: undefined, extras: [], groups: [], sources: { git: [] }, workspaceMembers: undefined }],
  ['[project]\nname = "a"', { name: 'a', requirements: [] }],
  ['[project]\ndependencies = ["a>=1"]', { requirements: ['a>=1'] }],
  ['[project]\ndynamic = ["version", "dependencies"]', { requirements: undefined }],
  ['[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\nb = "^1"', { name: 'a', requirements: undefined }],
  ['[project.optional-dependencies]\nfast = ["orjson"]\nsql = []\n[tool.poetry.extras]\nold = ["b"]', { extras: ['fast', 'sql', 'old'] }],
  ['[dependency-groups]\ndev = []\ndocs = []\n[tool.poetry.group.lint]', { groups: ['dev', 'docs', 'lint'] }],
  ['[tool.uv]\ndev-dependencies = ["ruff"]', { groups: ['dev'] }],
  ['[project]\ndependencies = ["Shapes_2[x] @ git+https://example.com/a.git", "b@git+ssh://git@example.com/b.git", "c @ https://example.com/c.whl", "d>=1"]',
    { sources: { git: ['b', 'shapes-2'] } }],
  ['[project]\ndependencies = ["Shapes", "lines"]\n[tool.uv.sources]\nShapes = { git = "https://example.com/a.git" }\nlines = { workspace = true }',
    { sources: { git: ['shapes'] } }],
  ['[project.optional-dependencies]\nfast = ["a @ git+https://example.com/a.git", "x"]\n[dependency-groups]\ndev = ["B_1 @ git+file:///b.git", { include-group = "x" }]\nx = []',
    { sources: { git: ['a', 'b-1'] } }],
  ['[tool.uv.sources]\nc = [{ git = "https://example.com/c.git", marker = "os_name == \'nt\'" }, { index = "acme" }]\nd = [{ index = "acme" }]\nb = { path = "b" }',
    { sources: { git: ['c'] } }],
  ['[tool.uv.workspace]\nmembers = ["libs/*", "tools"]', { workspaceMembers: ['libs/*', 'tools'] }],
])('%j', (text, facts) => {
  expect(pyproject(text)).toMatchObject(facts);
});

const FILES = Object.fromEntries([
  'pyproject.toml', 'README.md', 'docs/about.rst', 'LICENSE', 'LICENCE.txt', 'COPYING', 'licenses/MIT.txt', 'licenses/BSD.txt', 'licenses/a.md', 'setup.py', 'module.py',
].map(path => [path, '']));
const LICENSES = ['LICENCE.txt', 'LICENSE', 'COPYING'];

test.each([
  ['', LICENSES],
  ['[project]\nreadme = "README.md"\nlicense = "MIT"', ['README.md', ...LICENSES]],
  ['[project]\nreadme = { file = "docs/about.rst", content-type = "text/x-rst" }\nlicense = { file = "module.py" }', ['docs/about.rst', 'module.py', ...LICENSES]],
  ['[project]\nreadme = { text = "about" }\nlicense = { text = "MIT" }\nlicense-files = ["COPYING", "missing", "nowhere/*"]', ['COPYING']],
  ['[project]\nlicense-files = ["licenses/*.txt", "LICEN[CS]E", "licenses/M?T.txt"]', ['licenses/BSD.txt', 'licenses/MIT.txt', 'LICENSE']],
  ['[project]\nlicense-files = []', []],
  ['[project.license-files]\npaths = ["COPYING"]', ['COPYING']],
  ['[project.license-files]\nglobs = ["licenses/*"]', ['licenses/BSD.txt', 'licenses/MIT.txt', 'licenses/a.md']],
  ['[tool.poetry]\nreadme = ["README.md", "docs/about.rst", "README.md"]', [...LICENSES, 'README.md', 'docs/about.rst']],
])('%j is built with these files', (text, files) => {
  expect(pyproject(text, FILES).buildFiles).toEqual(['pyproject.toml', 'setup.py', ...files]);
});

const MINE = '[project]\nname = "mine"\ndependencies = ["idna"]\n'
  + '[project.optional-dependencies]\nfast = ["orjson"]\nsql = ["sqlglot"]\n[dependency-groups]\ndev = ["ruff"]\ndocs = ["mkdocs"]\n';

function existing(options: Partial<PythonContainerProjectOptions>, text = MINE): PythonContainerProject {
  return newProject({ ...options, outdir: folderWith({ 'pyproject.toml': text }) });
}

const SELECTION = { extras: ['fast', 'sql', 'fast'], groups: ['docs'] };

test.each<[PythonPackageManager, string, string, string[]]>([
  [PythonPackageManager.UV, 'uv sync .* --extra=fast --extra=sql --group=docs --no-build', 'uv sync .* --extra=fast --extra=sql --group=docs --no-build',
    ['uv', 'sync', '--locked', '--extra=fast', '--extra=sql', '--group=docs']],
  [PythonPackageManager.POETRY, 'poetry install .* --only=main,docs --extras=fast --extras=sql$', 'poetry install .* --extras=fast --extras=sql --with=docs$',
    ['poetry', 'sync', '--no-root', '--extras=fast', '--extras=sql', '--with=docs']],
])('%s installs the extras and groups that are named', (packageManager, builder, dev, workspace) => {
  const files = synth(existing({ packageManager, ...SELECTION }));
  expect(instructions(files.Dockerfile, 'builder')).toContainEqual(expect.stringMatching(builder));
  expect(instructions(files.Dockerfile, 'dev')).toContainEqual(expect.stringMatching(dev));
  expect(files['.projen/container.json'].workspace.commands.pop()).toEqual(expect.arrayContaining(workspace));
});

test('pip locks the extras and groups that are named', () => {
  const [{ inputs, commands }] = synth(existing(SELECTION))['.projen/container.json'].locks;
  expect(inputs).toEqual(['pyproject.toml', 'requirements-dev.in']);
  expect(commands).toEqual([
    expect.arrayContaining(['--extra=fast', '--extra=sql', '--group=docs', '--output-file=requirements.txt', 'pyproject.toml']),
    ['uv', 'pip', 'compile', '--universal', '--generate-hashes', '--python-version=3.14', '--output-file=requirements-dev.txt', 'requirements-dev.in'],
  ]);
});

test.each<[string, Partial<PythonContainerProjectOptions>, string]>([
  ['extras: "slow" is not possible: pyproject.toml has fast, sql.', { extras: ['fast', 'slow'] }, MINE],
  ['groups: "lint" is not possible: pyproject.toml has dev, docs.', { groups: ['lint'] }, MINE],
  ['extras: "fast" is not possible: pyproject.toml has none.', { extras: ['fast'] }, '[project]\nname = "mine"\n'],
  ['extras must be a list of strings, got "fast".', { extras: 'fast' as never }, MINE],
])('%s', (message, options, text) => {
  for (const packageManager of Object.values(PythonPackageManager)) {
    expect(() => existing({ packageManager, ...options }, text)).toThrow(message);
  }
});

test.each(['$(id)', 'a b', 'a"', 'a; id', '-x', '../a', 'a\nb', ''])('%j is not the name of an extra or group', (name) => {
  const text = `[project]\nname = "mine"\n[project.optional-dependencies]\n${JSON.stringify(name)} = []\n[dependency-groups]\n${JSON.stringify(name)} = []\n`;
  for (const packageManager of Object.values(PythonPackageManager)) {
    expect(() => existing({ packageManager, extras: [name] }, text)).toThrow(`extras: ${JSON.stringify(name)} is not possible: pyproject.toml has `);
    expect(() => existing({ packageManager, groups: [name] }, text)).toThrow(`groups: ${JSON.stringify(name)} is not possible: pyproject.toml has `);
  }
});

test.each<[string, { [path: string]: string }, string]>([
  ['requirements.in', { 'requirements.in': 'idna\n' }, 'requirements.in'],
  ['a lock', { 'requirements.txt': 'idna==3.10 \\\n    --hash=sha256:00\n' }, 'requirements.txt'],
  ['a file that the backend reads', {
    'pyproject.toml': `${MINE.replace('dependencies = ["idna"]', 'dynamic = ["dependencies"]')}[tool.setuptools.dynamic]\ndependencies = { file = "base.in" }\n`, 'base.in': 'idna\n',
  }, 'requirements.in'],
])('pip takes extras and groups from pyproject.toml alone, and not from %s', (_source, files, origin) => {
  for (const [option, name] of [['extras', 'fast'], ['groups', 'docs']]) {
    expect(() => newProject({ [option]: [name], outdir: folderWith({ 'pyproject.toml': MINE, ...files }) })).toThrow(
      `${option}: ["${name}"] is not possible: the requirements come from ${origin}, and not from a pyproject.toml that defines them. Remove ${option}.`);
  }
});

test('with pip a second container has the extras and groups of the first, and none of its own', () => {
  const project = existing({ extras: ['fast'] });
  const worker = (name: string, options: Partial<PythonContainerProjectOptions>) => new PythonContainer(project, { name, command: ['python'], ...options });
  expect(() => worker('same', { extras: ['fast'] })).not.toThrow();
  expect(() => worker('other', { extras: ['sql'] })).toThrow('extras: ["sql"] is not possible: pip\'s lock file contains those of the first container');
  expect(() => worker('more', { extras: ['fast'], groups: ['docs'] })).toThrow(' is not possible: pip\'s lock file contains those of the first container');
  expect(() => worker('own', { requirements: ['idna'], groups: ['docs'] })).toThrow('groups: ["docs"] is not possible: the requirements come from requirements.own.in');
});

test('with uv a second container has extras and groups of its own', () => {
  const project = existing({ packageManager: PythonPackageManager.UV, extras: ['fast'] });
  new PythonContainer(project, { name: 'worker', command: ['python'], extras: ['sql'], groups: ['docs'] });
  expect(synth(project)['Dockerfile.worker'].match(/--(extra|group)=\w+/g)).toEqual(['--extra=sql', '--group=docs', '--extra=sql', '--group=docs']);
});

test.each([
  'dependencies = ["Shapes @ git+https://example.com/shapes.git"]', '[project.optional-dependencies]\nfast = ["shapes@git+ssh://git@example.com/shapes.git"]',
  'dependencies = ["shapes"]\n[tool.uv.sources]\nshapes = { git = "https://example.com/shapes.git" }',
])('pip cannot lock requirements from git repositories: %j', (text) => {
  expect(() => existing({}, `[project]\nname = "mine"\n${text}\n`)).toThrow('pyproject.toml: ["shapes"] is not possible: git dependencies have no hash that pip\'s lock could hold.'
    + ' Set packageManager to UV or POETRY, whose locks hold the commit.');
});

test('default groups are for development', () => {
  const { Dockerfile } = synth(existing({ packageManager: PythonPackageManager.UV }));
  const [builder, dev] = ['builder', 'dev'].map(stage => instructions(Dockerfile, stage).find(line => line.includes('uv sync'))!);
  expect(builder).toContain(' --no-default-groups ');
  expect(`${builder}${dev}`).not.toContain('--no-dev');
  expect(dev).not.toContain('--no-default-groups');
});

test('without an existing pyproject.toml there are no extras and groups', () => {
  expect(() => newProject({ extras: ['fast'] })).toThrow('extras: "fast" is not possible: pyproject.toml has none.');
  expect(() => newProject({ packageManager: PythonPackageManager.UV, groups: ['dev'] })).toThrow('groups: "dev" is not possible: pyproject.toml has none.');
});

test('pip cannot lock requirements over SSH', () => {
  expect(() => newProject({ access: { ssh: true } })).toThrow('ssh: true is not possible: git dependencies have no hash that pip\'s lock could hold.'
    + ' Set packageManager to UV or POETRY, whose locks hold the commit.');
});

const SHAPES = 'shapes @ git+ssh://git@example.com/shapes.git@main';
const MANAGERS = [PythonPackageManager.UV, PythonPackageManager.POETRY];

test.each(MANAGERS)('git repositories are requirements for %s, which gets git where it installs', (packageManager) => {
  for (const [options, packages] of [
    [{ requirements: [SHAPES] }, 'git'], [{ devRequirements: [SHAPES] }, 'git'], [{ requirements: [SHAPES], access: { ssh: true }, buildPackages: ['gcc'] }, '(gcc )?git openssh-client'],
  ] as [Partial<PythonContainerProjectOptions>, string][]) {
    const files = synth(newProject({ packageManager, ...options }));
    expect(files['pyproject.toml']).toContain(`"${SHAPES}"`);
    for (const lines of [instructions(files['.projen/lock.Dockerfile'], 'base'), instructions(files.Dockerfile, 'builder')]) {
      expect(lines).toContainEqual(expect.stringMatching(`apt-get install --yes --no-install-recommends ${packages}( &&|$)`));
    }
    for (const stage of ['base', 'layers', 'production']) {
      expect(instructions(files.Dockerfile, stage).join()).not.toContain('git');
    }
  }
  expect(synth(newProject({ packageManager })).Dockerfile).not.toContain('apt-get');
});

test('uv may build packages from git repositories, and no others', () => {
  const syncs = (project: PythonContainerProject) => synth(project).Dockerfile.match(/uv sync .*/g);
  const build = expect.stringMatching(/ --no-build --no-binary-package=netifaces --no-binary-package=shapes$/);
  const options = { packageManager: PythonPackageManager.UV, sdists: ['netifaces'] };
  expect(syncs(newProject({ ...options, requirements: [SHAPES] }))).toEqual([build, build]);
  expect(syncs(existing(options, '[project]\nname = "mine"\n[tool.uv.sources]\nShapes = { git = "https://example.com/shapes.git" }'))).toEqual([build, build]);
});

test.each([
  'shapes@git+https://example.com/shapes.git', 'shapes[a, b] @ git+https://example.com/shapes.git@v1.0', 'shapes @ git+ssh://git@example.com:2222/a/shapes.git',
  'shapes @ git+https://example.com/shapes.git@main#subdirectory=python', 'shapes @ git+file:///srv/git/shapes.git',
])('%s is a requirement', (requirement) => {
  const { Dockerfile } = synth(newProject({ packageManager: PythonPackageManager.UV, requirements: [requirement] }));
  expect(Dockerfile).toContain('--no-build --no-binary-package=shapes\n');
});

test.each([
  `shapes @ git+https://robot:${PASSWORD}@example.com/shapes.git`, `shapes @ git+ssh://git:${PASSWORD}@example.com/shapes.git@main`,
  `shapes @ git+http://robot:${PASSWORD}@example.com/shapes.git`, `shapes @ git+https://${PASSWORD}@example.com/shapes.git`,
  `shapes @ git+https://${PASSWORD}:x@example.com/shapes.git@main`, `git+https://${PASSWORD}@example.com/shapes.git`,
])('a repository with a password or token is refused, and neither is shown: %s', (requirement) => {
  for (const packageManager of Object.values(PythonPackageManager)) {
    expect(messageOf(() => newProject({ packageManager, requirements: [requirement] }))).toMatch(
      /^requirements: "(shapes @ )?git\+\w+:…@[\w./]+" is not possible: everyone could read the password or token in it. Use git\+ssh:\/\/, without a password, and set ssh.$/);
    expect(messageOf(() => newProject({ packageManager, devRequirements: [requirement] }))).not.toContain(PASSWORD);
  }
});

test.each(['"', '\'', '$', '$(id)', '`id`', ';', ' ', ' ; os_name == "nt"', '\\', '|', '>', '<', '(', '{', '*', '?', '\n', '\r', '\u2028', '\0', '", "evil'])(
  'a repository is not called %j', (text) => {
    const requirement = `${SHAPES}${text}x`;
    for (const packageManager of MANAGERS) {
      expect(() => newProject({ packageManager, requirements: [requirement] })).toThrow(/^requirements: "shapes @ git\+ssh:.* is not possible: (the lock file contains a hash|it must be on one line)/);
      expect(() => newProject({ packageManager, devRequirements: [requirement] })).toThrow(/^devRequirements: /);
    }
  });

test.each(['shapes @ git+ssh://git@$(id)/x', 'shapes"; id @ git+https://example.com/x', '-e @ git+https://example.com/x', 'shapes @ hg+https://example.com/x', 'shapes @ git+ext::sh -c id'])(
  '%s is no requirement', (requirement) => {
    expect(() => newProject({ packageManager: PythonPackageManager.UV, requirements: [requirement] })).toThrow(/^requirements: .* is not possible: /);
  });
