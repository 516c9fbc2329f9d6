import { symlinkSync } from 'fs';
import { join } from 'path';
import { PythonContainerProject } from '../../src';
import { testFiles } from '../../src/container/test-files';
import { folderWith, instructions, newProject, synth } from '../synth';

/** What the tests of a project with these files need beside its module. */
function needed(files: { [path: string]: string }, sources = ['hello']): string[] {
  return testFiles(folderWith({ 'hello/__init__.py': '', ...files }), sources);
}

/** Files that are there and hold a line each. */
function there(...paths: string[]): { [path: string]: string } {
  return Object.fromEntries(paths.map(path => [path, 'x = 1']));
}

test.each<[string, { [path: string]: string }, string[]]>([
  ['no tests yet', {}, ['tests']],
  ['tests', there('tests/test_a.py'), ['tests']],
  ['no tests in tests', there('tests/data.txt'), ['tests']],
  ['conftest.py', there('tests/test_a.py', 'conftest.py'), ['conftest.py', 'tests']],
  ['tests in the module', there('hello/tests/test_a.py'), []],
  ['tests in the module and beside it', there('hello/tests/test_a.py', 'tests/test_b.py'), ['tests']],
  ['files of the root', there('test_a.py', 'b_test.py', 'tests.py', 'test_c.txt', 'main.py'), ['b_test.py', 'test_a.py']],
  ['other folders', there('test/unit/test_a.py', 'integration/x/y/test_b.py', 'scripts/run.py'), ['integration', 'test']],
  ['a folder of fixtures', there('tests/test_a.py', 'fixtures/conftest.py'), ['fixtures', 'tests']],
  ['what pytest does not go into', there('hello/test_a.py', '.tox/test_b.py', 'node_modules/test_c.py', 'build/test_d.py', 'x.egg/test_e.py', 'env/pyvenv.cfg', 'env/test_f.py', 'conda/conda-meta/x', 'conda/test_g.py'), []],
  ['an empty pytest.ini', { 'pytest.ini': '', ...there('tests/test_a.py') }, ['pytest.ini', 'tests']],
  ['hidden settings', { '.pytest.ini': '[pytest]', '.pytest.toml': '[pytest]', ...there('tests/test_a.py') }, ['.pytest.ini', '.pytest.toml', 'tests']],
  ['pytest.toml', { 'pytest.toml': '[pytest]\ntestpaths = ["check"]', ...there('check/test_a.py', 'other/test_b.py') }, ['check', 'pytest.toml']],
  ['pyproject.toml', { 'pyproject.toml': '[tool.pytest.ini_options]\ntestpaths = "check/unit other"\n', ...there('check/unit/test_a.py', 'other/test_b.py', 'third/test_c.py') }, ['check', 'other', 'pyproject.toml']],
  ['pyproject.toml of pytest 9', { 'pyproject.toml': '[tool.pytest]\npython_files = ["check_*.py"]\n', ...there('a/check_a.py', 'b/test_b.py') }, ['a', 'pyproject.toml']],
  ['pyproject.toml of others', { 'pyproject.toml': '[tool.ruff]\n', ...there('tests/test_a.py') }, ['tests']],
  ['pyproject.toml that cannot be read', { 'pyproject.toml': '[[', ...there('tests/test_a.py') }, ['pyproject.toml', 'tests']],
  ['tox.ini', { 'tox.ini': '[tox]\nenvlist = x\n[pytest]\ntestpaths =\n    a\n    b\n', ...there('a/test_a.py', 'b/test_b.py', 'c/test_c.py') }, ['a', 'b', 'tox.ini']],
  ['tox.ini of others', { 'tox.ini': '[tox]\n', 'setup.cfg': '[metadata]\n[pytest]\n', ...there('tests/test_a.py') }, ['tests']],
  ['setup.cfg', { 'setup.cfg': '[metadata]\nname = x\n\n[tool:pytest]\npython_files: check*.py [!a]x.py  \n# comment\n', ...there('a/check_a.py', 'b/bx.py', 'c/ax.py', 'd/test_d.py') }, ['a', 'b', 'setup.cfg']],
  ['several settings, of which the first counts', { 'pytest.ini': '[pytest]\ntestpaths = a', 'setup.cfg': '[tool:pytest]\ntestpaths = b', ...there('a/test_a.py', 'b/test_b.py') }, ['a', 'pytest.ini', 'setup.cfg']],
  ['pythonpath', { 'pytest.ini': '[pytest]\npythonpath = . lib/x hello\n', ...there('tests/test_a.py', 'lib/x/y.py') }, ['lib', 'pytest.ini', 'tests']],
  ['testpaths that are not there, globs and others', { 'pytest.ini': '[pytest]\ntestpaths = nowhere ../up /tmp "check/*"', ...there('check/a/test_a.py', 'other/test_b.py') }, ['check', 'pytest.ini']],
  ['no testpaths that are there', { 'pytest.ini': '[pytest]\ntestpaths = nowhere', ...there('other/test_b.py') }, ['other', 'pytest.ini']],
  ['own norecursedirs', { 'pytest.ini': '[pytest]\nnorecursedirs = skip*', ...there('build/test_a.py', 'skipped/test_b.py') }, ['build', 'pytest.ini']],
  ['doctests', { 'pytest.ini': '[pytest]\naddopts = -q\n  --doctest-glob=*.md\n', ...there('docs/a.md', 'data/b.csv') }, ['docs', 'pytest.ini']],
  ['a section that is named as what objects have', { 'setup.cfg': '[constructor]\n[__proto__]\n__proto__ = 1\n[tool:pytest]\n__proto__ = x', ...there('tests/test_a.py') }, ['setup.cfg', 'tests']],
  ['folders with the names of files', there('conftest.py/x', 'pytest.ini/x', 'tests/test_a.py'), ['tests']],
])('the tests of a project with %s need the files that pytest reads', (_name, files, expected) => {
  expect(needed(files)).toEqual(expected);
});

