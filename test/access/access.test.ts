import { ACME, INSTALLERS } from './acme';
import { PipInstaller, PythonContainer, PythonContainerOptions, PythonContainerProjectOptions, PythonPackageManager } from '../../src';
import { instructions, newProject, synth } from '../synth';

const PROXIES = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'].map(name => `--build-arg=${name}`);
const SECRETS = ['--secret=id=ACME_USER,env=ACME_USER', '--secret=id=ACME_PASSWORD,env=ACME_PASSWORD'];

/** The mounts of the credentials, in variables of these names. */
function mounts(prefix: string, [user, password]: string[]): string {
  return [['ACME_USER', user], ['ACME_PASSWORD', password]]
    .map(([secret, variable]) => `--mount=type=secret,id=${secret},env=${prefix}${variable},required=true`).join(' ');
}

/** The last command of a task that builds an image. */
function build(files: { [path: string]: any }, task = 'docker:build'): string[] {
  const commands: string[][] = files['.projen/tasks.json'].tasks[task].steps.map(({ execArgs }: { execArgs: string[] }) => execArgs);
  return commands.filter(([program, verb]) => program === 'docker' && verb === 'build').pop()!;
}

test('a build takes the proxies of the machine, and nothing else', () => {
  const files = synth(newProject());
  expect(build(files)).toEqual(['docker', 'build', '--provenance=false', '--tag=my-service', ...PROXIES, '--file=Dockerfile', '.']);
  expect(files.Dockerfile).not.toMatch(/proxy|type=(secret|ssh)/i);
});

test.each(['docker:build', 'docker:build:dev', 'docker:build:fresh', 'docker:test', 'docker:dev'])('%s gives the build all it needs, once', (task) => {
  const files = synth(newProject({
    packageManager: PythonPackageManager.UV, indexes: [ACME, { ...ACME, name: 'other' }], ssh: true, caCertificates: { file: '/etc/acme/ca.pem' },
  }));
  const access = build(files, task).filter(argument => /^--(build-arg|secret|ssh)=/.test(argument));
  expect(access).toEqual([...PROXIES, ...SECRETS, '--secret=id=ca-certificates,src=/etc/acme/ca.pem', '--ssh=default']);
});

test.each<[string, Partial<PythonContainerProjectOptions>, string, RegExp, string]>([
  ['pip with uv', {}, '/tmp/.cache/uv', /uv pip install .*--requirements=/, mounts('UV_INDEX_ACME_', ['USERNAME', 'PASSWORD'])],
  ['pip', { installer: PipInstaller.PIP }, '/tmp/.cache/pip', /pip --python=\S+ install .*--requirement=/, mounts('INDEX_ACME_', ['USERNAME', 'PASSWORD'])],
  ['uv', { packageManager: PythonPackageManager.UV }, '/tmp/.cache/uv', /uv sync/, mounts('UV_INDEX_ACME_', ['USERNAME', 'PASSWORD'])],
  ['Poetry', { packageManager: PythonPackageManager.POETRY }, '/tmp/.cache/pypoetry', /poetry install/, mounts('POETRY_HTTP_BASIC_ACME_', ['USERNAME', 'PASSWORD'])],
])('%s sees the credentials where it installs', (_installer, options, cache, command, secrets) => {
  const { Dockerfile } = synth(newProject({ ...options, indexes: [ACME] }));
  const runs = (stage: string, pattern: RegExp) => instructions(Dockerfile, stage).filter(line => line.startsWith('RUN') && pattern.test(line));
  for (const stage of ['builder', 'dev']) {
    expect(runs(stage, command)).toEqual([expect.stringMatching(new RegExp(`^RUN --mount=type=cache,target=${cache},id=\\w+ .*${secrets}`))]);
  }
});

test('pip reads users and passwords from a file in memory', () => {
  const { Dockerfile } = synth(newProject({ installer: PipInstaller.PIP, indexes: [ACME, { name: 'open', url: 'https://open.example/' }] }));
  expect(instructions(Dockerfile, 'builder')).toContain('RUN --mount=type=cache,target=/tmp/.cache/pip,id=pip --mount=type=tmpfs,target=/run/netrc '
    + `--mount=type=bind,source=.projen/netrc.py,target=/tmp/netrc.py ${mounts('INDEX_ACME_', ['USERNAME', 'PASSWORD'])} --mount=type=bind,source=requirements.txt,target=/tmp/requirements.txt `
    + '/usr/local/bin/python -m venv --without-pip /opt/venv && /opt/venv/bin/python -I /tmp/netrc.py /run/netrc/netrc pypi.example.com INDEX_ACME '
    + '&& NETRC=/run/netrc/netrc pip --python=/opt/venv/bin/python install --no-compile --require-hashes --no-deps --only-binary=:all: --requirement=/tmp/requirements.txt');
  expect(synth(newProject({ installer: PipInstaller.PIP, indexes: [{ name: 'open', url: 'https://open.example/' }] }))).not.toHaveProperty(['.projen/netrc.py']);
});

