import fc from 'fast-check';
import { PythonPackageManager } from '../../src';
import { ExistingPyproject } from '../../src/package-managers/existing-pyproject';
import { messageOf, PASSWORD } from '../access/acme';
import { folderWith, newProject } from '../synth';

/** All that is asked of a pyproject.toml. */
function askAll(text: string, folder = folderWith({})): void {
  const file = new ExistingPyproject(folder, text);
  const { extras, groups } = file;
  file.requirementsWith({ extras, groups });
  file.sources.hasIndex({ name: 'acme', url: 'https://pypi.example.com/simple/' });
  JSON.stringify([file.name, file.isInstallable, file.requirements, file.sources.git, file.workspaceMembers, file.buildFiles]);
}

test.each([
  ['project = 1', 'project: 1', 'a table'], ['project = []', 'project: []', 'a table'], ['project = 1979-05-27', 'project: "1979-05-27"', 'a table'],
  ['tool = "x"', 'tool: "x"', 'a table'], ['tool.uv = 1', 'tool.uv: 1', 'a table'], ['tool.poetry = [1]', 'tool.poetry: [1]', 'a table'], ['dependency-groups = 1', 'dependency-groups: 1', 'a table'],
  ['build-system = true', 'build-system: true', 'a table'],
  ['project.name = 5', 'project.name: 5', 'a string'], ['project.dependencies = { a = 1 }', 'project.dependencies: {"a":1}', 'a list of strings'],
  ['project.dependencies = ["a", 1]', 'project.dependencies: ["a",1]', 'a list of strings'], ['project.dependencies = "a"', 'project.dependencies: "a"', 'a list of strings'],
  ['project.dynamic = "dependencies"', 'project.dynamic: "dependencies"', 'a list of strings'], ['project.optional-dependencies = ["a"]', 'project.optional-dependencies: ["a"]', 'a table'],
  ['project.optional-dependencies.x = "a"', 'project.optional-dependencies.x: "a"', 'a list of strings'], ['dependency-groups.x = [5]', 'dependency-groups.x: [5]', 'a list of strings and tables'],
  ['project.readme = 5', 'project.readme: 5', 'a string or a table'], ['project.readme.file = 5', 'project.readme.file: 5', 'a string'], ['project.license = []', 'project.license: []', 'a string or a table'],
  ['project.license-files = 5', 'project.license-files: 5', 'a list of strings or a table'], ['project.license-files = [5]', 'project.license-files: [5]', 'a list of strings'],
  ['project.license-files.paths = "a"', 'project.license-files.paths: "a"', 'a list of strings'],
  ['tool.uv.package = "no"', 'tool.uv.package: "no"', 'true or false'], ['tool.uv.sources = []', 'tool.uv.sources: []', 'a table'], ['tool.uv.sources.a = [5]', 'tool.uv.sources.a: [5]', 'a table or a list of tables'],
  ['tool.uv.index = "x"', 'tool.uv.index: "x"', 'a table or a list of tables'], ['tool.uv.index = [{ name = 5 }]', 'tool.uv.index.name: 5', 'a string'], ['tool.uv.workspace = []', 'tool.uv.workspace: []', 'a table'],
  ['tool.uv.workspace.members = "x"', 'tool.uv.workspace.members: "x"', 'a list of strings'], ['tool.poetry.package-mode = 0', 'tool.poetry.package-mode: 0', 'true or false'],
  ['tool.poetry.group = []', 'tool.poetry.group: []', 'a table'], ['tool.poetry.extras = 1', 'tool.poetry.extras: 1', 'a table'], ['tool.poetry.readme = {}', 'tool.poetry.readme: {}', 'a string'],
  ['tool.poetry.source = 1', 'tool.poetry.source: 1', 'a table or a list of tables'],
])('%s is an error that names the key', (text, start, type) => {
  const isRequired = /package/.test(text) ? '[build-system]\n[project]\n' : '';
  expect(() => askAll(`${text}\n${isRequired}`)).toThrow(new Error(`pyproject.toml ${start} is not possible: expected ${type}.`));
});

test.each(['[project]\nreadme = "["', '[project]\nreadme = "[z-a]"\n[tool.poetry]\nreadme = "("', '[project]\nlicense = { file = "*[" }', '[project]\nlicense-files = ["pyproject.toml/*", "nowhere/*"]',
  '[dependency-groups]\nconstructor = ["a"]\n__proto__ = ["b"]', '[project.optional-dependencies]\ntoString = ["a"]', '[tool.uv.sources.constructor]\ngit = "x"', ''])('%j is read', (text) => {
  expect(() => askAll(text)).not.toThrow();
});

test.each(['[', '[]', 'a[z-a]', '[^]', '\\u0000/x'])('%j is not a valid pattern', (pattern) => {
  expect(() => askAll(`[project]\nlicense-files = ["${pattern}"]`)).toThrow(`pyproject.toml project.license-files: "${pattern}" is not possible: its brackets are not closed, or stand around nothing.`);
});

test('a byte order mark is refused, as in Python', () => {
  expect(() => askAll('\uFEFF[project]')).toThrow(/^pyproject.toml: ".*" is not possible: it starts with a byte order mark/);
});

const KEYS = ['project', 'build-system', 'dependency-groups', 'tool', 'uv', 'poetry', 'name', 'dependencies', 'dynamic', 'optional-dependencies', 'readme', 'file', 'license', 'license-files', 'paths', 'globs',
  'package', 'package-mode', 'sources', 'git', 'index', 'url', 'workspace', 'members', 'dev-dependencies', 'group', 'extras', 'source', 'include-group', 'constructor', '__proto__'];
