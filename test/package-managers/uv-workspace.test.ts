import { join } from 'path';
import { Project, TextFile } from 'projen';
import { PythonContainer, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager, UvWorkspace, UvWorkspaceOptions } from '../../src';
import { ACME } from '../access/acme';
import { folderWith, instructions, newFolder, synth } from '../synth';

interface Files {
  readonly [path: string]: any;
}

const LIBRARIES = ['libs/prices', 'libs/taxes', 'libs/words'];

/** Prices and taxes need each other, and nobody needs words. */
const FILES = {
  'libs/prices/pyproject.toml': library('Acme_Prices', 'Acme.Taxes>=1', 'idna'),
  'libs/taxes/pyproject.toml': library('acme-taxes', 'acme_prices'),
  'libs/words/pyproject.toml': library('words', 'acme-prices'),
};

function library(name: string, ...requirements: string[]): string {
  return `[project]\nname = "${name}"\nversion = "1.0"\ndependencies = ${JSON.stringify(requirements)}\n[build-system]\nrequires = ["hatchling"]\n`;
}

/** The root project, with a workspace. */
function workspace(existing: { [path: string]: string } = FILES, options: UvWorkspaceOptions = { members: LIBRARIES }): Project {
  const shop = new Project({ name: 'shop', outdir: folderWith(existing) });
  new UvWorkspace(shop, options);
  return shop;
}

/** A service as `projen new` makes it. */
function service(parent: Project, options: Partial<PythonContainerProjectOptions> = {}): PythonContainerProject {
  process.env.PROJEN_CREATE_PROJECT = 'true';
  const name = options.name ?? 'api';
  return new PythonContainerProject({ packageManager: PythonPackageManager.UV, parent, name, outdir: `services/${name}`, compose: false, ...options });
}

/** The files of a workspace with a service: those of the root, and those of the service. */
function files(options: Partial<PythonContainerProjectOptions> = {}, shop = workspace()): [Files, Files] {
  const { outdir } = service(shop, { requirements: ['acme.prices'], ...options });
  const root = synth(shop);
  const path = `${outdir.slice(shop.outdir.length + 1)}/`;
  const own = Object.entries(root).filter(([file]) => file.startsWith(path)).map(([file, text]) => [file.slice(path.length), text]);
  return [root, Object.fromEntries(own)];
}

/** The steps of a task: each a command, after the folder in which it runs. */
function steps(own: Files, task: string): string[] {
  return own['.projen/tasks.json'].tasks[task].steps.map(({ execArgs, cwd }: { execArgs: string[]; cwd?: string }) => [cwd ?? '.', ...execArgs].join(' '));
}

function copies(dockerfile: string, stage: string): string[] {
  return instructions(dockerfile, stage).filter(line => line.startsWith('COPY')).map(line => line.replace(/--chown=\S+ (?=--chmod)|--chmod=u=rwX,go=rX /g, ''));
}

function run(dockerfile: string, stage: string, command: string): string {
  const [line, ...others] = instructions(dockerfile, stage).filter(text => text.startsWith('RUN') && text.includes(command));
  expect(others).toEqual([]);
  return line;
}

test('the workspace names its members, sorted, and its indexes', () => {
  const shop = workspace(FILES, { members: LIBRARIES, access: { indexes: [ACME, { name: 'open', url: 'https://open.example/', isDefault: true }] } });
  service(shop, { name: 'worker' });
  service(shop);
  expect(synth(shop)['pyproject.toml'].replace(/^#.*\n|^ +/gm, '').trim()).toBe([
    '[[tool.uv.index]]', 'name = "acme"', 'url = "https://pypi.example.com/simple/"', '',
    '[[tool.uv.index]]', 'name = "open"', 'url = "https://open.example/"', 'default = true', '',
    '[tool.uv.workspace]', 'members = [', '"libs/prices",', '"libs/taxes",', '"libs/words",', '"services/api",', '"services/worker"', ']',
  ].join('\n'));
});

test('a workspace needs no libraries and no services', () => {
  expect(synth(workspace({}, {}))['pyproject.toml']).toMatch(/\[tool.uv.workspace\]\nmembers = \[ *\]\n$/);
});

