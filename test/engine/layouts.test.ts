import { rmSync } from 'fs';
import { join } from 'path';
import { Project } from 'projen';
import { describeOnEngine, docker, inImage, run, RunningContainer, STRICTLY } from './engine';
import { addPoetrySource, HOST_PYTHON, newFolder, projen, read, synth, task, withoutPython, write } from './workspace';
import { Framework, PipInstaller, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager, UvWorkspace } from '../../src';

jest.setTimeout(600_000);

const { PATH } = process.env;
afterEach(() => {
  process.env.PATH = PATH;
});

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
  ['uv', { packageManager: PythonPackageManager.UV, buildCommands: [{ command: ['sh', '-c', 'greet >made.txt'], outputs: ['made.txt'], inDev: true }] }],
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
    synth(new PythonContainerProject({ name: 'hello', imageName: name, outdir: folder, extras: ['words'], pythonVersion: HOST_PYTHON, ...options }));
    if (manager === 'poetry') {
      addPoetrySource(folder);
    } else {
      expect(read(folder, 'pyproject.toml')).toBe(pyproject);
    }
    task(folder, 'lock');
    expect(projen(folder, 'lock:check')).toMatchObject({ status: 0 });
    task(folder, 'docker:build');
    await answers(name);
    expect(docker('run', '--rm', ...STRICTLY, name, 'greet')).toBe('hello 1.2.3');
    expect(docker('run', '--rm', ...STRICTLY, name, 'python', '-c', 'import hello, idna; print(hello.__file__)')).toBe('/app/hello/__init__.py');
    expect(inImage(name, 'find /opt/venv -iname "*hello*"; find /app ! -user root -o -perm -o=w ! -type l')).toBe('');
    expect(task(folder, 'docker:test')).toContain('2 passed');
    expect(docker('run', '--rm', `${name}:dev`, 'greet')).toBe('hello 1.2.3');
    expect(task(folder, 'test')).toContain('2 passed');
    expect(task(folder, 'docker:lint')).toContain('no warnings found');
    const layers = (): string[] => JSON.parse(docker('image', 'inspect', '--format={{json .RootFS.Layers}}', name));
    const before = layers();
    write(folder, 'src/hello/main.py', `${read(folder, 'src/hello/main.py')}\n# a change of code\n`);
    expect(task(folder, 'docker:build', '--progress=plain')).toMatch(/\[builder .*\n#\d+ CACHED/);
    const after = layers();
    expect(after.filter(layer => !before.includes(layer)).length).toBeLessThanOrEqual(2); // the code, and its empty folder
    if (options.buildCommands) {
      [name, `${name}:dev`].forEach(image => expect(docker('run', '--rm', image, 'cat', '/app/made.txt')).toBe('hello 1.2.3'));
      const dockerfile = read(folder, 'Dockerfile').replaceAll('made.txt', 'gone.txt').replace('greet >gone.txt', 'greet >made.txt');
      write(folder, 'Dockerfile.gone', dockerfile);
      const { status, output } = run(folder, 'docker', 'build', '--file=Dockerfile.gone', '.');
      expect([status, output]).toEqual([1, expect.stringMatching(/no build command has made it: see the outputs[^]*"\/app\/gone\.txt": not found/)]);
    }
  });
});

describeOnEngine('a uv workspace of two services and a library', () => {
  const PRICES = `[build-system]
requires = ["hatchling==1.27.0"]
build-backend = "hatchling.build"

[project]
name = "prices"
version = "0.1.0"
requires-python = ">=3.13"
dependencies = ["idna"]
`;

  test('has one lock; each image has its service and the library, and nothing of the other one', async () => {
    const folder = newFolder('shop');
    write(folder, 'libs/prices/pyproject.toml', PRICES);
    write(folder, 'libs/prices/src/prices/__init__.py', 'import idna\n\nTEA = 3\n');
    const shop = new Project({ name: 'shop', outdir: folder });
    new UvWorkspace(shop, { members: ['libs/prices'] });
    const common = { parent: shop, packageManager: PythonPackageManager.UV, pythonVersion: HOST_PYTHON };
    new PythonContainerProject({ ...common, name: 'api', imageName: 'shop-api', outdir: 'services/api', requirements: ['prices'] });
    new PythonContainerProject({
      ...common, name: 'worker', imageName: 'shop-worker', outdir: 'services/worker', framework: Framework.NONE, requirements: ['prices', 'click'],
    });
    synth(shop);
    write(folder, 'services/worker/app.py', 'import click\nimport prices\n\n\ndef work() -> str:\n    return "worker is at work"\n\n\nprint(prices.TEA)\n');
    const [api, worker] = [join(folder, 'services/api'), join(folder, 'services/worker')];

    expect(projen(api, 'docker:build').output).toContain('uv.lock is missing');
    task(api, 'lock');
    expect(projen(worker, 'lock:check')).toMatchObject({ status: 0 });
    expect(projen(folder, 'lock:check')).toMatchObject({ status: 0 });
    task(api, 'docker:build');
    task(worker, 'docker:build');
    await answers('shop-api');
    expect(docker('run', '--rm', ...STRICTLY, 'shop-worker', 'python', '-c', 'import app; print(app.prices.__file__)')).toBe('3\n/app/prices/__init__.py');
    expect(inImage('shop-api', 'ls /app')).toBe('api\nprices\nprices-0.1.0.dist-info');
    expect(inImage('shop-worker', 'python -c "import fastapi" 2>&1 || true')).toContain('No module named');
    for (const service of [api, worker]) {
      expect(task(service, 'docker:lint')).toContain('no warnings found');
      expect(task(service, 'docker:test')).toMatch(/[12] passed/);
      expect(task(service, 'test')).toMatch(/[12] passed/);
      const other = service === api ? 'worker' : 'api';
      expect(read(service, 'Dockerfile.dockerignore')).not.toMatch(new RegExp(`!services/${other}(?!/pyproject.toml$)`, 'm'));
    }
    const lock = read(folder, 'uv.lock');
    rmSync(join(folder, 'uv.lock'));
    withoutPython(folder);
    expect(task(api, 'lock')).toContain('Docker makes');
    expect(read(folder, 'uv.lock')).toBe(lock);
  });
});

describeOnEngine('a lock that people bring along', () => {
  test.each<[string, string[], Partial<PythonContainerProjectOptions>]>([
    ['pip', ['requirements.txt', 'requirements-dev.txt'], {}],
    ['uv', ['pyproject.toml', 'uv.lock'], { packageManager: PythonPackageManager.UV }],
    ['poetry', ['pyproject.toml', 'poetry.lock'], { packageManager: PythonPackageManager.POETRY }],
  ])('of %s is used unchanged', (manager, files, options) => {
    const name = `brought-${manager}`;
    const common = { ...options, name, framework: Framework.NONE };
    const first = synth(new PythonContainerProject({ ...common, requirements: ['idna==3.10'], outdir: newFolder() }));
    if (manager === 'poetry') {
      addPoetrySource(first);
    }
    task(first, 'lock');

    const folder = newFolder();
    files.forEach(file => write(folder, file, read(first, file).replace(/^# ~~.*\n|^#.*--output-file.*\n/gm, '')));
    const existing = files.map(file => read(folder, file));
    synth(new PythonContainerProject({ ...common, outdir: folder }));
    task(folder, 'docker:build');
    expect(docker('run', '--rm', ...STRICTLY, name, 'python', '-c', 'import idna; print(idna.__version__)')).toBe('3.10');
    expect(task(folder, 'docker:test')).toContain('1 passed');
    expect(files.map(file => read(folder, file))).toEqual(existing);
  });
});
