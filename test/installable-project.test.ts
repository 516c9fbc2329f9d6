import { ACME, INSTALLERS } from './access/acme';
import { folderWith, instructions, newProject, synth } from './synth';
import { BaseImage, PythonContainerProjectOptions, PythonPackageManager } from '../src';

const PYPROJECT = `[project]
name = "my-service"
version = "1.0"
readme = "README.md"
dependencies = ["idna"]
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
`;

function installable(options: Partial<PythonContainerProjectOptions> = {}, module = 'my_service', pyproject = PYPROJECT) {
  const outdir = folderWith({ 'pyproject.toml': pyproject, 'README.md': '# mine\n', [`${module}/__init__.py`]: '', [`${module}/main.py`]: '' });
  return newProject({ compose: false, ...options, outdir });
}

function copied(sources: string[], folder: string): string[] {
  const owner = folder === '/app' ? '--chown=10001:10001 ' : ''; // development's code is the user's
  return sources.map(source => `COPY ${owner}--chmod=u=rwX,go=rX ${source} ${folder}/${source}`);
}

const INSTALL: { [installer: string]: string } = {
  'pip with uv': 'uv pip install --python=/opt/venv --no-deps',
  'pip': 'pip --python=/opt/venv/bin/python install --no-deps',
  'uv': 'uv pip install --python=/opt/venv --no-deps',
  'Poetry': 'pip --python=/opt/venv/bin/python install --no-deps',
};

const LAYOUTS = INSTALLERS.flatMap(([installer, options]) => [
  { installer, options, module: 'my_service', sources: ['pyproject.toml', 'README.md', 'my_service'] },
  { installer, options, module: 'src/my_service', sources: ['pyproject.toml', 'README.md', 'src'] },
]);

test.each(LAYOUTS)('$installer installs $module in a stage of its own, without its requirements', ({ installer, options, module, sources }) => {
  const { Dockerfile } = synth(installable(options, module));
  const app = instructions(Dockerfile, 'app');
  expect(app[0]).toBe('FROM builder AS app');
  expect(instructions(Dockerfile, 'builder').join()).toContain('CFLAGS="-g0"');
  expect(app.filter(line => line.startsWith('COPY'))).toEqual(['COPY --from=layers /layers/library/ /', ...copied(sources, '/project')]);
  const [install] = app.filter(line => line.includes('/project') && line.startsWith('RUN'));
  expect(install).toContain(` ${INSTALL[installer]} `);
  expect(install).toMatch(/ --prefix=\/installed \/project$/);
  expect(install.includes(' --no-compile ')).toBe(!installer.includes('uv'));
  expect(app.pop()).toBe(install);
  const production = instructions(Dockerfile, 'production').filter(line => line.startsWith('RUN'));
  expect(production).toEqual([expect.stringContaining(' --mount=type=bind,from=app,source=/installed,target=/tmp/installed ')]);
  expect(production.join()).not.toContain('/tmp/code');
});

test.each(LAYOUTS)('$installer lets development follow the files of $module', ({ installer, options, module, sources }) => {
  const files = synth(installable(options, module));
  const dev = instructions(files.Dockerfile, 'dev');
  expect(dev.filter(line => line.startsWith('COPY'))).toEqual(copied([...sources, 'tests'], '/app'));
  const [install] = dev.filter(line => line.includes('--editable'));
  expect(install).toContain(` ${INSTALL[installer]} `);
  expect(install).toMatch(/ --editable=\/app$/);
  expect(dev.indexOf(install)).toBeGreaterThan(dev.indexOf(copied(sources, '/app')[2]));
  expect(files['.projen/tasks.json'].tasks['docker:dev'].steps.pop().execArgs)
    .toEqual(expect.arrayContaining(sources.map(source => `--volume=./${source}:/app/${source}`)));
});

test.each(LAYOUTS)('$installer: $module is imported from where it is installed', ({ options, module, sources }) => {
  const files = synth(installable({ ...options, environment: { PYTHONPATH: '/plugins' } }, module));
  for (const stage of ['dev', 'production']) {
    expect(instructions(files.Dockerfile, stage).filter(line => line.startsWith('ENV')).join()).toContain('PYTHONPATH="/app:/plugins"');
  }
  expect(synth(installable(options, module)).Dockerfile).toContain('PYTHONPATH="/app"');
  sources.forEach(source => expect(files['.dockerignore'].split('\n')).toContain(`!${source}`));
});

