import { describeOnEngine, docker, inImage, RunningContainer, STRICTLY } from './engine';
import { addPoetrySource, newFolder, projen, read, synth, task, write } from './workspace';
import { PipInstaller, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager } from '../../src';

jest.setTimeout(600_000);

const PYPROJECT = `[build-system]
requires = ["hatchling==1.27.0"]
build-backend = "hatchling.build"

[project]
name = "hello"
version = "1.2.3"
readme = "README.md"
requires-python = ">=3.13"
dependencies = ["fastapi>=0.115", "uvicorn[standard]>=0.34"]

[project.optional-dependencies]
words = ["idna"]

[project.scripts]
greet = "hello:greet"

[dependency-groups]
dev = ["pytest>=8", "httpx2>=2"]
metrics = ["prometheus-client"]

[tool.poetry.group.dev.dependencies]
pytest = ">=8"
httpx2 = ">=2"
`;
const GREET = 'from importlib.metadata import version\n\n\ndef greet() -> None:\n    print("hello", version("hello"))\n';

const MANAGERS: [string, Partial<PythonContainerProjectOptions>][] = [
  ['pip-and-uv', {}],
  ['pip', { installer: PipInstaller.PIP }],
  ['uv', { packageManager: PythonPackageManager.UV }],
  ['poetry', { packageManager: PythonPackageManager.POETRY }],
];

async function answers(image: string): Promise<void> {
  const container = new RunningContainer(image, ...STRICTLY, '--publish=127.0.0.1::8000');
  try {
    expect(await container.get(8000, '/health')).toMatchObject({ status: 200 });
  } finally {
    container.remove();
  }
}

describeOnEngine('a project with a build backend, in src/', () => {
  test.each(MANAGERS)('is installed by %s in a layer of its own, without its requirements', async (manager, options) => {
    const name = `installed-${manager}`;
    const folder = newFolder('hello');
    const pyproject = manager === 'poetry' ? PYPROJECT : PYPROJECT.replace(/\[tool\.poetry[^]*/, '');
    write(folder, 'pyproject.toml', pyproject);
    write(folder, 'README.md', '# Hello');
    write(folder, 'src/hello/__init__.py', GREET);
    synth(new PythonContainerProject({ name: 'hello', imageName: name, outdir: folder, extras: ['words'], ...options }));
    if (manager === 'poetry') {
      addPoetrySource(folder);
    } else {
      expect(read(folder, 'pyproject.toml')).toBe(pyproject);
    }
    task(folder, 'lock');
    expect(projen(folder, 'lock:check')).toMatchObject({ status: 0 });
    task(folder, 'docker:build');
    await answers(name);
    expect(docker('run', '--rm', name, 'greet')).toBe('hello 1.2.3');
    expect(docker('run', '--rm', name, 'python', '-c', 'import hello, idna; print(hello.__file__)')).toBe('/app/hello/__init__.py');
    expect(inImage(name, 'find /opt/venv -iname "*hello*"; find /app ! -user root -o -perm -o=w ! -type l')).toBe('');
    expect(task(folder, 'docker:verify')).toContain('PASS');
    expect(task(folder, 'docker:lint')).toContain('no warnings found');
    expect(task(folder, 'docker:test')).toContain('2 passed');
    expect(task(folder, 'test')).toContain('2 passed');
    write(folder, 'src/hello/main.py', `${read(folder, 'src/hello/main.py')}\n# a change of code\n`);
    expect(task(folder, 'docker:build', '--progress=plain')).toMatch(/\[builder .*\n#\d+ CACHED/);
  });
});
