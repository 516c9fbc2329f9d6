import { read, fixture } from './repositories';
import { readRepository } from '../../src/adopt/adoption';
import { Decisions } from '../../src/adopt/decisions';
import { folderWith } from '../synth';

/** The lines of options in .projenrc.ts, without indentation. */
function lines(projenrc: string): string[] {
  return projenrc.split('\n').map(line => line.trim());
}

test('a Procfile gives processes and their ports; other lines are reported', async () => {
  const { projenrc, notes, written } = await read(fixture('flask-heroku'));
  expect(lines(projenrc)).toEqual(expect.arrayContaining([
    "name: 'flask-heroku', // the folder", "pythonVersion: '3.12', // runtime.txt:1", "sources: ['app.py', 'worker.py'], // the files of the repository",
    "command: ['gunicorn', 'app:app', '--log-file', '-', '--bind=0.0.0.0:5000'], // Procfile:1", 'port: 5000, // app.py:19',
    "healthCheckPath: '/healthz', // app.py:13", 'pytest: false, // no tests were found', 'processes: {',
    "worker: { command: ['python', 'worker.py'] }, // Procfile:3", "release: { command: ['python', '-c', 'print(\\'migrated\\')'], job: true }, // Procfile:2", "'!instance/README.md',", "project.gitattributes.addAttributes('*.bat', 'text', 'eol=crlf');",
  ]));
  expect(written).toEqual({ 'requirements.in': '# web\nflask==3.1.0\ngunicorn==23.0.0 # serves\n' });
  expect(notes).toContain('Procfile:2: release is a job');
});

test('processes of a Procfile and of a compose file get valid names, and debug commands are reported', async () => {
  const outdir = folderWith({
    'Procfile': 'web: gunicorn a:app\nurgent_Worker-: python w.py\n9lives: python w.py\n_: python w.py\nconstructor: python w.py\nadmin: flask run\n',
    'requirements.txt': 'flask\ngunicorn\n',
    'a.py': 'app = 1\n',
    'w.py': '',
    'compose.yaml': 'services:\n  api:\n    build: .\n    ports: ["80"]\n  web:\n    build: .\n    command: [python, w.py]\n',
  });
  const { projenrc } = await read(outdir);
  const w = "{ command: ['python', 'w.py'] }";
  expect(lines(projenrc)).toEqual(expect.arrayContaining([
    `'urgent-worker': ${w}, // Procfile:2`, `lives: ${w}, // Procfile:3`, `process: ${w}, // Procfile:4`, `constructor: ${w}, // Procfile:5`, "admin: { command: ['flask', 'run'] }, // Procfile:6",
    `'other-web': ${w}, // compose.yaml:7`,
  ]));
  expect(projenrc).toContain("{ rule: 'debug-server', reason: 'Procfile:6 runs it; a production server would be better' }");
});

test('options with their default values are not written', async () => {
  expect((await read(fixture('fastapi-default'))).projenrc).toBe(`import { PythonContainerProject } from 'projen-python-container';

const project = new PythonContainerProject({
  name: 'fastapi-default', // the folder
  moduleName: 'shop', // shop
});

project.synth();
`);
});

test('an old Dockerfile: packages, variables, health check, sources; secrets and reloading stay behind', async () => {
  const { projenrc, notes } = await read(fixture('dockerfile'));
  expect(lines(projenrc)).toEqual(expect.arrayContaining([
    "pythonVersion: '3.13', // Dockerfile:2", "sources: ['alembic.ini', 'app'], // Dockerfile:13",
    "command: ['uvicorn', 'app.server:api', '--host', '0.0.0.0', '--port', '8080'], // Dockerfile:17", 'port: 8080, // Dockerfile:15, Dockerfile:17',
    "healthCheckPath: '/status', // Dockerfile:16", "LOG_LEVEL: 'info', // Dockerfile:4", "runtimePackages: ['curl', 'libpq5'], // Dockerfile:9",
    "project.container.dockerfile.dockerignore.exclude('app/local_settings.py'); // .dockerignore",
  ]));
  expect(`${projenrc}${notes}`).not.toContain('do-not-copy-me');
  expect(notes).toContain('Dockerfile:4: SECRET_KEY may be a secret');
  expect(notes).toContain('Dockerfile:14: RUN python -m app.prepare … was not copied');
});

test('a folder that the old image had as its root, an entrypoint, Debian bookworm', async () => {
  const { projenrc } = await read(fixture('src-to-root'));
  expect(lines(projenrc)).toEqual(expect.arrayContaining([
    "baseImage: BaseImage.slim({ release: 'bookworm' }), // Dockerfile:6", "sources: ['entrypoint.sh', 'src'], // Dockerfile:11",
    "command: ['env', '--chdir=src', 'sh', '/app/entrypoint.sh', 'python', 'main.py'], // Dockerfile:15", 'port: 9000, // Dockerfile:12, Dockerfile:13',
    "GREETING: 'good day', // Dockerfile:12", "PYTHONPATH: '/app/src', // the folder that modules are imported from",
  ]));
});