test.each<[string[], string[]]>([
  [['.'], []],
  [['hello/api'], ['conftest.py', 'hello/tests', 'tests']],
  [['tests', 'hello'], ['conftest.py']],
  [['*.py', 'hello'], ['tests']],
])('files in the sources %j are not listed again', (sources, expected) => {
  expect(needed(there('conftest.py', 'hello/tests/test_a.py', 'hello/api/test_c.py', 'tests/test_b.py'), sources)).toEqual(expected);
});

test('a folder that is a link is one, and links are not followed', () => {
  const folder = folderWith(there('hello/main.py', 'real/test_a.py'));
  symlinkSync('..', join(folder, 'hello/loop'));
  symlinkSync('real', join(folder, 'tests'));
  expect(testFiles(folder, ['hello'])).toEqual(['real', 'tests']);
});

test('the image has them where the project has them, and .dockerignore admits them', () => {
  const outdir = folderWith({ 'pytest.ini': '', 'test_a.py': '', 'src/hello/__init__.py': '', 'src/hello/tests/test_b.py': '', 'tests/test_c.py': '' });
  const files = synth(new PythonContainerProject({ name: 'hello', outdir }));
  const copied = ['pytest.ini', 'test_a.py', 'tests'].map(path => `COPY --chown=10001:10001 --chmod=u=rwX,go=rX ${path} /app/${path}`);
  expect(files.Dockerfile.split('\n').filter((line: string) => / \/app\/test|pytest/.test(line) && line.startsWith('COPY'))).toEqual(copied);
  expect(files['.dockerignore'].split('\n')).toEqual(expect.arrayContaining(['!pytest.ini', '!test_a.py', '!tests']));
});

test('without pytest there are no test files', () => {
  const files = synth(newProject({ pytest: false }));
  expect(instructions(files.Dockerfile, 'dev').filter(line => line.startsWith('COPY'))).toEqual(['COPY --chown=10001:10001 --chmod=u=rwX,go=rX my_service /app/my_service']);
  expect(instructions(files.Dockerfile, 'production').join()).not.toContain('test');
});