test('a service takes its libraries from the workspace, which sets the indexes', () => {
  const [, own] = files({ requirements: ['Acme_Prices[fast]>=1', 'words', 'idna'] }, workspace(FILES, { members: LIBRARIES, access: { indexes: [ACME] } }));
  expect(own['pyproject.toml']).toMatch(
    /\[tool\.uv\]\npackage = false\n+\[tool\.uv\.sources\.acme-prices\]\nworkspace = true\n+\[tool\.uv\.sources\.words\]\nworkspace = true\n$/);
  expect(own['pyproject.toml']).toContain('"Acme_Prices[fast]>=1"');
  const [, alone] = files({ requirements: [] });
  expect(alone['pyproject.toml']).not.toContain('sources');
});

test.each(['nowhere', 'libs/*', 'services/api', '.'])('%s is not a library: it has no pyproject.toml with a name', (path) => {
  const shop = new Project({ name: 'shop', outdir: folderWith({ ...FILES, 'services/api/pyproject.toml': '[tool.ruff]' }) });
  expect(() => new UvWorkspace(shop, { members: ['libs/prices', path] })).toThrow(
    `members: "${path}" is not possible: there is no ${join(shop.outdir, path, 'pyproject.toml')} with a name. List only the folders of libraries in members; services are added`);
});

test.each([
  ['..', 'a path must be inside the build context'], ['../libs', 'a path must be inside the build context'], ['libs/../../x', 'a path must be inside the build context'],
  ['/libs', 'a path must be inside the build context'], ['', 'a path must not be empty'], [' libs', 'a path must not be empty'], ['libs\\prices', 'folders are separated by /'],
  ['libs/*/python', 'only the last part of a path can have wildcards'], ['!libs', 'BuildKit reads a !'], ['libs\nx', 'it must be on one line'],
])('%j is not a folder of the workspace', (path, problem) => {
  expect(() => workspace(FILES, { members: [path] })).toThrow(`members: ${JSON.stringify(path)} is not possible: ${problem}`);
});

test.each(['[project]\nname = "mine"\n', '[tool.uv]\npackage = false\n', ''])('%j is not a workspace', (text) => {
  const outdir = folderWith({ 'pyproject.toml': text });
  expect(() => new UvWorkspace(new Project({ name: 'shop', outdir }))).toThrow(
    `pyproject.toml: "${join(outdir, 'pyproject.toml')}" is not possible: the file was not generated, and does not define a workspace.`);
});

test('an existing workspace is used unchanged', () => {
  const text = '[tool.uv.workspace]\nmembers = ["libs/*", "services/*"]\n';
  const [root, own] = files({}, workspace({ ...FILES, 'pyproject.toml': text }));
  expect(root['pyproject.toml']).toBe(text);
  expect(root['.projen/container.json'].locks[0].inputs).toEqual(['pyproject.toml', ...LIBRARIES.map(path => `${path}/pyproject.toml`), 'services/api/pyproject.toml']);
  expect(own.Dockerfile).toContain('uv sync --project=/tmp --frozen --no-install-workspace --package=api ');
});

test('a library can be a project of the same tree, which is not written yet', () => {
  const shop = new Project({ name: 'shop', outdir: newFolder() });
  new TextFile(new Project({ parent: shop, name: 'prices', outdir: 'libs/prices' }), 'pyproject.toml', { lines: library('prices').split('\n') });
  new UvWorkspace(shop, { members: ['./libs/prices/'] });
  const [root, own] = files({ requirements: ['prices'] }, shop);
  expect(root['pyproject.toml']).toContain('"libs/prices"');
  expect(copies(own.Dockerfile, 'app')).toContain('COPY libs/prices /project/libs/prices');
});

test.each<[string, string[], string[]]>([
  ['none', ['idna'], []], ['both', ['acme-prices'], ['libs/prices', 'libs/taxes']], ['both', ['ACME.TAXES'], ['libs/prices', 'libs/taxes']], ['all', ['words'], LIBRARIES],
])('%s of the libraries are there for a service that requires %j', (_all, requirements, libraries) => {
  const [, { Dockerfile }] = files({ requirements });
  for (const stage of libraries.length ? ['app', 'dev'] : ['dev']) {
    expect(copies(Dockerfile, stage).filter(line => line.includes('libs/'))).toEqual(libraries.map(path => `COPY ${path} /project/${path}`));
  }
  for (const sign of ['PYTHONPATH', 'FROM builder AS app', '--mount=type=bind,from=app,source=/installed,target=/tmp/installed']) {
    expect(Dockerfile.includes(sign)).toBe(libraries.length > 0);
  }
});

