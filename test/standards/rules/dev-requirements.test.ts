import { Framework, PythonPackageManager } from '../../../src';
import { folderWith } from '../../synth';
import { findings } from '../check';

const TOOLS = [
  'black', 'coverage', 'debugpy', 'flake8', 'hypothesis', 'ipdb', 'ipython', 'isort', 'jupyter', 'mypy', 'nox', 'pre-commit', 'pylint', 'pyright',
  'pytest', 'pytest-asyncio', 'pytest-cov', 'pytest-xdist', 'ruff', 'tox', 'watchdog', 'watchfiles',
];

test('requirements that only production has are its own', () => {
  expect(findings('dev-requirements', { requirements: ['sqlalchemy', 'httpx2'], devRequirements: ['pytest', 'respx'] })).toEqual([]);
});

test.each(TOOLS)('%s is for development', (name) => {
  expect(findings('dev-requirements', { requirements: [`${name}>=1`] }))
    .toEqual([`requirements: ${name} is for development and would be installed in production. Move it to devRequirements.`]);
});

test('what both name is for development', () => {
  expect(findings('dev-requirements', { requirements: ['Foo.Bar[x]>=1', 'baz'], devRequirements: ['foo_bar'] }))
    .toEqual(['requirements: foo-bar is for development and would be installed in production. Keep it in devRequirements only.']);
});

const PYPROJECT = '[project]\nname = "x"\nversion = "1"\ndependencies = [\n  "idna",\n  "pytest-cov>=5",\n]\n';

test.each<[string, { [path: string]: string }, PythonPackageManager, string]>([
  ['requirements.in', { 'requirements.in': 'idna\n-r more.in\n', 'more.in': '\nPytest[x]>=8 # why\n' }, PythonPackageManager.PIP, 'more.in:2: pytest is for development and would be installed in production. Move it to requirements-dev.in.'],
  ['setup.cfg', { 'setup.cfg': '[options]\ninstall_requires = file: base.txt\n', 'base.txt': 'flake8-x\n' }, PythonPackageManager.PIP, 'base.txt:1: flake8-x is for development and would be installed in production.'],
  ['pyproject.toml', { 'pyproject.toml': PYPROJECT }, PythonPackageManager.PIP, 'pyproject.toml:6: pytest-cov is for development and would be installed in production. Move it to the group dev.'],
  ['pyproject.toml', { 'pyproject.toml': PYPROJECT }, PythonPackageManager.UV, 'pyproject.toml:6: pytest-cov is for development and would be installed in production. Move it to the group dev.'],
  ['pyproject.toml', { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.12"\nidna = "*"\nblack = "*"\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n' }, PythonPackageManager.POETRY, 'pyproject.toml:4: black is for development'],
])('an existing %s: %j', (_file, files, packageManager, message) => {
  expect(findings('dev-requirements', { framework: Framework.NONE, pytest: false, packageManager, outdir: folderWith(files) })).toEqual([expect.stringContaining(message)]);
});

test('two requirements of one line are two findings', () => {
  const files = { 'pyproject.toml': '[project]\nname = "mine"\nversion = "1"\ndependencies = ["pytest", "idna", "black>=24"]\n' };
  expect(findings('dev-requirements', { framework: Framework.NONE, pytest: false, packageManager: PythonPackageManager.UV, outdir: folderWith(files) })).toEqual([
    expect.stringContaining('pyproject.toml:4: pytest is'), expect.stringContaining('pyproject.toml:4: black is'),
  ]);
});

test('a lock alone does not say who asked for what', () => {
  const outdir = folderWith({ 'requirements.txt': 'watchfiles==1 \\\n    --hash=sha256:00\n' });
  expect(findings('dev-requirements', { framework: Framework.NONE, pytest: false, outdir })).toEqual([]);
});