test('a compose file gives the service that is built from the repository; other services stay there', async () => {
  const { projenrc, notes } = await read(fixture('django-compose'));
  expect(lines(projenrc)).toEqual(expect.arrayContaining([
    "sources: ['manage.py', 'mysite'], // the files of the repository", "SITE_TITLE: 'Library', // docker-compose.yml:13",
    "command: ['gunicorn', 'mysite.wsgi:application', '--bind', '0.0.0.0:8000'], // docker-compose.yml:8", 'compose: false, // docker-compose.yml stays',
  ]));
  expect(`${projenrc}${notes}`).not.toMatch(/hunter2|cache:6379/);
  expect(notes).toMatch(/service db \(postgres:16\) stays[^]*service cache[^]*DATABASE_URL may be a secret[^]*DEBUG is specific to this machine[^]*CACHE_HOST is specific to this machine/);
});

test('Pipenv, PDM, setup.py and conda become files that pip locks', async () => {
  expect((await read(fixture('pipenv'))).written).toEqual({
    'requirements.in': "flask\ngunicorn>=22\nitsdangerous ; python_version >= '3.8'\n", 'requirements-dev.in': '-c requirements.txt\npytest\n',
  });
  expect((await read(fixture('pdm'))).written).toEqual({ 'requirements-dev.in': '-c requirements.txt\npytest>=8\n' });
  const setup = await read(fixture('setup-py'));
  expect(setup.written).toEqual({ 'requirements.in': 'bottle>=0.13,<0.14\nwaitress\n', 'requirements-dev.in': '-c requirements.txt\npytest\n' });
  expect(lines(setup.projenrc)).toEqual(expect.arrayContaining(["pythonVersion: '3.13', // setup.py:9", 'port: 7000, // src/old_shop/__main__.py:14']));
  const conda = await read(fixture('conda'));
  expect(conda.written).toEqual({ 'requirements.in': 'fastapi==0.115.12\nuvicorn==0.34.0\n' });
  expect(conda.notes).toContain('environment.yml:6: numpy=1.26 is a conda package');
});

test('a folder of requirements, with what its files include and limit', async () => {
  const { written, notes } = await read(fixture('requirements-folder'));
  expect(written).toEqual({
    'requirements.in': '# from requirements/base.txt\nflask\ngunicorn==23.0.0\nflask==3.1.0  # constraints.txt:2\n',
    'requirements-dev.in': '-c requirements.txt\npytest==8.3.4\n',
  });
  expect(notes).toContain('requirements/production.txt: requirements.in replaces this file');
});

test('uv keeps its files', async () => {
  const { projenrc, written } = await read(fixture('uv'));
  expect(lines(projenrc)).toEqual(expect.arrayContaining(['packageManager: PythonPackageManager.UV, // pyproject.toml:1',
    "command: ['uvicorn', 'uv_shop.asgi:app', '--host', '0.0.0.0', '--port', '8000'], // uv_shop/asgi.py:9"]));
  expect(written).toEqual({});
});

test('names with spaces and other letters, UTF-16, a mistake of pip freeze', async () => {
  const { projenrc, written, notes } = await read(fixture('odd'));
  expect(lines(projenrc)).toContain("sources: ['app.py', 'grüße.txt', 'my app'], // the files of the repository");
  expect(written).toEqual({ 'requirements.in': 'flask==3.1.0\ngunicorn==23.0.0\n' });
  expect(notes).toContain('requirements.txt:3: pkg-resources==0.0.0 is not a package');
});

test('a misspelt file name is reported, and the correct file can be given', async () => {
  await expect(read(fixture('misspelt'))).rejects.toThrow('requirments.txt: no tool reads a file of this name');
  expect((await read(fixture('misspelt'), { requirements: 'requirments.txt' })).written).toEqual({
    'requirements.in': 'flask\ngunicorn  # the server for production\n',
  });
});

test('sources that disagree are all named at once, and an answer settles them', async () => {
  await expect(read(fixture('version-conflict'))).rejects.toThrow(
    'pythonVersion: sources disagree:\n  3.12  (.python-version:1)\n  3.11  (.tool-versions:2)\n  Choose one: --set pythonVersion=3.12');
  expect((await read(fixture('version-conflict'), { pythonVersion: '3.11' })).projenrc).toContain("pythonVersion: '3.11', // --set");
  const both = folderWith({
    'Procfile': 'web: gunicorn a:app\n', 'Dockerfile': 'FROM python:3.12\nEXPOSE 80\nCMD gunicorn b:app --bind 0.0.0.0:90\n', 'requirements.txt': 'flask\n', 'a.py': '', 'b.py': '',
  });
  await expect(read(both)).rejects.toThrow(/^port: sources disagree:[^]*\ncommand: sources disagree:\n {2}gunicorn a:app {2}\(Procfile:1\)\n {2}gunicorn b:app --bind 0\.0\.0\.0:90 {2}\(Dockerfile:3\)\n {2}Choose one: --set command=Procfile$/);
  expect((await read(both, { port: '90', command: 'Dockerfile' })).projenrc).toContain("reason: '--set has this port'");
});

