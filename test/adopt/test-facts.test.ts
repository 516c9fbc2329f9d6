import { read } from './repositories';
import { Repository } from '../../src/adopt/repository';
import { findTests, testSources } from '../../src/adopt/test-facts';
import { folderWith } from '../synth';

type Files = { [path: string]: string };

const UNITTEST = 'import unittest\nclass T(unittest.TestCase): pass\n';
const DJANGO = 'from django.test import TestCase\n';
const MANAGE = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "x")\n';

function facts(files: Files) {
  return findTests(new Repository(folderWith(files)));
}

test.each<[string, Files, string[], string[] | 'pytest', string]>([
  ['pytest in tests/', { 'tests/test_a.py': 'def test_a(): pass\n' }, ['tests'], 'pytest', 'tests'],
  ['pytest by its settings', { 'pkg/tests/a.py': UNITTEST, 'pytest.ini': '' }, ['pkg/tests'], 'pytest', 'pytest.ini'],
  ['pytest by a requirement', { 'test/test_a.py': UNITTEST, 'requirements/dev.txt': 'pytest==8\n' }, ['test'], 'pytest', 'requirements/dev.txt'],
  ['pytest by an import', { 'shop/test_a.py': 'import pytest\n', 'shop/tests.py': UNITTEST }, ['shop/test_a.py', 'shop/tests.py'], 'pytest', 'shop/test_a.py'],
  ['Django\'s runner', { 'manage.py': MANAGE, 'a/tests.py': DJANGO, 'b/tests/test_x.py': DJANGO }, ['a/tests.py', 'b/tests'], ['python', 'manage.py', 'test'], 'manage.py'],
  ['Django\'s runner in a folder', { 'src/manage.py': MANAGE, 'src/a/tests.py': DJANGO }, ['src/a/tests.py'], ['env', '--chdir=src', 'python', 'manage.py', 'test'], 'src/manage.py'],
  ['Django\'s runner as CI calls it', { 'manage.py': MANAGE, 'a/tests.py': DJANGO, '.github/workflows/ci.yml': 'run: |\n  # pytest\n  pip install pytest\n  python manage.py test --settings=x.ci a && echo\n' },
    ['a/tests.py'], ['python', 'manage.py', 'test', '--settings=x.ci', 'a'], '.github/workflows/ci.yml:4'],
  ['unittest', { 'tests.py': UNITTEST }, ['tests.py'], ['python', '-m', 'unittest'], 'tests.py'],
  ['unittest in a folder that is no package', { 'tests/test_a.py': UNITTEST }, ['tests'], ['python', '-m', 'unittest', 'discover', '--start-directory', 'tests'], 'tests/test_a.py'],
  ['unittest in a package', { 'tests/__init__.py': '', 'tests/test_a.py': UNITTEST }, ['tests'], ['python', '-m', 'unittest'], 'tests/test_a.py'],
  ['unittest in a Makefile', { 'tests/test_a.py': 'import pytest\n', 'Makefile': 'test:\n\tpython3 -m unittest discover -v tests ; true\n' }, ['tests'], ['python', '-m', 'unittest', 'discover', '-v', 'tests'], 'Makefile:2'],
  ['pytest in tox.ini', { 'tests/test_a.py': UNITTEST, 'tox.ini': '[testenv]\ndeps = pytest-cov\ncommands =\n  coverage run -m pytest {posargs}\n' }, ['tests'], 'pytest', 'tox.ini:4'],
])('%s', (_name, files, paths, runs, evidence) => {
  expect(facts(files)).toEqual({ paths, evidence, pytest: runs === 'pytest', ...runs === 'pytest' ? {} : { command: runs } });
});

test.each<[string, Files]>([
  ['nothing', { 'app.py': '' }], ['code that is only called so', { 'shop/ab_test.py': 'def choose(): pass\n', 'shop/tests/models.py': 'class Test: pass\n' }],
  ['a package of somebody else', { 'venv/pyvenv.cfg': '', 'venv/lib/tests/test_a.py': UNITTEST, 'node_modules/x/test/test_a.py': UNITTEST }],
])('%s is no test', (_name, files) => {
  expect(facts(files)).toEqual({ pytest: false, evidence: 'no tests were found', paths: [] });
});

test('tests inside the sources are listed, together with the other files that development needs', () => {
  const repository = new Repository(folderWith({ 'shop/tests/test_a.py': 'import pytest\n', 'shop/main.py': '', 'tests/test_b.py': 'import pytest\n', 'pytest.ini': '[pytest]\n', 'conftest.py': '' }));
  const found = findTests(repository);
  expect(testSources(repository, found, ['shop'])).toEqual(['conftest.py', 'pytest.ini', 'shop/tests', 'tests']);
  expect(testSources(repository, { ...found, paths: ['tests'] }, ['shop'])).toEqual([]);
});

test.each<[string, Files, string]>([
  ['a test file beside the application', {}, "sources: ['app.py'], // the files of the repository"],
  ['a test file that the old Dockerfile copies', { Dockerfile: 'FROM python:3.12\nCOPY app.py test.py /code/\nCMD ["python", "/code/app.py"]\n' }, "sources: ['app.py'], // Dockerfile:2"],
  ['a test file that is started', { Procfile: 'web: python test.py\n' }, "sources: ['app.py', 'test.py'], // the files of the repository"],
])('%s', async (_, files, expected) => {
  const { projenrc } = await read(folderWith({ 'requirements.txt': 'flask==3.0.0\n', 'app.py': 'print(1)\n', 'test.py': UNITTEST, ...files }));
  expect(projenrc).toContain(expected);
  expect(projenrc).toContain("testCommand: ['python', '-m', 'unittest'], // test.py");
  expect(projenrc).not.toContain('testSources');
});

test('.projenrc.ts has the command and the places', async () => {
  const { projenrc } = await read(folderWith({ 'manage.py': MANAGE, 'shop/wsgi.py': 'application = get_wsgi_application()\n', 'shop/tests.py': DJANGO, 'requirements.txt': 'django\n' }));
  expect(projenrc).toContain("  testCommand: ['python', 'manage.py', 'test'], // manage.py\n  testSources: ['shop/tests.py'], // kept out of production\n");
  expect(projenrc).not.toContain('pytest');
});