test.each<[string, Partial<PythonContainerProjectOptions>, string[]]>([
  ['pip', {}, ['uv', 'pip', 'install', '--python=.venv', '--no-deps', '--editable=.']],
  ['uv', { packageManager: PythonPackageManager.UV }, ['uv', 'sync', '--locked']],
  ['Poetry', { packageManager: PythonPackageManager.POETRY }, ['poetry', 'sync']],
])('%s installs it into the workspace too', (_installer, options, command) => {
  const commands = (text: string) => synth(installable(options, 'my_service', text))['.projen/container.json'].workspace.commands;
  expect(commands(PYPROJECT).pop()).toEqual(expect.arrayContaining(command));
  expect(commands(PYPROJECT).flat()).not.toContain('--no-root');
  if (options.packageManager !== PythonPackageManager.UV) { // which finds out by itself
    expect(commands(PYPROJECT.replace(/\[build-system\][^]*/, ''))).not.toContainEqual(command);
  }
});

test.each(INSTALLERS)('%s copies a project without a build system', (_installer, options) => {
  const { Dockerfile } = synth(installable(options, 'my_service', PYPROJECT.replace(/\[build-system\][^]*/, '')));
  expect(instructions(Dockerfile, 'dev')).toEqual(expect.arrayContaining(copied(['my_service', 'tests'], '/app')));
  expect(instructions(Dockerfile, 'production').join()).toContain(' --mount=type=bind,source=my_service,target=/tmp/code/my_service ');
  expect(Dockerfile).not.toMatch(/ AS app$|--prefix=|--editable|PYTHONPATH|installed,/m);
});

test('its programs are found by their names', () => {
  const path = (pyproject: string) => /PATH="(\S+)"/.exec(synth(installable({}, 'my_service', pyproject)).Dockerfile)![1];
  expect(path(PYPROJECT)).toBe('/app/bin:/opt/venv/bin:$PATH'); // setup.cfg may name scripts too
  expect(path(PYPROJECT.replace(/\[build-system\][^]*/, ''))).toBe('/opt/venv/bin:$PATH');
});

test.each(INSTALLERS)('%s installs a project of a single file', (_installer, options) => {
  const outdir = folderWith({ 'pyproject.toml': PYPROJECT, 'README.md': '# mine\n', 'my_service.py': '' });
  const files = synth(newProject({ ...options, outdir, sources: ['my_service.py'], command: ['python', '-m', 'my_service'], sample: false, pytest: false }));
  const copies = (stage: string) => instructions(files.Dockerfile, stage).filter(line => line.startsWith('COPY'));
  expect(copies('app').slice(1)).toEqual(copied(['pyproject.toml', 'README.md', 'my_service.py'], '/project'));
  expect(instructions(files.Dockerfile, 'production').join()).toContain(' --mount=type=bind,source=my_service.py,target=/tmp/code/my_service.py '
    + '--mount=type=bind,from=app,source=/installed,target=/tmp/installed ');
  expect(copies('dev')).toEqual(copied(['pyproject.toml', 'README.md', 'my_service.py'], '/app'));
});

/** The commands of a stage that install the project. */
function projectInstalls(dockerfile: string, stage: string): string[] {
  return instructions(dockerfile, stage).filter(line => /^RUN .*(--prefix=\/installed|--editable=)/.test(line));
}

/** The commands of a stage that fetch a build backend. */
function backendInstalls(dockerfile: string, stage: string): string[] {
  return instructions(dockerfile, stage).filter(line => /^RUN .*(--target=\/backends|--editable=)/.test(line));
}

const OPEN = { name: 'open', url: 'https://open.example/', isDefault: true };
const TABLES = [ACME, OPEN].flatMap(({ name, url }) => ['uv.index', 'poetry.source'].map(table => `[[tool.${table}]]\nname = "${name}"\nurl = "${url}"\n`)).join('');

test.each(INSTALLERS)('%s builds the project from the indexes of the project', (installer, options) => {
  const { Dockerfile } = synth(installable({ ...options, access: { indexes: [ACME, OPEN] } }, 'my_service', PYPROJECT + TABLES));
  const plain = synth(installable(options)).Dockerfile;
  for (const stage of ['app', 'dev']) {
    const [install, ...others] = backendInstalls(Dockerfile, stage);
    expect(others).toEqual([]);
    if (installer.includes('uv')) {
      expect(install).toContain(' --index=acme=https://pypi.example.com/simple/ --default-index=open=https://open.example/ ');
      expect(install).toContain(' --mount=type=secret,id=ACME_USER,env=UV_INDEX_ACME_USERNAME,required=true'
        + ' --mount=type=secret,id=ACME_PASSWORD,env=UV_INDEX_ACME_PASSWORD,required=true ');
    } else {
      expect(install).toContain(' --mount=type=tmpfs,target=/run/netrc --mount=type=bind,source=.projen/write-netrc.py,target=/tmp/write-netrc.py --mount=type=secret,id=ACME_USER,env=INDEX_ACME_USERNAME,required=true'
        + ' --mount=type=secret,id=ACME_PASSWORD,env=INDEX_ACME_PASSWORD,required=true ');
      expect(install).toMatch(/ && NETRC=\/run\/netrc\/netrc \S*pip --python=/);
      const [environment] = instructions(Dockerfile, installer === 'pip' ? 'builder' : stage).filter(line => line.startsWith('ENV'));
      expect(environment).toContain('PIP_INDEX_URL="https://open.example/"');
      expect(environment).toContain('PIP_EXTRA_INDEX_URL="https://pypi.example.com/simple/"');
    }
    expect(projectInstalls(plain, stage).join()).not.toMatch(/index|type=secret|netrc/);
  }
  expect(instructions(Dockerfile, 'production').join()).not.toMatch(/example|ACME/);
});

