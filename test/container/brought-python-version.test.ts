import { readFileSync } from 'fs';
import { join } from 'path';
import { BaseImage, PythonContainer, PythonContainerProjectOptions, PythonContainerProject, PythonPackageManager } from '../../src';
import { folderWith, newProject, synth } from '../synth';

const pyproject = (range: string) => ({ 'pyproject.toml': `[project]\nname = "my-service"\nrequires-python = "${range}"\ndependencies = []\n` });
const poetry = (python: string) => ({ 'pyproject.toml': `[tool.poetry]\nname = "my-service"\n[tool.poetry.dependencies]\npython = ${python}\n` });

function versionOf(files: { [path: string]: string }, options: Partial<PythonContainerProjectOptions> = {}): string {
  const { Dockerfile } = synth(newProject({ outdir: folderWith(files), ...options }));
  return /^FROM (\S+) AS base$/m.exec(Dockerfile)![1];
}

test.each<[string, { [path: string]: string }, Partial<PythonContainerProjectOptions>]>([
  ['3.12', { '.python-version': '3.12\n' }, {}], ['3.12', { '.python-version': '3.12.4\n3.11.9\n' }, {}], ['3.13', { '.python-version': '# pyenv\n\n cpython-3.13.1\r\n' }, {}],
  ['3.14', { '.python-version': 'system\n' }, {}], ['3.14', { '.python-version': 'my-venv' }, {}], ['3.14', { '.python-version': '\n' }, {}], ['3.12', { '.python-version': '3.12' }, { pythonVersion: '3.12' }],
  ['3.12', { '.python-version': '3.12', ...pyproject('>=3.11,<3.14') }, {}], ['3.14', pyproject('>=3.10'), {}], ['3.12', pyproject('<3.13'), {}], ['3.15', pyproject('>=3.15'), {}],
  ['3.12', pyproject('~=3.12.1'), {}], ['3.12', poetry('">=3.10,<3.13"'), { packageManager: PythonPackageManager.POETRY }], ['3.12', poetry('{ version = "~3.12" }'), { packageManager: PythonPackageManager.POETRY }],
  ['3.11', pyproject('>=3.10'), { pythonVersion: '3.11' }],
])('Python is %s for %j with %j', (version, files, options) => {
  expect(versionOf(files, options)).toBe(`python:${version}-slim-trixie`);
});

test.each<[string, { [path: string]: string }, Partial<PythonContainerProjectOptions>]>([
  ['pythonVersion: "3.13" is not possible: .python-version says 3.12, and was not generated. Write the same version in both, or remove .python-version.', { '.python-version': '3.12' }, { pythonVersion: '3.13' }],
  ['pythonVersion: "3.11" is not possible: pyproject.toml has requires-python = ">=3.12". Set pythonVersion to a version in this range, or change the range.', pyproject('>=3.12'), { pythonVersion: '3.11' }],
  ['.python-version: "3.11" is not possible: pyproject.toml has requires-python = ">=3.12".', { '.python-version': '3.11.2', ...pyproject('>=3.12') }, {}],
  ['.python-version: "3.9.1" is not possible: the minor versions with an image are 3.10, ', { '.python-version': '3.9.1\n' }, {}],
  ['.python-version: "2.7" is not possible', { '.python-version': '2.7' }, {}],
  ['pyproject.toml requires-python: "<3.10" is not possible: the minor versions with an image are 3.10, ', pyproject('<3.10'), {}],
  ['pyproject.toml requires-python: "   ', pyproject(' '.repeat(60_000)), {}],
  ['pyproject.toml project.requires-python: 3.12 is not possible: expected a string', { 'pyproject.toml': '[project]\nname = "x"\nrequires-python = 3.12\n' }, {}],
])('%s', (message, files, options) => {
  expect(() => newProject({ outdir: folderWith(files), ...options })).toThrow(message);
});

test('the newest Python of an image counts, as far as requires-python admits it', () => {
  expect(() => versionOf(pyproject('>=3.14'), { baseImage: BaseImage.distroless() })).toThrow('pythonVersion: "3.14" is not possible: distroless images have Python 3.11 or 3.13');
  expect(versionOf(pyproject('>=3.10'), { baseImage: BaseImage.distroless() })).toBe('python:3.13-slim-trixie');
});

test('a .python-version of somebody is left as it is, and decides at each synth', () => {
  const outdir = folderWith({ '.python-version': '3.12.4\n' });
  process.env.PROJEN_DISABLE_POST = 'true';
  for (let run = 0; run < 2; run++) {
    new PythonContainerProject({ name: 'my-service', outdir, sources: ['.'], pytest: false }).synth();
    expect(readFileSync(join(outdir, '.python-version'), 'utf8')).toBe('3.12.4\n');
    expect(readFileSync(join(outdir, 'Dockerfile'), 'utf8')).toContain('FROM python:3.12-slim-trixie AS base');
  }
});

test('a .python-version of ours follows the option', () => {
  const outdir = folderWith({});
  process.env.PROJEN_DISABLE_POST = 'true';
  for (const pythonVersion of ['3.12', '3.13', undefined]) {
    new PythonContainerProject({ name: 'my-service', outdir, sources: ['.'], pytest: false, pythonVersion }).synth();
    expect(readFileSync(join(outdir, '.python-version'), 'utf8')).toBe(`${pythonVersion ?? '3.14'}\n`);
  }
});

test('a further container with requirements of its own can have another Python', () => {
  const project = newProject({ outdir: folderWith({ '.python-version': '3.13' }) });
  new PythonContainer(project, { name: 'worker', requirements: ['idna'], command: ['python'], pythonVersion: '3.12' });
  expect(synth(project)['Dockerfile.worker']).toContain('FROM python:3.12-slim-trixie AS base');
});