test.each(INSTALLERS)('%s: secrets are named in mounts and flags, and nowhere else', (_installer, options) => {
  const files = synth(newProject({ ...options, indexes: [ACME] }));
  const { Dockerfile, '.projen/tasks.json': tasks, '.projen/container.json': { locks, workspace }, ...others } = files;
  const elsewhere = Dockerfile.replace(/--mount=type=secret,\S+/g, '');
  expect(elsewhere).not.toMatch(/ACME_(USER|PASSWORD)/);
  for (const instruction of Dockerfile.replace(/ \\\n\s+/g, ' ').match(/.*ACME_.*/g)!) {
    expect(instruction).toMatch(/^RUN (--mount=\S+ )*--mount=type=secret,id=ACME_USER,env=\w+,required=true --mount=type=secret,id=ACME_PASSWORD,env=\w+,required=true /);
  }
  expect(new Set(JSON.stringify(tasks).match(/[^"]*ACME_[^"]*/g))).toEqual(new Set(SECRETS));
  for (const { docker, environment: { secrets, ...environment }, ...plan } of [...locks, { ...workspace, docker: { commands: [] } }]) {
    expect(Object.values(secrets)).toEqual(['ACME_USER', 'ACME_PASSWORD']);
    expect(docker.commands.flat().filter((argument: string) => argument.includes('ACME_'))).toEqual(docker.commands.length ? SECRETS : []);
    expect(JSON.stringify([environment, plan])).not.toContain('ACME_');
  }
  expect(JSON.stringify(others)).not.toContain('ACME_');
});

test.each([PythonPackageManager.UV, PythonPackageManager.POETRY])('%s uses the SSH agent where it installs, and production knows of none', (packageManager) => {
  const { Dockerfile } = synth(newProject({ packageManager, ssh: true }));
  const runs = ['builder', 'dev'].flatMap(stage => instructions(Dockerfile, stage)).filter(line => line.includes('type=ssh,required=true'));
  expect(runs).toEqual([expect.stringMatching(/ (uv sync|poetry install) /), expect.stringMatching(/ (uv sync|poetry install) /)]);
  const [environment] = instructions(Dockerfile, 'builder').filter(line => line.startsWith('ENV'));
  expect(environment).toContain('GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=accept-new"');
  expect(environment.includes('POETRY_SYSTEM_GIT_CLIENT="true"')).toBe(packageManager === PythonPackageManager.POETRY);
  expect(`${instructions(Dockerfile, 'base')}${instructions(Dockerfile, 'production')}`).not.toMatch(/ssh|git/i);
});

test.each<[string, PythonContainerOptions]>([
  ['indexes', { indexes: [ACME] }], ['ssh', { ssh: true }], ['caCertificates', { caCertificates: { file: 'ca.pem' } }],
])('a container that shares its locks has no %s of its own', (option, options) => {
  const [value] = Object.values(options);
  expect(() => new PythonContainer(newProject(), { name: 'worker', ...options })).toThrow(
    `${option}: ${JSON.stringify(value).replace(/ACME_\w+/g, '…')} is not possible: container worker has no requirements of its own and shares the locks of the first.`);
});

test('a container that shares its locks has the access of the first, for its own command', () => {
  const access = { indexes: [ACME], ssh: true, caCertificates: { file: 'ca.pem' } };
  const project = newProject({ packageManager: PythonPackageManager.UV, ...access, command: ['python', 'serve.py'], port: 9000 });
  new PythonContainer(project, { name: 'worker', command: ['python', 'work.py'] });
  const files = synth(project);
  const flags = (task: string) => build(files, task).filter(argument => /^--(secret|ssh)=/.test(argument));
  expect(flags('docker:build:worker')).toEqual([...SECRETS, '--secret=id=ca-certificates,src=ca.pem', '--ssh=default']);
  expect(flags('docker:build:worker')).toEqual(flags('docker:build'));
  expect(instructions(files['Dockerfile.worker'], 'builder').find(line => line.includes('uv sync'))).toMatch(/id=ACME_PASSWORD,.*type=ssh,/);
  expect(instructions(files['Dockerfile.worker'], 'production').pop()).toBe('CMD ["python", "work.py"]');
  expect(instructions(files['Dockerfile.worker'], 'production').join()).not.toMatch(/EXPOSE|9000/);
});

test('a container with requirements of its own has access of its own', () => {
  const project = newProject();
  new PythonContainer(project, { name: 'worker', requirements: ['acme-work'], indexes: [ACME] });
  const files = synth(project);
  expect(files.Dockerfile).not.toContain('ACME_');
  expect(files['Dockerfile.worker']).toContain('id=ACME_PASSWORD');
  expect(build(files)).not.toEqual(expect.arrayContaining(SECRETS));
  expect(build(files, 'docker:build:worker')).toEqual(expect.arrayContaining(SECRETS));
});
