import { rmSync } from 'fs';
import { join } from 'path';
import { describeOnEngine } from './engine';
import { HOST_PYTHON, newFolder, projen, synth, write } from './workspace';
import { Framework, PythonContainerProject, PythonContainerProjectOptions } from '../../src';

jest.setTimeout(600_000);

const PASSES = 'def test_it():\n    assert True\n';
const FIXTURE = 'import pytest\n\n\n@pytest.fixture(params=["one", "two"])\ndef number(request):\n    return request.param\n';
const USES = 'def test_number(number):\n    assert number\n';
const CLASS = 'class CheckAll:\n    def check_it(self):\n        assert True\n';

/** What pytest lists: the ids of tests, and how many they are. Below them stand times and warnings. */
function listed(output: string): string[] {
  return output.split('\n').filter(line => /^[\w./-]+::|^\d+(\/\d+)? tests? collected|^no tests collected|^ERROR/.test(line)).map(line => line.replace(/ in [\d.]+s.*/, '')).sort();
}

/** Folders and settings as projects have them, and a test that each of them collects. */
const LAYOUTS: [string, { [path: string]: string }, string, Partial<PythonContainerProjectOptions>][] = [
  ['tests alone', { 'tests/test_a.py': PASSES }, 'tests/test_a.py::test_it', {}],
  ['conftest.py at the root', { 'conftest.py': FIXTURE, 'tests/test_a.py': USES }, 'tests/test_a.py::test_number[two]', {}],
  ['pytest.ini', { 'pytest.ini': '[pytest]\npython_files = check_*.py\npython_functions = check\npython_classes = Check\n', 'tests/check_a.py': CLASS }, 'tests/check_a.py::CheckAll::check_it', {}],
  ['pyproject.toml', { 'pyproject.toml': '[tool.pytest.ini_options]\ntestpaths = ["check", "tests/unit"]\naddopts = "-k it"\n', 'check/test_a.py': PASSES, 'tests/unit/test_b.py': PASSES, 'other/test_c.py': PASSES }, 'tests/unit/test_b.py::test_it', {}],
  ['setup.cfg', { 'setup.cfg': '[tool:pytest]\npython_files =\n    check_*.py\n    test_*.py\n', 'tests/check_a.py': PASSES }, 'tests/check_a.py::test_it', {}],
  ['tox.ini', { 'tox.ini': '[tox]\n\n[pytest]\ntestpaths = tests\npythonpath = lib\n', 'lib/helping.py': 'x = 1\n', 'tests/test_a.py': `from helping import x\n\n\n${PASSES}`, 'other/test_b.py': PASSES }, 'tests/test_a.py::test_it', {}],
  ['hidden settings', { '.pytest.ini': '[pytest]\ntestpaths = deep/er\n', 'deep/er/test_a.py': PASSES, 'deep/test_b.py': PASSES }, 'deep/er/test_a.py::test_it', {}],
  ['tests in the package', { 'hello/__init__.py': '', 'hello/tests/test_a.py': PASSES, 'hello/b_test.py': PASSES }, 'hello/b_test.py::test_it', { sources: ['app.py', 'hello'] }],
  ['tests at the root and in several folders', { 'test_a.py': PASSES, 'tests.py': PASSES, 'integration/x/test_b.py': PASSES, 'build/test_c.py': PASSES, 'tests/test_d.py': PASSES }, 'integration/x/test_b.py::test_it', {}],
  ['the src layout', { 'src/hello/__init__.py': 'x = 1\n', 'src/hello/test_a.py': PASSES, 'tests/test_b.py': `from hello import x\n\n\n${PASSES}` }, 'tests/test_b.py::test_it', { moduleName: 'hello', sources: ['app.py', 'src'] }],
  ['doctests', { 'pytest.ini': '[pytest]\naddopts = --doctest-glob=*.md\n', 'docs/a.md': '>>> 1 + 1\n2\n', 'tests/test_a.py': PASSES }, 'docs/a.md::a.md', {}],
  ['the whole project copied', { 'pytest.ini': '[pytest]\n', 'conftest.py': FIXTURE, 'x/test_a.py': USES }, 'x/test_a.py::test_number[one]', { sources: ['.'] }],
];

describeOnEngine('unittest', () => {
  test('runs in the image as in the project, with the arguments of Docker, and production has no tests', () => {
    const folder = newFolder();
    const TEST = 'import os\nimport unittest\n\n\nclass Test(unittest.TestCase):\n    def test_it(self):\n        open("/reports/seen", "w").close()\n        self.assertEqual(os.environ["WHO"], "me")\n';
    Object.entries({ 'shop/__init__.py': '', 'shop/a/__init__.py': '', 'shop/a/tests.py': TEST, 'app.py': 'print("hello")\n' }).forEach(([path, text]) => write(folder, path, text));
    synth(new PythonContainerProject({
      name: 'collected',
      outdir: folder,
      pythonVersion: HOST_PYTHON,
      framework: Framework.NONE,
      sample: false,
      sources: ['app.py', 'shop'],
      testCommand: ['python', '-m', 'unittest'],
      testSources: ['shop/*/tests.py'],
    }));
    expect(projen(folder, 'lock')).toMatchObject({ status: 0 });
    const { status, output } = projen(folder, 'docker:test', '--env', 'WHO=me', '--tmpfs=/reports:mode=777', '--', 'shop.a.tests', '-v');
    expect({ status, output }).toEqual({ status: 0, output: expect.stringMatching(/test_it [^]*\nRan 1 test in [^]*\nOK\n/) });
    expect(projen(folder, 'docker:build')).toMatchObject({ status: 0 });
    expect(projen(folder, 'docker:run', '--', 'python', '-c', 'import os; print(sorted(os.listdir("shop/a")))').output).toContain("['__init__.py', '__pycache__']");
  });
});

describeOnEngine('pytest in the image', () => {
  const folder = newFolder();

  test.each(LAYOUTS)('collects the same tests as in the project: %s', (_name, files, example, options) => {
    write(folder, 'app.py', 'print("hello")\n');
    Object.entries(files).forEach(([path, text]) => write(folder, path, text));
    try {
      const project = new PythonContainerProject({ name: 'collected', outdir: folder, pythonVersion: HOST_PYTHON, framework: Framework.NONE, sample: false, sources: ['app.py'], ...options });
      synth(project);
      expect(projen(folder, 'lock')).toMatchObject({ status: 0 });
      const own = projen(folder, 'test', '--collect-only', '-q').output;
      expect(listed(own)).toContain(example);
      expect(listed(projen(folder, 'docker:test', '--collect-only', '-q').output)).toEqual(listed(own));
    } finally {
      Object.keys(files).forEach(path => rmSync(join(folder, path.split('/')[0]), { recursive: true, force: true }));
    }
  });
});