test('the build context of a service is the workspace', () => {
  const [root, { Dockerfile }] = files();
  expect(Object.keys(root).filter(path => /Dockerfile|dockerignore/.test(path))).toEqual(['.projen/lock.Dockerfile', 'services/api/Dockerfile', 'services/api/Dockerfile.dockerignore']);
  const libraries = ['COPY libs/prices /project/libs/prices', 'COPY libs/taxes /project/libs/taxes'];
  expect(copies(Dockerfile, 'app')).toEqual(libraries);
  expect(copies(Dockerfile, 'dev')).toEqual(['COPY services/api/api /app/api', 'COPY services/api/tests /app/tests', ...libraries]);
  expect(run(Dockerfile, 'layers', 'layers.py')).toContain(' --mount=type=bind,source=services/api/.projen/layers.py,target=/tmp/layers.py ');
  expect(run(Dockerfile, 'production', 'layers.py')).toContain(' --mount=type=bind,source=services/api/api,target=/tmp/code/api '
    + '--mount=type=bind,from=app,source=/installed,target=/tmp/installed --mount=type=bind,source=services/api/.projen/layers.py,target=/tmp/layers.py ');
});

test('a service installs the lock of the workspace, and then its libraries', () => {
  const [, { Dockerfile }] = files({}, workspace(FILES, { members: LIBRARIES, access: { indexes: [ACME] } }));
  const lock = '--mount=type=bind,source=pyproject.toml,target=/tmp/pyproject.toml --mount=type=bind,source=uv.lock,target=/tmp/uv.lock ';
  const sync = 'uv sync --project=/tmp --frozen --no-install-workspace --package=api';
  expect(run(Dockerfile, 'builder', 'uv sync')).toContain(`${lock}${sync} --no-default-groups --no-build`);
  expect(run(Dockerfile, 'dev', 'uv sync')).toContain(`${lock}${sync} --no-build`);
  expect(Dockerfile).not.toMatch(/--locked|--no-install-project/);
  const install = 'uv pip install --python=/opt/venv --no-deps --no-sources --index=acme=https://pypi.example.com/simple/';
  expect(run(Dockerfile, 'app', '--prefix')).toMatch(new RegExp(` ${install} --prefix=/installed /project/libs/prices /project/libs/taxes$`));
  expect(run(Dockerfile, 'app', '--prefix')).toContain(',env=UV_INDEX_ACME_PASSWORD,required=true ');
  expect(run(Dockerfile, 'dev', '--editable')).toMatch(new RegExp(` ${install} --editable=/project/libs/prices --editable=/project/libs/taxes$`));
  for (const stage of ['dev', 'production']) {
    expect(instructions(Dockerfile, stage)).toContainEqual(expect.stringMatching(/^ENV .*PYTHONPATH="\/app"$/));
  }
});

test('no files of the other members are in the build context', () => {
  const shop = workspace();
  const api = service(shop, { requirements: ['acme-taxes'] });
  const worker = service(shop, { name: 'worker' });
  const patterns = (project: PythonContainerProject) => project.container.dockerfile.dockerignore.patterns.filter(pattern => pattern.startsWith('!'));
  const others = (project: PythonContainerProject) => patterns(project).filter(pattern => !pattern.startsWith(`!services/${project.name}/`));
  expect(others(api)).toEqual(['!libs/prices', '!libs/taxes', '!pyproject.toml', '!uv.lock']);
  expect(patterns(api)).toEqual(expect.arrayContaining(['!services/api/.projen/layers.py', '!services/api/api', '!services/api/tests']));
  expect(others(worker)).toEqual(['!pyproject.toml', '!uv.lock']);
  expect(patterns(worker)).toEqual(expect.arrayContaining(['!services/worker/tests', '!services/worker/worker']));
  const { dockerignore } = api.container.dockerfile;
  expect(dockerignore.admitted(['libs/prices/.venv', 'services/api/api/__pycache__', 'libs/prices/key.pem', 'services/worker/worker', 'services/worker/pyproject.toml', 'libs/words/pyproject.toml'])).toEqual([]);
});

