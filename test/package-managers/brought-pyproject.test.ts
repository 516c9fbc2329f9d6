import { join } from 'path';
import { PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager } from '../../src';
import { BroughtPyproject } from '../../src/package-managers/brought-pyproject';
import { messageOf, PASSWORD } from '../access/acme';
import { folderWith, instructions, newProject, synth } from '../synth';

function pyproject(text: string, files: { [path: string]: string } = {}): BroughtPyproject {
  return new BroughtPyproject(folderWith(files), text);
}

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

test.each<[string, Partial<BroughtPyproject>]>([
  ['', { name: undefined, hasScripts: false, requirements: undefined, extras: [], groups: [], gitPackages: [], indexes: [], workspaceMembers: undefined }],
  ['[project]\nname = "a"', { name: 'a', requirements: [] }],
  ['[project]\ndependencies = ["a>=1"]', { requirements: ['a>=1'] }],
  ['[project]\ndynamic = ["version", "dependencies"]', { requirements: undefined }],
  ['[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\nb = "^1"', { name: 'a', requirements: undefined }],
  ['[project.optional-dependencies]\nfast = ["orjson"]\nsql = []\n[tool.poetry.extras]\nold = ["b"]', { extras: ['fast', 'sql', 'old'] }],
  ['[dependency-groups]\ndev = []\ndocs = []\n[tool.poetry.group.lint]', { groups: ['dev', 'docs', 'lint'] }],
  ['[tool.uv]\ndev-dependencies = ["ruff"]', { groups: ['dev'] }],
  ['[project]\ndependencies = ["Shapes_2[x] @ git+https://example.com/a.git", "b@git+ssh://git@example.com/b.git", "c @ https://example.com/c.whl", "d>=1"]',
    { gitPackages: ['shapes-2', 'b'] }],
  ['[project]\ndependencies = ["Shapes", "lines"]\n[tool.uv.sources]\nShapes = { git = "https://example.com/a.git" }\nlines = { workspace = true }',
    { gitPackages: ['shapes'] }],
  ['[[tool.uv.index]]\nurl = "https://a.example/"\n[[tool.poetry.source]]\nname = "PyPI"\n[[tool.poetry.source]]\nurl = "https://b.example/"',
    { indexes: ['https://a.example/', undefined as unknown as string, 'https://b.example/'] }],
  ['[project.scripts]\nserve = "mine:serve"', { hasScripts: true }], ['[tool.poetry.scripts]\nserve = "mine:serve"', { hasScripts: true }],
  ['[tool.uv.workspace]\nmembers = ["libs/*", "tools"]', { workspaceMembers: ['libs/*', 'tools'] }],
])('%j', (text, facts) => {
  expect(pyproject(text)).toMatchObject(facts);
});

const FILES = Object.fromEntries(['pyproject.toml', 'README.md', 'docs/about.rst', 'LICENSE', 'COPYING', 'setup.py', 'module.py'].map(path => [path, '']));

test.each([
  ['', ['pyproject.toml', 'setup.py', 'LICENSE']],
  ['[project]\nreadme = "README.md"\nlicense = "MIT"', ['pyproject.toml', 'setup.py', 'README.md', 'LICENSE']],
  ['[project]\nreadme = { file = "docs/about.rst", content-type = "text/x-rst" }\nlicense = { file = "COPYING" }',
    ['pyproject.toml', 'setup.py', 'docs/about.rst', 'COPYING', 'LICENSE']],
  ['[project]\nreadme = { text = "about" }\nlicense = { text = "MIT" }\nlicense-files = ["COPYING", "missing"]', ['pyproject.toml', 'setup.py', 'COPYING']],
  ['[tool.poetry]\nreadme = ["README.md", "docs/about.rst", "README.md"]', ['pyproject.toml', 'setup.py', 'LICENSE', 'README.md', 'docs/about.rst']],
])('%j is built with these files', (text, files) => {
  expect(pyproject(text, FILES).buildFiles).toEqual(files);
});

