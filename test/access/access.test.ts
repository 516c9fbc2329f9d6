import { ACME, INSTALLERS } from './acme';
import { PipInstaller, PythonContainer, PythonContainerOptions, PythonContainerProjectOptions, PythonPackageManager } from '../../src';
import { Access } from '../../src/access/access';
import { folderWith, instructions, newProject, synth } from '../synth';

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
  return commands.map(words => words.slice(words.indexOf('docker'))).filter(([program, verb]) => program === 'docker' && verb === 'build').pop()!;
}

test('a build takes the proxies of the machine, and nothing else', () => {
  const files = synth(newProject());
  expect(build(files)).toEqual(['docker', 'build', '--load', '--provenance=false', '--build-arg=SOURCE_DATE_EPOCH', '--tag=my-service', ...PROXIES, '--file=Dockerfile', '.']);
  expect(files.Dockerfile).not.toMatch(/proxy|type=(secret|ssh)/i);
});

test.each(['docker:build', 'docker:build:dev', 'docker:build:fresh', 'docker:test', 'docker:dev'])('%s gives the build all it needs, once', (task) => {
  const files = synth(newProject({
    compose: false, packageManager: PythonPackageManager.UV, access: { indexes: [ACME, { ...ACME, name: 'other' }], ssh: true, caCertificates: { file: '/etc/acme/ca.pem' } },
  }));
  const access = build(files, task).filter(argument => /^--(build-arg|secret|ssh)=/.test(argument) && !argument.includes('SOURCE_DATE'));
  expect(access).toEqual([...PROXIES, ...SECRETS, '--secret=id=ca-certificates,src=/etc/acme/ca.pem', '--ssh=default']);
  expect(files['.projen/container.json'].locks[0].docker.flags).toEqual(access);
});

test.each<[string, Partial<PythonContainerProjectOptions>, string, RegExp, string]>([
  ['pip with uv', {}, '/tmp/.cache/uv', /uv pip install .*--requirements=/, mounts('UV_INDEX_ACME_', ['USERNAME', 'PASSWORD'])],
  ['pip', { installer: PipInstaller.PIP }, '/tmp/.cache/pip', /pip --python=\S+ install .*--requirement=/, mounts('INDEX_ACME_', ['USERNAME', 'PASSWORD'])],
  ['uv', { packageManager: PythonPackageManager.UV }, '/tmp/.cache/uv', /uv sync/, mounts('UV_INDEX_ACME_', ['USERNAME', 'PASSWORD'])],
  ['Poetry', { packageManager: PythonPackageManager.POETRY }, '/tmp/.cache/pypoetry', /poetry install/, mounts('POETRY_HTTP_BASIC_ACME_', ['USERNAME', 'PASSWORD'])],
])('%s sees the credentials where it locks and installs', (installer, options, cache, command, secrets) => {
  const { Dockerfile, '.projen/lock.Dockerfile': lockDockerfile } = synth(newProject({ ...options, access: { indexes: [ACME] } }));
  const runs = (file: string, stage: string, pattern: RegExp) => instructions(file, stage).filter(line => line.startsWith('RUN') && pattern.test(line));
  for (const stage of ['builder', 'dev']) {
    expect(runs(Dockerfile, stage, command)).toEqual([expect.stringMatching(new RegExp(`^RUN --mount=type=cache,target=${cache},id=[\\w-]+ .*${secrets}`))]);
  }
  expect(runs(lockDockerfile, 'resolver', /sh -ec "\$COMMAND"$/)).toEqual([expect.stringContaining(installer === 'pip' ? mounts('UV_INDEX_ACME_', ['USERNAME', 'PASSWORD']) : secrets)]);
});

test('pip reads users and passwords from a file in memory', () => {
  const { Dockerfile } = synth(newProject({ installer: PipInstaller.PIP, access: { indexes: [ACME, { name: 'open', url: 'https://open.example/' }] } }));
  expect(instructions(Dockerfile, 'builder')).toContain('RUN --mount=type=cache,target=/tmp/.cache/pip,id=pip --mount=type=tmpfs,target=/run/netrc '
    + `--mount=type=bind,source=.projen/write-netrc.py,target=/tmp/write-netrc.py ${mounts('INDEX_ACME_', ['USERNAME', 'PASSWORD'])} --mount=type=bind,source=requirements.txt,target=/tmp/requirements.txt `
    + '/usr/local/bin/python -m venv --without-pip /opt/venv && /opt/venv/bin/python -I /tmp/write-netrc.py /run/netrc/netrc pypi.example.com INDEX_ACME '
    + '&& NETRC=/run/netrc/netrc pip --python=/opt/venv/bin/python install --no-compile --require-hashes --no-deps --only-binary=:all: --requirement=/tmp/requirements.txt');
  expect(synth(newProject({ installer: PipInstaller.PIP, access: { indexes: [{ name: 'open', url: 'https://open.example/' }] } }))).not.toHaveProperty(['.projen/write-netrc.py']);
});