test('Docker makes the lock from the files of all members, in the workspace', () => {
  const shop = workspace();
  service(shop, { requirements: ['acme-prices'] });
  service(shop, { name: 'worker' });
  service(shop, { name: 'late', outdir: 'jobs/late' });
  const root = synth(shop);
  expect(root['.projen/container.json'].locks[0].inputs).toEqual(
    ['pyproject.toml', ...[...LIBRARIES, 'services/api', 'services/worker', 'jobs/late'].sort().map(path => `${path}/pyproject.toml`)]);
  const Dockerfile: string = root['.projen/lock.Dockerfile'];
  expect(copies(Dockerfile, 'resolver')).toEqual(['COPY . ./']);
  expect(instructions(Dockerfile, 'lock')).toEqual(['FROM scratch AS lock', 'COPY --from=resolver /lock/uv.lock /']);
  expect(Object.keys(root).filter(path => path.endsWith('lock.Dockerfile'))).toEqual(['.projen/lock.Dockerfile']);
});

test('the workspace has one lock, which Docker makes with the images of the first service', () => {
  const shop = workspace(FILES, { members: ['libs/words', 'libs/prices'], access: { indexes: [ACME], caCertificates: { file: 'ca.pem' } } });
  service(shop, { name: 'worker', pythonVersion: '3.11', outdir: 'jobs/worker' });
  service(shop, { pythonVersion: '3.12' });
  const root = synth(shop);
  expect(root['.projen/container.json']).toMatchObject({
    locks: [{
      inputs: ['pyproject.toml', 'jobs/worker/pyproject.toml', 'libs/prices/pyproject.toml', 'libs/words/pyproject.toml', 'services/api/pyproject.toml'],
      outputs: ['uv.lock'],
      pythonVersion: '3.12',
      environment: { variables: {}, machine: { UV_SYSTEM_CERTS: 'true' }, secrets: { UV_INDEX_ACME_USERNAME: 'ACME_USER', UV_INDEX_ACME_PASSWORD: 'ACME_PASSWORD' } },
      commands: [['uv', 'lock']],
      docker: {
        lockDockerfile: '.projen/lock.Dockerfile',
        folder: 'jobs/worker',
        dockerfile: 'Dockerfile',
        images: { PYTHON: 'base', UV: 'uv' },
        flags: expect.arrayContaining(['--secret=id=ca-certificates,src=../../ca.pem']),
      },
    }],
  });
  expect(root['.projen/container.json'].locks).toHaveLength(1);
  for (const path of ['jobs/worker', 'services/api']) {
    expect(root[`${path}/.projen/container.json`]).toMatchObject({ locks: [], workspace: { locks: ['../../uv.lock'] } });
  }
});

test('the workspace sets access for all services', () => {
  const shop = workspace(FILES, { members: LIBRARIES, access: { indexes: [ACME], ssh: true, caCertificates: { file: 'certs/ca.pem' } } });
  service(shop, { name: 'worker', outdir: 'a/b/worker' });
  const [root, own] = files({}, shop);
  for (const [dockerfile, tasks, up] of [[own.Dockerfile, own, '../..'], [root['a/b/worker/Dockerfile'], { '.projen/tasks.json': root['a/b/worker/.projen/tasks.json'] }, '../../..']]) {
    expect(run(dockerfile, 'builder', 'uv sync')).toMatch(/from=certificates.*,env=UV_INDEX_ACME_PASSWORD,.*type=ssh,/);
    expect(steps(tasks, 'docker:build').pop()!.match(/--(secret|ssh)=\S+/g)).toEqual(
      ['--secret=id=ACME_USER,env=ACME_USER', '--secret=id=ACME_PASSWORD,env=ACME_PASSWORD', `--secret=id=ca-certificates,src=${up}/certs/ca.pem`, '--ssh=default']);
  }
  const [, absolute] = files({}, workspace(FILES, { members: LIBRARIES, access: { caCertificates: { file: '/etc/ca.pem' } } }));
  expect(steps(absolute, 'docker:build').pop()).toContain('--secret=id=ca-certificates,src=/etc/ca.pem');
});