const MINE = '[project]\nname = "mine"\ndependencies = ["idna"]\n'
  + '[project.optional-dependencies]\nfast = ["orjson"]\nsql = ["sqlglot"]\n[dependency-groups]\ndev = ["ruff"]\ndocs = ["mkdocs"]\n';

function brought(options: Partial<PythonContainerProjectOptions>, text = MINE): PythonContainerProject {
  return newProject({ ...options, outdir: folderWith({ 'pyproject.toml': text }) });
}

const SELECTION = { extras: ['fast', 'sql', 'fast'], groups: ['docs'] };

test.each<[PythonPackageManager, string, string, string[]]>([
  [PythonPackageManager.UV, 'uv sync .* --extra=fast --extra=sql --group=docs --no-build', 'uv sync .* --extra=fast --extra=sql --group=docs --no-build',
    ['uv', 'sync', '--locked', '--extra=fast', '--extra=sql', '--group=docs']],
  [PythonPackageManager.POETRY, 'poetry install .* --only=main,docs --extras=fast --extras=sql ', 'poetry install .* --extras=fast --extras=sql --with=docs ',
    ['poetry', 'sync', '--no-root', '--extras=fast', '--extras=sql', '--with=docs']],
])('%s installs the extras and groups that are named', (packageManager, builder, dev, workspace) => {
  const files = synth(brought({ packageManager, ...SELECTION }));
  expect(instructions(files.Dockerfile, 'builder')).toContainEqual(expect.stringMatching(builder));
  expect(instructions(files.Dockerfile, 'dev')).toContainEqual(expect.stringMatching(dev));
  expect(files['.projen/container.json'].workspace.commands.pop()).toEqual(expect.arrayContaining(workspace));
});

test('pip locks the extras and groups that are named', () => {
  const [{ inputs, commands }] = synth(brought(SELECTION))['.projen/container.json'].locks;
  expect(inputs).toEqual(['pyproject.toml', 'requirements-dev.in']);
  expect(commands).toEqual([
    expect.arrayContaining(['--extra=fast', '--extra=sql', '--group=docs', '--output-file=requirements.txt', 'pyproject.toml']),
    ['uv', 'pip', 'compile', '--universal', '--generate-hashes', '--python-version=3.13', '--output-file=requirements-dev.txt', 'requirements-dev.in'],
  ]);
});

test.each<[string, Partial<PythonContainerProjectOptions>, string]>([
  ['extras: "slow" is not possible: pyproject.toml has fast, sql.', { extras: ['fast', 'slow'] }, MINE],
  ['groups: "lint" is not possible: pyproject.toml has dev, docs.', { groups: ['lint'] }, MINE],
  ['extras: "fast" is not possible: pyproject.toml has none.', { extras: ['fast'] }, '[project]\nname = "mine"\n'],
  ['extras: "fast" is not possible: it is a list of texts.', { extras: 'fast' as any }, MINE],
])('%s', (message, options, text) => {
  for (const packageManager of Object.values(PythonPackageManager)) {
    expect(() => brought({ packageManager, ...options }, text)).toThrow(message);
  }
});

test('without a pyproject.toml of one\'s own there are no extras and groups', () => {
  expect(() => newProject({ extras: ['fast'] })).toThrow('extras: "fast" is not possible: pyproject.toml has none.');
  expect(() => newProject({ packageManager: PythonPackageManager.UV, groups: ['dev'] })).toThrow('groups: "dev" is not possible: pyproject.toml has none.');
});

test('pip cannot lock what comes over SSH', () => {
  expect(() => newProject({ ssh: true })).toThrow('ssh: true is not possible: git dependencies have no hash that pip\'s lock could hold.'
    + ' Set packageManager to UV or POETRY, whose locks hold the commit.');
});

const SHAPES = 'shapes @ git+ssh://git@example.com/shapes.git@main';
const MANAGERS = [PythonPackageManager.UV, PythonPackageManager.POETRY];