test.each(INSTALLERS)('%s: secrets are named in mounts and flags, and nowhere else', (_installer, options) => {
  const files = synth(newProject({ ...options, compose: false, access: { indexes: [ACME] } }));
  const { '.projen/tasks.json': tasks, '.projen/container.json': { locks, workspace }, ...others } = files;
  const Dockerfile = `${files.Dockerfile}${files['.projen/lock.Dockerfile']}`;
  ['Dockerfile', '.projen/lock.Dockerfile'].forEach(path => delete others[path]);
  const elsewhere = Dockerfile.replace(/--mount=type=secret,\S+/g, '');
  expect(elsewhere).not.toMatch(/ACME_(USER|PASSWORD)/);
  for (const instruction of Dockerfile.replace(/ \\\n\s+/g, ' ').match(/.*ACME_.*/g)!) {
    expect(instruction).toMatch(/^RUN (--mount=\S+ )*--mount=type=secret,id=ACME_USER,env=\w+,required=true --mount=type=secret,id=ACME_PASSWORD,env=\w+,required=true /);
  }
  expect(new Set(JSON.stringify(tasks).match(/[^"]*ACME_[^"]*/g))).toEqual(new Set(SECRETS));
  for (const { docker, environment: { secrets, ...environment }, ...plan } of [...locks, { ...workspace, docker: { flags: [] } }]) {
    expect(Object.values(secrets)).toEqual(['ACME_USER', 'ACME_PASSWORD']);
    expect(docker.flags.filter((argument: string) => argument.includes('ACME_'))).toEqual(docker.flags.length ? SECRETS : []);
    expect(JSON.stringify([environment, plan])).not.toContain('ACME_');
  }
  expect(JSON.stringify(others)).not.toContain('ACME_');
});

test.each([PythonPackageManager.UV, PythonPackageManager.POETRY])('%s uses the SSH agent to lock and install, and production does not have it', (packageManager) => {
  const { Dockerfile, '.projen/lock.Dockerfile': lockDockerfile } = synth(newProject({ packageManager, access: { ssh: true } }));
  const locking = instructions(lockDockerfile, 'resolver').filter(line => line.includes('--mount=type=ssh,required=true'));
  expect(locking).toEqual([expect.stringMatching(/sh -ec "\$COMMAND"$/)]);
  expect(instructions(lockDockerfile, 'base').join()).toContain('apt-get install --yes --no-install-recommends git openssh-client');
  const runs = ['builder', 'dev'].flatMap(stage => instructions(Dockerfile, stage)).filter(line => line.includes('--mount=type=ssh,required=true'));
  expect(runs).toEqual([expect.stringMatching(/ (uv sync|poetry install) /), expect.stringMatching(/ (uv sync|poetry install) /)]);
  for (const [lines, checking] of [[instructions(lockDockerfile, 'base'), 'yes'], [instructions(Dockerfile, 'builder'), 'accept-new']] as const) {
    const [environment] = lines.filter(line => line.startsWith('ENV'));
    expect(environment).toContain(`GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=${checking}"`);
    expect(environment.includes('POETRY_SYSTEM_GIT_CLIENT="true"')).toBe(packageManager === PythonPackageManager.POETRY);
  }
  expect(Dockerfile.match(/--mount=type=ssh/g)).toHaveLength(2); // Poetry itself comes from an index
  expect(`${instructions(Dockerfile, 'base')}${instructions(Dockerfile, 'production')}`).not.toMatch(/ssh|git/i);
});