test.each<[string, Partial<PythonContainerProjectOptions>]>([
  ['indexes', { access: { indexes: [ACME] } }], ['ssh', { access: { ssh: true } }], ['ssh', { access: { ssh: false } }], ['caCertificates', { access: { caCertificates: { file: 'ca.pem' } } }],
])('a service has no %s of its own', (_option, options) => {
  expect(() => service(workspace(), options)).toThrow(
    `access: ${JSON.stringify(options.access).replace(/ACME_\w+/g, '…')} is not possible: the members of a workspace share a lock file. Set it in the UvWorkspace.`);
  expect(() => service(workspace(), { ...options, packageManager: PythonPackageManager.POETRY })).not.toThrow();
});

test.each<[string, UvWorkspaceOptions]>([
  ['indexes: {"name":"acme"} is not possible', { access: { indexes: [{ name: 'acme' } as never] } }], ['access.ssh must be true or false, got "yes"', { access: { ssh: 'yes' as never } }],
  ['caCertificates: {} is not possible', { access: { caCertificates: {} as never } }], ['members must be a list of strings, got "libs/prices".', { members: 'libs/prices' as never }],
  ['members must be a list of strings, got [1].', { members: [1 as never] }],
  ['members: ["libs/prices","libs/again"] is not possible: two of them have the same name: acme-prices, acme-prices', { members: ['libs/prices', 'libs/again'] }],
])('%s in a workspace', (message, options) => {
  expect(() => workspace({ ...FILES, 'libs/again/pyproject.toml': library('Acme.Prices') }, options)).toThrow(message);
});

test('a member that is listed twice counts once, and a project with a container is not a workspace', () => {
  expect(synth(workspace(FILES, { members: ['libs/words', './libs/words/'] }))['pyproject.toml'].match(/libs\/words/g)).toHaveLength(1);
  process.env.PROJEN_CREATE_PROJECT = 'true';
  const project = new PythonContainerProject({ name: 'api', outdir: newFolder(), packageManager: PythonPackageManager.UV });
  expect(() => new UvWorkspace(project)).toThrow('UvWorkspace: "api" is not possible: the project has its own pyproject.toml.');
});

test('libraries that only development requires are in the development image alone', () => {
  const [, own] = files({ requirements: ['acme-prices'], devRequirements: ['words'] });
  const libraries = (stage: string) => copies(own.Dockerfile, stage).join().match(/libs\/\w+/g);
  expect(new Set(libraries('dev'))).toEqual(new Set(LIBRARIES));
  expect(new Set(libraries('app'))).toEqual(new Set(['libs/prices', 'libs/taxes']));
  expect(run(own.Dockerfile, 'dev', '--editable')).toContain('--editable=/project/libs/words');
  expect(run(own.Dockerfile, 'app', '--prefix')).not.toContain('words');
  expect(own['pyproject.toml']).toContain('[tool.uv.sources.words]');
  expect(steps(own, 'docker:dev').pop()).toContain('--volume=./../../libs/words:/project/libs/words ');
});

test('services of libraries that require git repositories get git', () => {
  const git = { ...FILES, 'libs/taxes/pyproject.toml': library('acme-taxes', 'shapes @ git+https://example.com/shapes.git') };
  const [, own] = files({}, workspace(git));
  expect(run(own.Dockerfile, 'builder', 'apt-get install')).toContain('--no-install-recommends git ');
  expect(run(own.Dockerfile, 'builder', 'uv sync')).toContain(' --no-build --no-binary-package=shapes');
  const [, without] = files({ requirements: ['idna'] }, workspace(git));
  expect(without.Dockerfile).not.toContain('shapes');
  const [, inDev] = files({ requirements: ['idna'], devRequirements: ['acme-taxes'] }, workspace(git));
  expect(run(inDev.Dockerfile, 'dev', 'uv sync')).toContain('--no-binary-package=shapes');
});

test('.venv of a service has the packages of its part of the lock file', () => {
  const [, own] = files();
  expect(own['.projen/container.json'].workspace.commands).toEqual([
    ['uv', 'venv', '--quiet', '--clear', '--python=3.14', '.venv'], ['uv', 'sync', '--locked', '--active', '--package=api'],
  ]);
});

