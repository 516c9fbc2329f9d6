import { Framework, PythonContainerProject, PythonContainerProjectOptions } from '../../src';
import { testProgram } from '../../src/container/tests';
import { Sample } from '../../src/frameworks/sample';
import { folderWith, instructions, newProject, synth } from '../synth';

const FILES = { 'shop/__init__.py': '', 'shop/orders/tests.py': '', 'shop/tests/test_a.py': '', 'tests/test_b.py': '', 'manage.py': '', 'fixtures/a.json': '{}' };

/** What a Django project with tests everywhere comes to. */
function files(options: Partial<PythonContainerProjectOptions> = {}, found: { [path: string]: string } = FILES) {
  return synth(new PythonContainerProject({
    name: 'shop', outdir: folderWith(found), framework: Framework.NONE, sources: ['shop', 'manage.py'], testCommand: ['python', 'manage.py', 'test'], ...options,
  }));
}

/** What a stage copies of the project. */
function copied(dockerfile: string, stage: string): string[] {
  return instructions(dockerfile, stage).flatMap(line => /^COPY (?:--chown=\S+ )?--chmod=\S+ (\S+) /.exec(line)?.slice(1) ?? []);
}

function code(dockerfile: string): string[] {
  return JSON.parse(/\["[^\]]*"code"[^\]]*\]/.exec(dockerfile)![0]).slice(6);
}

test.each<[object, boolean, boolean, string[] | undefined]>([
  [{}, true, true, ['python', '-m', 'pytest']],
  [{}, false, false, undefined],
  [{ pytest: false }, true, false, undefined],
  [{ testCommand: ['python', '-m', 'unittest'] }, true, false, ['python', '-m', 'unittest']],
  [{ testCommand: ['coverage', 'run', '-m', 'pytest'] }, false, true, ['coverage', 'run', '-m', 'pytest']],
  [{ testCommand: ['sh', '-c', 'pytest -q && true'] }, true, true, ['sh', '-c', 'pytest -q && true']],
  [{ testCommand: ['bin/py.test'] }, true, true, ['bin/py.test']],
  [{ testCommand: ['pytester'] }, true, false, ['pytester']],
  [{ testCommand: ['make', 'test'], pytest: true }, true, true, ['make', 'test']],
  [{ testCommand: ['pytest'], pytest: false }, true, false, ['pytest']],
])('%j, where the standard is %s: pytest %s, command %j', (options, standard, pytest, command) => {
  expect(testProgram(options, standard)).toEqual({ pytest, command });
});

test('tests next to the sources are in development, and tests inside the sources are not in production', () => {
  const { Dockerfile, 'container-structure-test.yaml': structure } = files({ testSources: ['tests/', 'shop/tests', 'shop/*/tests.py', 'fixtures/*.json'] });
  expect(copied(Dockerfile, 'dev')).toEqual(['shop', 'manage.py', '"fixtures/*.json"', 'tests']);
  expect(code(Dockerfile)).toEqual(['--without=shop/*/tests.py', '--without=shop/tests']);
  expect(structure).toContain('path: /app/shop/tests\n');
});

test('without testSources, test programs other than pytest get the files that they find, and need no folder of tests', () => {
  expect(copied(files({}, { ...FILES, 'tests.py': '', 'checks/test1.py': '' }).Dockerfile, 'dev')).toEqual(['shop', 'manage.py', 'checks', 'tests', 'tests.py']);
  expect(copied(files({}, { 'shop/tests.py': '', 'manage.py': '' }).Dockerfile, 'dev')).toEqual(['shop', 'manage.py']);
});

test('the installed files have no src/ in their paths, and the sources do', () => {
  const pyproject = '[project]\nname = "shop"\nversion = "1"\n[build-system]\nrequires = ["hatchling"]\n';
  const { Dockerfile } = files({ sources: undefined, testSources: ['src/shop/tests', 'pyproject.toml'] }, { 'pyproject.toml': pyproject, 'src/shop/tests/test_a.py': '', 'app.py': '' });
  expect(code(Dockerfile).filter(word => word.startsWith('--'))).toEqual(['--without=src/shop/tests', '--without=shop/tests']);
});

test('excludes in sources are denied in .dockerignore', () => {
  const ignored = files({ sourceExcludes: ['shop/local_settings.py', './shop/**/*.psd'] })['.dockerignore'].split('\n');
  expect(ignored.slice(ignored.indexOf('# excluded by the project'))).toEqual(['# excluded by the project', 'shop/local_settings.py', 'shop/**/*.psd', '']);
});

test.each<[string, Partial<PythonContainerProjectOptions>]>([
  ['testCommand: [] is not possible: a command needs at least the name of a program', { testCommand: [] }],
  ['testCommand must be a list of strings, got "pytest"', { testCommand: 'pytest' as never }],
  ['testSources must be a list of strings, got "tests"', { testSources: 'tests' as never }],
  ['testSources: "../tests" is not possible: a path must be inside the build context', { testSources: ['../tests'] }],
  ['testSources: "../**/tests" is not possible: a pattern must be inside the build context', { testSources: ['../**/tests'] }],
  ['testSources: "**\\\\tests/x" is not possible: folders must be separated by /', { testSources: ['**\\tests/x'] }],
  ['testSources: "shop" is not possible: it contains all of shop, which is in sources', { testSources: ['shop'] }],
  ['testSources: "." is not possible: it contains all of shop', { testSources: ['.'] }],
  ['testSources: "*.py" is not possible: it contains all of manage.py', { testSources: ['*.py'] }],
  ['testSources: "shop/test" is not possible: there is no shop/test in ', { testSources: ['shop/test'] }],
  ['sourceExcludes: "!shop" is not possible: a pattern must be inside', { sourceExcludes: ['!shop'] }],
])('%s', (message, options) => {
  expect(() => files(options)).toThrow(message);
});

test('a test source that is not there is an error before anything is written', () => {
  expect(() => files({ testSources: ['checks'] })).toThrow('copies or mounts "checks", and there is no checks in ');
});

test('a new project has sample tests where its tests are', () => {
  const samples = (options: Partial<PythonContainerProjectOptions>) => newProject(options).components
    .flatMap(component => component instanceof Sample ? component.paths : []).filter(path => path.startsWith('tests/'));
  expect(samples({ testSources: ['tests'] })).toEqual(['tests/__init__.py', 'tests/test_main.py']);
  expect(samples({ testSources: ['checks'] })).toEqual([]);
  expect(samples({ testCommand: ['python', '-m', 'unittest'] })).toEqual([]);
});