test.each([PythonPackageManager.UV, PythonPackageManager.POETRY])('%s trusts the hosts that the project knows, and no others', (packageManager) => {
  const { Dockerfile, '.projen/lock.Dockerfile': lockDockerfile, '.dockerignore': ignore } = synth(newProject({ packageManager, access: { ssh: true, sshKnownHosts: './known_hosts' }, outdir: folderWith({ known_hosts: '' }) }));
  const files = `${Dockerfile}${lockDockerfile}`;
  expect(files.match(/GIT_SSH_COMMAND=".*"/g)!.map((text: string) => text.slice(17, -1))).toEqual(
    Array(packageManager === PythonPackageManager.UV ? 2 : 3).fill('ssh -o UserKnownHostsFile=/run/ssh/known_hosts -o StrictHostKeyChecking=yes'));
  const agents = files.replace(/ \\\n\s+/g, ' ').match(/^RUN .*type=ssh.*/gm)!;
  expect(agents.length).toBeGreaterThan(2);
  agents.forEach((run: string) => expect(run).toContain(' --mount=type=bind,source=known_hosts,target=/run/ssh/known_hosts '));
  expect(ignore.split('\n')).toContain('!known_hosts');
});

test.each<[unknown, boolean, string]>([
  ['known_hosts', false, 'it has no effect without the option ssh. Set ssh to true, or remove it.'],
  ['*', true, "expected the path of one file. Write for example 'known_hosts'."], ['.', true, "expected the path of one file. Write for example 'known_hosts'."],
  ['/etc/ssh/ssh_known_hosts', true, 'a path must be inside the build context. Write it relative to the project.'], ['../known_hosts', true, 'a path must be inside the build context. Write it relative to the project.'],
])('sshKnownHosts is not %j (ssh: %s)', (sshKnownHosts, ssh, problem) => {
  expect(() => newProject({ packageManager: PythonPackageManager.UV, access: { ssh, sshKnownHosts: sshKnownHosts as never } })).toThrow(new Error(
    `sshKnownHosts: ${JSON.stringify(sshKnownHosts)} is not possible: ${problem}`));
});

test('without the option access there are no mounts and no files', () => {
  const [none, agent, hosts] = [new Access({}), new Access({ ssh: true }), new Access({ ssh: true, sshKnownHosts: 'known_hosts' })];
  expect([none, agent, hosts].map(({ files }) => files)).toEqual([[], [], ['known_hosts']]);
  expect([none, agent, hosts].map(({ sshMounts }) => sshMounts.map(String))).toEqual([
    [], ['--mount=type=ssh,required=true'], ['--mount=type=ssh,required=true', '--mount=type=bind,source=known_hosts,target=/run/ssh/known_hosts'],
  ]);
});

test.each(['true', 1, null])('ssh is not %j', (ssh) => {
  expect(() => newProject({ access: { ssh: ssh as never } })).toThrow(`access.ssh must be true or false, got ${JSON.stringify(ssh)}`);
});

test.each<[string, PythonContainerOptions]>([
  ['indexes', { access: { indexes: [ACME] } }], ['ssh', { access: { ssh: true } }], ['sshKnownHosts', { access: { sshKnownHosts: 'known_hosts' } }], ['caCertificates', { access: { caCertificates: { file: 'ca.pem' } } }],
])('a container that shares its locks has no %s of its own', (_option, options) => {
  expect(() => new PythonContainer(newProject(), { name: 'worker', ...options })).toThrow(
    `access: ${JSON.stringify(options.access).replace(/ACME_\w+/g, '…')} is not possible: container worker does not set requirements, so it shares the lock files of the first container.`);
});

test('a container that shares its locks has the access of the first, for its own command', () => {
  const access = { indexes: [ACME], ssh: true, caCertificates: { file: 'ca.pem' } };
  const project = newProject({ packageManager: PythonPackageManager.UV, access, command: ['python', 'serve.py'], port: 9000 });
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
  new PythonContainer(project, { name: 'worker', requirements: ['acme-work'], access: { indexes: [ACME] } });
  const files = synth(project);
  expect(files.Dockerfile).not.toContain('ACME_');
  expect(files['Dockerfile.worker']).toContain('id=ACME_PASSWORD');
  expect(build(files)).not.toEqual(expect.arrayContaining(SECRETS));
  expect(build(files, 'docker:build:worker')).toEqual(expect.arrayContaining(SECRETS));
});

test.each<[unknown, string]>([
  [{ sshKnownHosts: 5 }, 'access.sshKnownHosts must be a string, got 5.'], [{ ssh: 'yes' }, 'access.ssh must be true or false, got "yes".'], ['ssh', 'access must be an object, got "ssh".'],
])('access is not %j', (access, message) => {
  expect(() => newProject({ access: access as never })).toThrow(new Error(message));
});