test.each(['lock', 'lock:upgrade', 'lock:check'])('%s is a task of the workspace and of each service', (task) => {
  const shop = workspace();
  service(shop);
  service(shop, { name: 'worker', outdir: 'a/b/c/worker' });
  const root = synth(shop);
  expect(steps(root, task)).toEqual([`. node .projen/container.cjs ${task}`]);
  for (const [folder, up] of [['services/api', '../..'], ['a/b/c/worker', '../../../..']]) {
    expect(steps({ '.projen/tasks.json': root[`${folder}/.projen/tasks.json`] }, task)).toEqual([`${up} node .projen/container.cjs ${task}`]);
  }
});

test.each([['docker:build', '--tag=api'], ['docker:build:dev', '--target=dev'], ['docker:build:fresh', '--pull'], ['docker:test', '--target=dev']])(
  '%s asks the workspace for its lock, and builds in it', (task, flag) => {
    const [, own] = files();
    const [docker, locked, build] = steps(own, task);
    expect([docker, locked]).toEqual(['. node .projen/container.cjs docker', '../.. node .projen/container.cjs locked']);
    expect(build).toMatch(new RegExp(`^\\. docker build .*${flag}.* --file=Dockerfile \\.\\./\\.\\.$`));
  });

test('the development image sees the files of the service and of its libraries', () => {
  const [, own] = files();
  expect(steps(own, 'docker:dev').pop()!.match(/--volume=\S+/g)).toEqual([
    '--volume=./api:/app/api', '--volume=./../../libs/prices:/project/libs/prices', '--volume=./../../libs/taxes:/project/libs/taxes',
  ]);
  expect(steps(own, 'docker:lint').slice(1)).toEqual(['. docker build --check --file=Dockerfile ../..', expect.stringMatching(/hadolint \$@ Dockerfile$/)]);
});

test('a service can have its modules in src/', () => {
  const [, own] = files({}, workspace({ ...FILES, 'services/api/src/api/__init__.py': '' }));
  expect(copies(own.Dockerfile, 'dev')).toContain('COPY services/api/src /app/src');
  expect(run(own.Dockerfile, 'production', 'layers.py')).toContain(' --mount=type=bind,source=services/api/src,target=/tmp/code/src ');
  expect(instructions(own.Dockerfile, 'production')).toContain('ENV PYTHONPATH="/app:/app/src"');
  expect(steps(own, 'docker:dev').pop()).toContain(' --volume=./src:/app/src ');
});

const BROUGHT = library('Acme_API', 'acme-taxes', 'fastapi') + '[tool.uv.sources]\nacme-taxes = { workspace = true }\n';

test('a service can have an existing pyproject.toml', () => {
  const existing = { 'services/api/pyproject.toml': BROUGHT, 'services/api/api/__init__.py': '' };
  const [root, own] = files({ requirements: undefined }, workspace({ ...FILES, ...existing }, { members: LIBRARIES, access: { indexes: [ACME] } }));
  expect(own['pyproject.toml']).toBe(BROUGHT);
  expect(root['pyproject.toml']).toContain('name = "acme"');
  expect(own.Dockerfile.match(/--package=\S+/g)).toEqual(['--package=Acme_API', '--package=Acme_API']);
  expect(copies(own.Dockerfile, 'app')).toEqual([
    'COPY libs/prices /project/libs/prices', 'COPY libs/taxes /project/libs/taxes',
    'COPY services/api/pyproject.toml /project/services/api/pyproject.toml', 'COPY services/api/api /project/services/api/api',
  ]);
  const installs = instructions(own.Dockerfile, 'app').map(line => / --prefix=\/installed (.*)$/.exec(line)?.[1]);
  // the libraries are there before the code of the service comes
  expect(installs.slice(-6)).toEqual([undefined, undefined, '/project/libs/prices /project/libs/taxes', undefined, undefined, '/project/services/api']);
  expect(run(own.Dockerfile, 'dev', '--editable')).toMatch(/ --editable=\/project\/libs\/prices --editable=\/project\/libs\/taxes --editable=\/app$/);
});