test.each([
  ['there is no image of 3.9 (runtime.txt:1):\n  3.10  (has an image)', { 'runtime.txt': 'python-3.9.1' }],
  ['3.12 (.python-version:1) is not in <3.12 (setup.cfg:2):\n  3.12  (.python-version:1)\n  3.10  (has an image)', { '.python-version': '3.12', 'setup.cfg': '[options]\npython_requires = <3.12\ninstall_requires =\n  flask\n' }],
  ['no version with an image is in <3.8 (pyproject.toml:3):', { 'pyproject.toml': '[project]\nname = "x"\nrequires-python = "<3.8"\ndependencies = []\n' }],
])('pythonVersion: %s', async (message, files) => {
  await expect(read(folderWith({ 'requirements.txt': 'flask\n', ...files } as { [path: string]: string }))).rejects.toThrow(message);
});

test('two locks that both hold are a question', async () => {
  const files = { 'uv.lock': 'version = 1\n', 'poetry.lock': '', 'pyproject.toml': '[project]\nname = "x"\ndependencies = []\n' };
  await expect(read(folderWith(files))).rejects.toThrow('requirements: sources disagree:\n  uv.lock  (uv.lock:1)\n  poetry.lock  (poetry.lock:1)');
  expect((await read(folderWith(files), { requirements: 'poetry.lock' })).projenrc).toContain('PythonPackageManager.POETRY');
});

test('a lock file of Poetry 1 is locked again with the same versions; an unknown lock file is not changed', async () => {
  const lock = (version: string) => `[[package]]\nname = "flask"\nversion = "2.0"\n\n[metadata]\n${version}content-hash = "00"\n`;
  const source = async (version: string) => (await readRepository(folderWith({
    'pyproject.toml': '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.12"\nflask = "*"\n', 'poetry.lock': lock(version),
  }), new Decisions(new Map()))).source;
  expect(await source('lock-version = "1.1"\n')).toMatchObject({ makesLock: true, versions: new Map([['flask', ['2.0']]]), notes: [{ evidence: 'poetry.lock:6', text: expect.stringContaining('has the format 1.1') }] });
  expect(await source('')).toMatchObject({ makesLock: false, notes: [{ text: expect.stringContaining('which Poetry 2 does not read') }] });
  expect(await source('lock-version = "2.0"\n')).toMatchObject({ makesLock: false, notes: [] });
});

test('packages that the old image installs by name become requirements, unless a file or a tool already has them', async () => {
  const { written, notes } = await read(folderWith({
    'requirements.txt': 'flask==3.1.0\nRedis\n',
    'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
    'Dockerfile': 'FROM python:3.13 AS build\nRUN pip install --prefix=/x pymysql && pip install -U pip setuptools wheel\nFROM python:3.13 AS tests\nRUN pip install pytest\nFROM python:3.13\n'
      + 'COPY --from=build /x /x\nCOPY requirements.txt app.py ./\nRUN python -m pip install -r requirements.txt redis "gunicorn==23.0.0" --index-url https://pypi.org/simple ./local.whl\nCMD ["gunicorn", "app:app"]\n',
  }));
  expect(written['requirements.in']).toBe('flask==3.1.0\nRedis\ngunicorn==23.0.0  # Dockerfile:8\npymysql  # Dockerfile:2\n');
  expect(notes).not.toContain('nothing else here serves');
  const poetry = await read(folderWith({
    'pyproject.toml': '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\nflask = "*"\n', 'poetry.lock': '', 'Dockerfile': 'FROM python:3.13\nCOPY . .\nRUN pip install poetry gunicorn\nCMD ["gunicorn", "x"]\n',
  }));
  expect([poetry.written, poetry.notes]).toEqual([{}, expect.stringContaining('Dockerfile:3: gunicorn is installed here, but is not in pyproject.toml: if it is needed, add it there')]);
});

test('requirements in a folder are found where none are at the top, and several are a question', async () => {
  const files = { 'src/requirements.txt': 'fastapi==0.115.12\nuvicorn\n', 'src/app/main.py': 'from fastapi import FastAPI\napp = FastAPI()\n', 'src/tests/requirements.txt': 'pytest\n' };
  expect((await read(folderWith(files))).written['requirements.in']).toBe('fastapi==0.115.12\nuvicorn\n');
  await expect(read(folderWith({ ...files, 'worker/requirements.txt': 'redis\n' }))).rejects.toThrow('requirements: sources disagree:\n  src/requirements.txt  (src/requirements.txt:1)\n  worker/requirements.txt');
});

test('requirements that cannot be locked are refused, without showing their passwords', async () => {
  await expect(read(folderWith({ 'requirements.txt': 'flask\nshapes @ git+https://user:hunter2@example.com/shapes.git\n-e ../lib\n' })))
    .rejects.toThrow(/cannot contain them:\n {2}requirements\.txt:2: shapes @ git\+https:\/\/…@example\.com\/shapes\.git\n {2}requirements\.txt:3: \.\.\/lib\n/);
});