test.each(INSTALLERS)('%s installs the build backend before the code, and builds without network and secrets', (installer, options) => {
  const { Dockerfile } = synth(installable({ ...options, access: { indexes: [ACME, OPEN] } }, 'my_service', PYPROJECT + TABLES));
  const app = instructions(Dockerfile, 'app');
  expect(app[1]).toMatch(/^ENV .*PYTHONPATH="\/backends"/);
  const [backend] = app.filter(line => line.includes('--target'));
  expect(backend).toMatch(/ --target=\/backends .*hatchling$/);
  expect(backend.includes(' --compile-bytecode ')).toBe(installer.includes('uv'));
  expect(app.indexOf(backend)).toBeLessThan(app.findIndex(line => line.includes('pyproject.toml')));
  const [install] = projectInstalls(Dockerfile, 'app');
  expect(install).toContain(' --no-build-isolation ');
  expect(install).not.toMatch(/type=secret|--index|--default-index/);
});

test.each(INSTALLERS)('%s does not install a build backend that may require more packages first', (_installer, options) => {
  const { Dockerfile } = synth(installable(options, 'my_service', PYPROJECT.replaceAll('hatchling', 'maturin')));
  const app = instructions(Dockerfile, 'app');
  expect(app.filter(line => line.startsWith('COPY'))).toEqual(copied(['pyproject.toml', 'README.md', 'my_service'], '/project'));
  expect(app.join()).not.toMatch(/backends|--no-build-isolation|PYTHONPATH/);
  expect(Dockerfile).not.toMatch(/\/backends/);
});

test('bytecode of another image is not used in the build', () => {
  const baseImage = BaseImage.distroless();
  const { Dockerfile } = synth(installable({ baseImage, pythonVersion: '3.13' }));
  expect(instructions(Dockerfile, 'app').join()).toContain('--target=/backends');
  expect(instructions(Dockerfile, 'app').join()).not.toContain('/layers/library');
});

test('other sources are available in the build, and are next to the installed files', () => {
  const { Dockerfile } = synth(installable({ sources: ['my_service', 'tests'] }));
  expect(instructions(Dockerfile, 'app').filter(line => line.startsWith('COPY')).slice(1)).toEqual(copied(['pyproject.toml', 'README.md', 'my_service', 'tests'], '/project'));
  expect(instructions(Dockerfile, 'production').join()).toContain(' --mount=type=bind,source=tests,target=/tmp/code/tests '
    + '--mount=type=bind,from=app,source=/installed,target=/tmp/installed ');
});

test.each([
  ['"setuptools>=80", "setuptools-scm[toml]>=8"', 'SETUPTOOLS_SCM_PRETEND_VERSION', ''], ['"hatchling", "hatch_vcs"', 'SETUPTOOLS_SCM_PRETEND_VERSION', ''],
  ['"poetry-core", "poetry-dynamic-versioning"', 'POETRY_DYNAMIC_VERSIONING_BYPASS', ''], ['"hatchling", "uv-dynamic-versioning"', 'UV_DYNAMIC_VERSIONING_BYPASS', ''],
  ['"pdm-backend"', 'PDM_BUILD_SCM_VERSION', '[tool.pdm.version]\nsource = "scm"\n'],
])('a version from git is passed as a build argument, below the requirements and the code: %s', (requires, variable, more) => {
  const text = PYPROJECT.replace('version = "1.0"', 'dynamic = ["version"]').replace('"hatchling"', requires) + more;
  const { Dockerfile } = synth(installable({}, 'my_service', text));
  for (const stage of ['app', 'dev']) {
    const lines = instructions(Dockerfile, stage);
    expect(lines[lines.indexOf(`ARG ${variable}="0.0.0"`) + 1]).toContain(' uv pip install ');
  }
  expect(instructions(Dockerfile, 'builder').join()).not.toContain(variable);
  expect(instructions(Dockerfile, 'production').join()).not.toContain(variable);
});

test('a static version needs no build argument', () => {
  expect(synth(installable()).Dockerfile).not.toMatch(/_VERSION=|_BYPASS/);
});