test('a second container of a service has its lock and its libraries', () => {
  const shop = workspace();
  const api = service(shop, { requirements: ['acme-prices'] });
  new PythonContainer(api, { name: 'jobs', command: ['python', '-m', 'api.jobs'] });
  const root = synth(shop);
  const own = { '.projen/tasks.json': root['services/api/.projen/tasks.json'], 'Dockerfile': root['services/api/Dockerfile.jobs'] };
  expect(root['services/api/Dockerfile.jobs.dockerignore']).toContain('!libs/prices\n');
  expect(copies(own.Dockerfile, 'app')).toEqual(copies(root['services/api/Dockerfile'], 'app'));
  expect(own.Dockerfile).toContain('--package=api ');
  expect(root['.projen/container.json'].locks).toHaveLength(1);
  expect(steps(own, 'docker:build:jobs')).toEqual([
    '. node .projen/container.cjs docker', '../.. node .projen/container.cjs locked', expect.stringMatching(/ --tag=api-jobs .*--file=Dockerfile.jobs \.\.\/\.\.$/),
  ]);
  expect(steps(own, 'docker:dev:jobs').pop()).toContain(' --volume=./../../libs/taxes:/project/libs/taxes ');
});

test.each<[string, (shop: Project) => Partial<PythonContainerProjectOptions>]>([
  ['', () => ({ outdir: 'a/b/c/api' })], [', as a project of a project', shop => ({ parent: new Project({ parent: shop, name: 'b', outdir: 'a/b' }), outdir: 'c/api' })],
])('a service can be deep in the workspace%s', (_as, options) => {
  const shop = workspace();
  const [root, own] = files(options(shop), shop);
  expect(root['pyproject.toml']).toContain('"a/b/c/api"');
  expect(run(own.Dockerfile, 'production', 'layers.py')).toContain(' --mount=type=bind,source=a/b/c/api/api,target=/tmp/code/api ');
  expect(steps(own, 'docker:build')[1]).toBe('../../../.. node .projen/container.cjs locked');
  expect(steps(own, 'docker:build')[2]).toMatch(/ \.\.\/\.\.\/\.\.\/\.\.$/);
  expect(steps(own, 'docker:dev').pop()).toContain(' --volume=./../../../../libs/prices:/project/libs/prices ');
  expect(root['.projen/container.json'].locks[0].docker.folder).toBe('a/b/c/api');
});

test('the workspace need not be the root of all projects', () => {
  const root = new Project({ name: 'root', outdir: folderWith({ 'shop/libs/prices/pyproject.toml': library('prices') }) });
  const shop = new Project({ parent: root, name: 'shop', outdir: 'shop' });
  new UvWorkspace(shop, { members: ['libs/prices'] });
  service(shop, { requirements: ['prices'] });
  const all = synth(root);
  expect(all['shop/pyproject.toml']).toContain('"services/api"');
  expect(all['shop/.projen/container.json'].locks[0].docker.folder).toBe('services/api');
  expect(run(all['shop/services/api/Dockerfile'], 'production', 'layers.py')).toContain(' --mount=type=bind,source=services/api/api,target=/tmp/code/api ');
  expect(all['.projen/container.json']?.locks ?? []).toEqual([]);
});

test.each([PythonPackageManager.PIP, PythonPackageManager.POETRY])('%s does not support the workspace', (packageManager) => {
  const [root, own] = files({ packageManager });
  expect(root['pyproject.toml']).not.toContain('services/api');
  expect(root['.projen/container.json']?.locks ?? []).toEqual([]);
  expect(own).toHaveProperty(['.dockerignore']);
  expect(own.Dockerfile).not.toMatch(/libs|services|--package=/);
  expect(steps(own, 'docker:build').pop()).toMatch(/ --file=Dockerfile \.$/);
  expect(steps(own, 'lock')).toEqual(['. node .projen/container.cjs lock']);
});

test('uv without a workspace does not use one', () => {
  const parent = new Project({ name: 'shop', outdir: newFolder() });
  const [root, own] = files({ requirements: [] }, parent);
  expect(root).not.toHaveProperty(['pyproject.toml']);
  expect(own.Dockerfile).toContain('uv sync --project=/tmp --locked --no-install-project --no-default-groups ');
  expect(own).toHaveProperty(['.dockerignore']);
  expect(UvWorkspace.of(parent)).toBeUndefined();
});