test.each(MANAGERS)('git repositories are requirements for %s, which gets git where it locks and installs', (packageManager) => {
  for (const [options, packages] of [
    [{ requirements: [SHAPES] }, 'git'], [{ devRequirements: [SHAPES] }, 'git'], [{ requirements: [SHAPES], ssh: true, buildPackages: ['gcc'] }, '(gcc )?git openssh-client'],
  ] as [Partial<PythonContainerProjectOptions>, string][]) {
    const files = synth(newProject({ packageManager, ...options }));
    expect(files['pyproject.toml']).toContain(`"${SHAPES}"`);
    for (const stage of ['resolver', 'builder']) {
      expect(instructions(files.Dockerfile, stage)).toContainEqual(expect.stringMatching(`apt-get install --yes --no-install-recommends ${packages}$`));
    }
    expect(instructions(files.Dockerfile, 'production').join()).not.toContain('git');
  }
  expect(synth(newProject({ packageManager })).Dockerfile).not.toContain('apt-get');
});

test('uv may build what comes from git repositories, and nothing else', () => {
  const syncs = (project: PythonContainerProject) => synth(project).Dockerfile.match(/uv sync .*/g);
  const build = expect.stringMatching(/ --no-build --no-binary-package=netifaces --no-binary-package=shapes \\$/);
  const options = { packageManager: PythonPackageManager.UV, sdists: ['netifaces'] };
  expect(syncs(newProject({ ...options, requirements: [SHAPES] }))).toEqual([build, build]);
  expect(syncs(brought(options, '[project]\nname = "mine"\n[tool.uv.sources]\nShapes = { git = "https://example.com/shapes.git" }'))).toEqual([build, build]);
});

test.each([
  'shapes@git+https://example.com/shapes.git', 'shapes[a, b] @ git+https://example.com/shapes.git@v1.0', 'shapes @ git+ssh://git@example.com:2222/a/shapes.git',
  'shapes @ git+https://example.com/shapes.git@main#subdirectory=python', 'shapes @ git+file:///srv/git/shapes.git',
])('%s is a requirement', (requirement) => {
  const { Dockerfile } = synth(newProject({ packageManager: PythonPackageManager.UV, requirements: [requirement] }));
  expect(Dockerfile).toContain('--no-build --no-binary-package=shapes \\');
});

test.each([
  `shapes @ git+https://robot:${PASSWORD}@example.com/shapes.git`, `shapes @ git+ssh://git:${PASSWORD}@example.com/shapes.git@main`,
  `shapes @ git+http://robot:${PASSWORD}@example.com/shapes.git`,
])('a repository with a password is refused, and the password is not shown: %s', (requirement) => {
  for (const packageManager of MANAGERS) {
    expect(messageOf(() => newProject({ packageManager, requirements: [requirement] }))).toMatch(
      /^requirements: "shapes @ git\+\w+:\/\/…@example.com\/shapes.git(@main)?" is not possible: everyone could read the password in it. Use git\+ssh:\/\/ and set ssh.$/);
  }
});

test.each(['"', '\'', '$', '$(id)', '`id`', ';', ' ', ' ; os_name == "nt"', '\\', '|', '>', '<', '(', '{', '*', '?', '\n', '\r', '\u2028', '\0', '", "evil'])(
  'a repository is not called %j', (text) => {
    const requirement = `${SHAPES}${text}x`;
    for (const packageManager of MANAGERS) {
      expect(() => newProject({ packageManager, requirements: [requirement] })).toThrow(/^requirements: "shapes @ git\+ssh:.* is not possible: (the lock holds a hash|it has to fit on one line)/);
      expect(() => newProject({ packageManager, devRequirements: [requirement] })).toThrow(/^devRequirements: /);
    }
  });

test.each(['shapes @ git+ssh://git@$(id)/x', 'shapes"; id @ git+https://example.com/x', '-e @ git+https://example.com/x', 'shapes @ hg+https://example.com/x', 'shapes @ git+ext::sh -c id'])(
  '%s is no requirement', (requirement) => {
    expect(() => newProject({ packageManager: PythonPackageManager.UV, requirements: [requirement] })).toThrow(/^requirements: .* is not possible: /);
  });