const scalar = fc.oneof(fc.constantFrom('true', '0', '-1.5e300', 'inf', 'nan', '1979-05-27T07:32:00Z', '07:32:00', '[]', '{}', '0xff'),
  fc.oneof(fc.constantFrom('[', '*', '../..', '/', '', 'a @ git+https://example.com/x', '@', 'dependencies', 'LICENSE*'), fc.string({ unit: 'grapheme', maxLength: 8 })).map(text => JSON.stringify(text).replaceAll('\x7f', '')));
const value: fc.Memo<string> = fc.memo(depth => depth <= 1 ? scalar : fc.oneof(
  { weight: 2, arbitrary: scalar },
  fc.array(value(), { maxLength: 3 }).map(items => `[${items.join(', ')}]`),
  fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS), value()), { maxLength: 5, selector: ([key]) => key }).map(pairs => `{ ${pairs.map(pair => pair.join(' = ')).join(', ')} }`),
));
const table = (depth: number) => fc
  .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), value(depth)), { minLength: 1, maxLength: 8, selector: ([key]) => key })
  .map(pairs => pairs.map(pair => pair.join(' = ')).join('\n'));

test('any value in a pyproject.toml is read, or the error names its key', () => {
  const folder = folderWith({ 'LICENSE': '', 'licenses/a': '' });
  const outcomes = { read: 0, refused: 0 };
  fc.assert(fc.property(fc.oneof(table(4), table(3).map(text => `[project]\n${text}`), table(3).map(text => `[tool.uv]\n${text}`), table(3).map(text => `[tool.poetry]\n${text}`), fc.string()), (text) => {
    try {
      askAll(text, folder);
      outcomes.read += 1;
    } catch (error) {
      outcomes.refused += 1;
      expect((error as Error).message).toMatch(/^pyproject\.toml( [^]+)?: [^]* is not possible: /);
    }
  }), { numRuns: 2000, seed: 1 });
  expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(200);
});

const LOGINS = [
  `https://robot:${PASSWORD}@pypi.example.com/`, `https://${PASSWORD}@pypi.example.com/`, `https://robot:${PASSWORD}/x@pypi.example.com/`, `https://robot:${PASSWORD}@x@pypi.example.com/`, `http://:${PASSWORD}@a/`,
  `a @ git+https://robot:${PASSWORD}@example.com/a.git`, `a @ git+ssh://git:${PASSWORD}@example.com/a.git`, `a @ https://${PASSWORD}@example.com/a.whl`, `HTTPS://${PASSWORD}@EXAMPLE.COM/`,
];
const PLACES: [string, string][] = [
  ['[[tool.uv.index]]\nname = "a"\nurl = ', 'tool.uv.index.0.url'], ['[[tool.uv.index]]\nname = "a"\npublish-url = ', 'tool.uv.index.0.publish-url'], ['[[tool.poetry.source]]\nurl = ', 'tool.poetry.source.0.url'],
  ['[project]\ndependencies = [X]', 'project.dependencies.0'], ['[dependency-groups]\ndev = ["a", X]', 'dependency-groups.dev.1'], ['[build-system]\nrequires = [X]', 'build-system.requires.0'],
  ['[tool.uv.sources]\na = { git = X }', 'tool.uv.sources.a.git'], ['[tool.poetry.dependencies]\na = { url = X }', 'tool.poetry.dependencies.a.url'], ['[project.urls]\nhome = ', 'project.urls.home'],
];

test.each(PLACES)('a password in %j is an error, and is not shown', (place, path) => {
  for (const login of LOGINS) {
    const text = place.includes('X') ? place.replace('X', JSON.stringify(login)) : `${place}${JSON.stringify(login)}`;
    for (const packageManager of Object.values(PythonPackageManager)) {
      const message = messageOf(() => newProject({ packageManager, outdir: folderWith({ 'pyproject.toml': text }) }));
      expect(message).toBe(`pyproject.toml ${path}: "…" is not possible: everyone who has the file could read the user name, password or token in this URL.`
        + ' Write the URL without them, and set usernameSecret and passwordSecret in indexes.');
    }
  }
});

test.each(['requirements.in', 'requirements.txt', 'requirements-dev.in', 'requirements-dev.txt'])('a password in %s is an error, and is not shown', (path) => {
  for (const line of LOGINS.flatMap(login => [login, `--index-url ${login}`, `--extra-index-url=${login}`, `-i ${login}`, `# ${login}`])) {
    const message = messageOf(() => newProject({ outdir: folderWith({ [path]: `idna==3.10 --hash=sha256:0\r\n${line}\r\n` }) }));
    expect(message).toMatch(new RegExp(`^${path} line 2: "…" is not possible: everyone who has the file could read`));
  }
});

test.each(['https://pypi.example.com/simple/', 'a @ git+https://git@example.com/a.git', 'a @ git+ssh://git@example.com/a.git@main', 'ssh://git@example.com:2222/a@b', 'https://example.com:8443/a@1', '-i https://${USER}:${TOKEN}@example.com/',
  '-i https://${TOKEN}@example.com/', 'Me <me@example.com>', 'mailto:me@example.com'])('%s has no password', (text) => {
  expect(() => askAll(`[project]\nclassifiers = [${JSON.stringify(text)}]`)).not.toThrow();
});
