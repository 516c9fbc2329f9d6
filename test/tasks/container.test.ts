import { spawn, spawnSync } from 'child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'fs';
import { hostname } from 'os';
import { join } from 'path';
import { installFake, SCRIPT } from './tools';
import { newFolder } from '../synth';

/** A tool that makes locks out of its input; it has the name and the place of the real one. */
const TOOL = `#!/bin/sh
for argument; do case $argument in --output-file=*) output=\${argument#*=};; *.in) input=$argument;; *) options="$options $argument";; esac; done
if grep -q impossible $input; then echo 'no solution' >&2; exit 1; fi
if grep -q slow $input; then sleep 5; fi
{ echo "# made with$options"; sed 's/$/==1 --hash=x/' $input; } >$output
`;

const COMMANDS = [['fake', '--output-file=requirements.txt', 'requirements.in'], ['fake', '--output-file=requirements-dev.txt', 'requirements-dev.in']];

const PLAN = {
  inputs: ['requirements.in', 'requirements-dev.in'],
  outputs: ['requirements.txt', 'requirements-dev.txt'],
  environment: { variables: { FAKE_INDEX: 'https://pypi.example.com/' }, machine: { FAKE_CERTS: 'true' }, secrets: { FAKE_PASSWORD: 'ACME_PASSWORD' } },
  commands: COMMANDS,
  upgradeCommands: COMMANDS.map(command => [...command, '--upgrade']),
  upgradePackageCommands: COMMANDS.map(command => [...command, '--upgrade-package={package}']),
  docker: {
    lockDockerfile: '.projen/lock.Dockerfile',
    files: ['.projen/fake.txt'],
    folder: '.',
    dockerfile: 'Dockerfile',
    images: { PYTHON: 'base', FAKE: 'fake' },
    flags: ['--secret=id=X,env=X'],
  },
};

/** Docker that writes down its arguments, and makes the locks as the Dockerfile would. */
const DOCKER = `#!/bin/sh
case "$1" in version|--version|buildx) exit;; esac
for argument; do
  echo "$argument" >>docker.log
  case $argument in --output=*) output=\${argument#*dest=};; --build-arg=COMMAND=*) command=\${argument#*COMMAND=};; esac
done
PATH="$PWD/bin:${process.env.PATH}"
cd "$output" && test -e .projen/fake.txt && exec sh -ec "$command"
`;

const [A, B] = ['a', 'b'].map(letter => `sha256:${letter.repeat(64)}`);
const DOCKERFILE = `# syntax=docker/dockerfile:1@${A}\nFROM fake:1 AS fake\nFROM python:3@${B} AS base\nFROM base AS builder\n`;

/** What is in .projen when nothing is left over. */
const FILES = ['container.cjs', 'container.json', 'fake.txt', 'locked.json', 'tools'];

let folder: string;
/** The path of the tool. */
let fake: string;

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

interface Result {
  readonly status: number | null;
  readonly stderr: string;
  readonly stdout: string;
}

function script(...argv: string[]): Result {
  return scriptWith({}, ...argv);
}

function scriptWith(environment: { [name: string]: string }, ...argv: string[]): Result {
  return spawnSync(process.execPath, ['.projen/container.cjs', ...argv], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...environment } });
}

/** Runs the script where Docker is the only program: no tool is installed, and none can be. */
function scriptWithDocker(...argv: string[]): Result {
  rmSync(join(folder, '.projen/tools'), { recursive: true, force: true });
  return scriptWithPrograms({ docker: DOCKER }, ...argv);
}

/** Runs the script where these are the only programs. */
function scriptWithPrograms(programs: { [name: string]: string }, ...argv: string[]): Result {
  const PATH = newFolder();
  Object.entries(programs).forEach(([name, text]) => writeFileSync(join(PATH, name), text, { mode: 0o755 }));
  return scriptWith({ PATH }, ...argv);
}

beforeEach(() => {
  folder = newFolder();
  mkdirSync(join(folder, '.projen'));
  copyFileSync(SCRIPT, join(folder, '.projen/container.cjs'));
  write('.projen/container.json', JSON.stringify({ locks: [PLAN] }));
  write('Dockerfile', DOCKERFILE);
  fake = installFake(folder, 'fake', TOOL);
  // where Docker finds it
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/fake'), TOOL, { mode: 0o755 });
  write('requirements.in', '# generated\na\n');
  write('requirements-dev.in', 'b\n');
});

test('lock makes all locks and leaves nothing else', () => {
  expect(script('lock')).toMatchObject({ status: 0 });
  expect([read('requirements.txt'), read('requirements-dev.txt')]).toEqual(['# made with\n# generated==1 --hash=x\na==1 --hash=x\n', '# made with\nb==1 --hash=x\n']);
  expect(readdirSync(join(folder, '.projen')).sort()).toEqual(FILES);
  expect(script('locked')).toMatchObject({ status: 0 });
  expect(script('lock:check')).toMatchObject({ status: 0 });
});

test.each([['on this machine', script], ['in Docker', scriptWithDocker]])('locking %s reports packages without a wheel, and the next synth does too', (_name, run) => {
  const list = '[[packages]]\\nname = \"Old_one\"\\nsdist = { url = \"https://example.com/old_one-1.tar.gz\" }\\n[[packages]]\\nname = \"idna\"\\nwheels = [{ url = \"https://example.com/idna-1-py3-none-any.whl\" }]\\n';
  const command = ['fake', `--files=${list}`, '--output-file=pylock.toml', 'requirements.in'];
  const tool = TOOL.replace('#!/bin/sh\n', `#!/bin/sh\nif [ "$3" = --output-file=pylock.toml ] || [ "$2" = --output-file=pylock.toml ]; then printf "${list.replaceAll('"', '\\"')}" >pylock.toml; exit; fi\n`);
  installFake(folder, 'fake', tool);
  writeFileSync(join(folder, 'bin/fake'), tool, { mode: 0o755 });
  const plan = (sdists: string[]) => write('.projen/container.json', JSON.stringify({ locks: [{ ...PLAN, fileList: { output: 'pylock.toml', pythonVersion: '3.14', sdists, command } }] }));
  plan([]);
  expect(run('lock')).toMatchObject({ status: 0, stderr: expect.stringContaining("sdists: old-one: there is no wheel for Python 3.14, and the build compiles only packages that are listed. Write sdists: ['old-one'], ") });
  expect(JSON.parse(read('.projen/locked.json'))).toMatchObject({ sources: { 'requirements.txt': { withoutWheel: ['old-one'], forOtherVersions: [] } } });
  plan(['old-one']);
  installFake(folder, 'fake', tool);
  expect(run('lock').stderr).not.toContain('sdists:');
  expect(read('requirements.txt')).toContain('a==1');
});

test('lock succeeds if the list of files cannot be made', () => {
  write('.projen/container.json', JSON.stringify({ locks: [{ ...PLAN, fileList: { output: 'pylock.toml', pythonVersion: '3.14', sdists: [], command: ['fake', 'impossible'] } }] }));
  expect(script('lock')).toMatchObject({ status: 0, stderr: '' });
  expect(Object.keys(JSON.parse(read('.projen/locked.json')))).toEqual(['requirements-dev.txt', 'requirements.txt']);
});

test('lock:upgrade lets all versions rise, or those of the packages that are named', () => {
  script('lock:upgrade');
  expect(read('requirements.txt')).toContain('# made with --upgrade\n');
  script('lock:upgrade', 'a', 'b', '--offline');
  expect(read('requirements.txt')).toContain('# made with --upgrade-package=a --upgrade-package=b --offline\n');
  expect(script('lock', 'a')).toMatchObject({ status: 1, stderr: 'lock takes flags (--flag=value) and no names. To upgrade a, use lock:upgrade a.\n' });
  expect(script('lock:upgrade', 'c')).toMatchObject({ status: 1, stderr: expect.stringContaining('c is not in any lock file') });
});

test('a lock that fails leaves the old ones whole', () => {
  script('lock');
  write('requirements.in', 'c\n');
  write('requirements-dev.in', 'impossible\n');
  expect(script('lock')).toMatchObject({ status: 1, stderr: 'no solution\n' });
  expect(read('requirements.txt')).toBe('# made with\n# generated==1 --hash=x\na==1 --hash=x\n');
  expect(readdirSync(join(folder, '.projen')).filter(name => name.startsWith('draft-'))).toEqual([]);
});

test('a lock that is killed leaves the old ones whole', async () => {
  script('lock');
  write('requirements.in', 'c\n');
  write('requirements-dev.in', 'slow\n');
  const running = spawn('node', ['.projen/container.cjs', 'lock'], { cwd: folder, stdio: 'ignore', detached: true });
  const ended = new Promise(done => running.on('exit', done));
  const isHalfDone = () => readdirSync(join(folder, '.projen'))
    .some(name => name.startsWith('draft-') && existsSync(join(folder, '.projen', name, '0/requirements.txt')) && read(`.projen/${name}/0/requirements.txt`).includes('c==1 --hash=x\n'));
  for (let tries = 0; tries < 200 && !isHalfDone(); tries++) {
    await new Promise(done => setTimeout(done, 20));
  }
  process.kill(-running.pid!, 'SIGKILL');
  await ended;
  expect([read('requirements.txt'), read('requirements-dev.txt')]).toEqual(['# made with\n# generated==1 --hash=x\na==1 --hash=x\n', '# made with\nb==1 --hash=x\n']);
  expect(script('locked')).toMatchObject({ status: 1 });
});

test('a second set of locks that fails leaves the first whole', () => {
  const second = { ...PLAN, inputs: ['worker.in'], outputs: ['worker.txt'], commands: [['fake', '--output-file=worker.txt', 'worker.in']] };
  write('.projen/container.json', JSON.stringify({ locks: [PLAN, second] }));
  write('worker.in', 'impossible\n');
  expect(script('lock')).toMatchObject({ status: 1 });
  expect(existsSync(join(folder, 'requirements.txt'))).toBe(false);
});

test('a record with conflict markers is ignored, and the next lock repairs it', () => {
  script('lock');
  write('.projen/locked.json', '<<<<<<< HEAD\n');
  expect(script('locked')).toMatchObject({ status: 0 });
  expect(script('lock')).toMatchObject({ status: 0 });
  expect(Object.keys(JSON.parse(read('.projen/locked.json')))).toEqual(['requirements-dev.txt', 'requirements.txt']);
});

test('a missing lock is an error that says what to run', () => {
  expect(script('locked')).toMatchObject({ status: 1, stderr: 'requirements.txt is missing. Run: npx projen lock\n' });
});

test('a lock is stale when the requirements have changed, whatever their comments and line ends', () => {
  script('lock');
  write('requirements.in', '# another comment\r\na\r\n');
  expect(script('locked')).toMatchObject({ status: 0 });
  write('requirements.in', 'a\nc\n');
  expect(script('locked')).toMatchObject({
    status: 1, stderr: 'requirements.txt is outdated: requirements.in or requirements-dev.in has changed since. Run: npx projen lock\n',
  });
});

test.each([
  ['a lock of pip', 'a==1 --hash=sha256:0\nb==2 \\\n    --hash=sha256:1\nc[x]==3 ; python_version < "4"\n', 'c'],
  ['a lock of uv', '[[package]]\nname = "a"\nsource = { registry = "x" }\nsdist = { url = "x" }\n', 'a'],
])('%s without hashes is no lock', (_name, lock, name) => {
  script('lock');
  write('requirements.txt', lock);
  expect(script('locked')).toMatchObject({
    status: 1, stderr: `requirements.txt has no hash for ${name}: a changed file would not be noticed. Run: npx projen lock\n`,
  });
});

test('a lock file with conflict markers is not valid', () => {
  script('lock');
  write('requirements-dev.txt', '<<<<<<< HEAD\na==1\n=======\na==2\n>>>>>>> main\n');
  expect(script('locked')).toMatchObject({
    status: 1, stderr: 'requirements-dev.txt has merge conflicts: resolve them first, for example with "git checkout --ours". Run: npx projen lock\n',
  });
});

test('a lock file without a record counts as up to date until it is checked', () => {
  write('requirements.txt', 'a==1 --hash=x\n');
  write('requirements-dev.txt', 'b==1 --hash=x\n');
  expect(script('locked')).toMatchObject({ status: 0 });
  const check = script('lock:check');
  expect(check).toMatchObject({ status: 1, stderr: 'requirements.txt and requirements-dev.txt: not up to date with the requirements. Run: npx projen lock\n' });
  expect(check.stdout).toContain('+# made with');
  expect(read('requirements.txt')).toBe('a==1 --hash=x\n');
});

test('a lock is stale when it was made from other indexes, and not when their passwords or what this machine trusts have changed', () => {
  scriptWith({ ACME_PASSWORD: 'a' }, 'lock');
  expect(scriptWith({ ACME_PASSWORD: 'b' }, 'locked')).toMatchObject({ status: 0 });
  const environment = (variables: object, secrets: object) => write('.projen/container.json', JSON.stringify({
    projenCommand: 'pnpm projen', locks: [{ ...PLAN, environment: { variables, machine: {}, secrets } }],
  }));
  environment(PLAN.environment.variables, {});
  expect(script('locked')).toMatchObject({ status: 0 });
  environment({ FAKE_INDEX: 'https://other.example/' }, {});
  const { status, stderr } = script('locked');
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(' has changed since. Run: pnpm projen lock\n') });
});

test('the tool gets the variables of the plan, and secrets of the machine under the names that it knows', () => {
  writeFileSync(fake, `${TOOL}echo "$FAKE_INDEX $FAKE_CERTS $FAKE_PASSWORD \${UV_PYTHON#$ROOT}" >>$output\n`);
  const lock = (facts: object, environment: { [name: string]: string }) => {
    write('.projen/container.json', JSON.stringify({ locks: [{ ...PLAN, ...facts }] }));
    expect(scriptWith({ ROOT: realpathSync(folder), ...environment }, 'lock')).toMatchObject({ status: 0 });
    return read('requirements.txt').trimEnd().split('\n').pop();
  };
  expect(lock({}, { ACME_PASSWORD: 'x y' })).toMatch(/^https:\/\/pypi.example.com\/ true x y \/.projen\/tools\/fake-\w+-fake\/bin\/python$/);
  expect(lock({}, { FAKE_PASSWORD: 'z' })).toMatch(/ true z \/.projen\/tools\/fake-\w+-fake\/bin\/python$/);
  expect(read('.projen/locked.json')).not.toContain('x y');
});

test('without Python, Docker makes the same lock files', () => {
  script('lock', '--flag=it\'s $HOME');
  const locks = ['requirements.txt', 'requirements-dev.txt', '.projen/locked.json'];
  const here = locks.map(read);
  locks.forEach(lock => rmSync(join(folder, lock)));
  expect(scriptWithDocker('lock', '--flag=it\'s $HOME')).toMatchObject({
    status: 0, stderr: 'Python 3 is not installed on this machine, so Docker makes requirements.txt and requirements-dev.txt.\n',
  });
  expect(locks.map(read)).toEqual(here);
  const [draft] = /\.projen\/draft-\w+\/0/.exec(read('docker.log'))!;
  expect(read('docker.log').trimEnd().split('\n')).toEqual([
    'build', '--no-cache-filter=certificates,resolver', `--output=type=local,dest=${draft}`,
    '--build-arg=COMMAND=fake --output-file=requirements.txt requirements.in \'--flag=it\'\\\'\'s $HOME\''
      + ' && fake --output-file=requirements-dev.txt requirements-dev.in \'--flag=it\'\\\'\'s $HOME\'',
    `--build-arg=BUILDKIT_SYNTAX=docker/dockerfile:1@${A}`, `--build-arg=PYTHON=python:3@${B}`, '--build-arg=FAKE=fake:1',
    '--secret=id=X,env=X', '--file=.projen/lock.Dockerfile', draft,
  ]);
  expect(readdirSync(join(folder, '.projen')).sort()).toEqual(FILES.filter(name => name !== 'tools'));
});

test('Docker upgrades and checks locks too', () => {
  scriptWithDocker('lock');
  expect(scriptWithDocker('lock:check')).toMatchObject({ status: 0 });
  expect(scriptWithDocker('lock:upgrade')).toMatchObject({ status: 0 });
  expect(read('requirements.txt')).toContain('# made with --upgrade\n');
  expect(scriptWithDocker('lock:upgrade', 'a', 'b')).toMatchObject({ status: 0 });
  expect(read('requirements-dev.txt')).toContain('# made with --upgrade-package=a --upgrade-package=b\n');
  expect(scriptWithDocker('lock:check')).toMatchObject({
    status: 1, stderr: expect.stringContaining('requirements.txt and requirements-dev.txt: not up to date with the requirements.'),
  });
});

test('a lock that fails in Docker leaves the old ones whole', () => {
  scriptWithDocker('lock');
  write('requirements.in', 'c\n');
  write('requirements-dev.in', 'impossible\n');
  expect(scriptWithDocker('lock')).toMatchObject({ status: 1, stderr: expect.stringMatching(/Docker makes .*\nno solution\n$/) });
  expect(read('requirements.txt')).toBe('# made with\n# generated==1 --hash=x\na==1 --hash=x\n');
  expect(scriptWithPrograms({ docker: DOCKER.replace('\nfor', '\nexit 3\nfor') }, 'lock')).toMatchObject({ status: 3 });
  expect(readdirSync(join(folder, '.projen')).filter(name => name.startsWith('draft-'))).toEqual([]);
});

test('Docker makes lock files that need another Python than the machine has', () => {
  const lock = (found: number) => {
    write('.projen/container.json', JSON.stringify({ locks: [{ ...PLAN, pythonVersion: '3.13' }] }));
    installFake(folder, 'uv', `#!/bin/sh\necho "$@" >uv.log\nexit ${found}\n`);
    write('docker.log', '');
    return scriptWith({ PATH: `${withDocker}:${process.env.PATH}` }, 'lock');
  };
  const withDocker = newFolder();
  writeFileSync(join(withDocker, 'docker'), DOCKER, { mode: 0o755 });
  expect(lock(0)).toMatchObject({ status: 0, stderr: '' });
  expect([read('docker.log'), read('uv.log')]).toEqual(['', 'python find --no-project >=3.13\n']);
  expect(lock(2)).toMatchObject({ status: 0, stderr: 'Python 3.13 is not installed on this machine, so Docker makes requirements.txt and requirements-dev.txt.\n' });
  expect(read('docker.log')).toContain('--no-cache-filter=certificates,resolver\n');
});

test('without Python and without Docker, the error says what is missing', () => {
  rmSync(join(folder, '.projen/tools'), { recursive: true });
  expect(scriptWithPrograms({}, 'lock')).toMatchObject({
    status: 1, stderr: 'Python is missing, and fake is installed with it. Install Python 3.8 or later: https://www.python.org/downloads/\n',
  });
  const withoutEngine = '#!/bin/sh\ntest "$1" = --version\n';
  expect(scriptWithPrograms({ docker: withoutEngine }, 'lock')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^Python is missing/) });
  expect(scriptWithPrograms({}, 'docker')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^Docker is missing. Install Docker Engine or Docker Desktop/) });
  expect(scriptWithPrograms({ docker: '#!/bin/sh\ntest "$1" != buildx\n' }, 'docker')).toMatchObject({
    status: 1, stderr: expect.stringMatching(/^Docker has no buildx, which builds the images. Install it: .*docker-buildx-plugin/),
  });
  expect(scriptWithPrograms({ docker: DOCKER }, 'docker')).toMatchObject({ status: 0 });
});

/** Docker with one container: what it says of itself stands in files. */
const CONTAINER = `#!/bin/sh
echo "$@" >>docker.log
case "$1" in
  ps) test ! -e others || cat others;;
  run) test -e norun && { echo 'no such image' >&2; exit 125; }; test -e slow && exec sleep 60; echo 0123;;
  inspect) head -n 1 states; if [ $(wc -l <states) -gt 1 ]; then sed -i 1d states; fi;;
  logs) echo out; cat log >&2;;
esac
`;

const PS = 'ps --all --filter=label=OWNER --format={{.Names}} {{.Label "projen-python-container.trace.port"}}';
const RUN = 'run --detach --name=0123 --label=OWNER --label=projen-python-container.trace.port=PORT --read-only --tmpfs=/tmp --cap-drop=ALL --security-opt=no-new-privileges --env=PYTHONPROFILEIMPORTTIME=1 --env=KEY=x shop';
const LOG = 'import time: self [us] | cumulative | imported package\nimport time:       120 |        120 |   _io\nimport time:  9 |  130 | site\nhello\n'
  + 'import time:  5 |  5 |     encodings.utf_8\nimport time:  9 |  130 | site\n';
const HEALTHY = { Running: true, Health: { Status: 'healthy' } };

/** Without the name, the folder and the port that a container got by chance. */
function anonymous(text: string): string {
  return text.replace(/trace-[0-9a-f-]{36}/g, '0123').replaceAll(`projen-python-container.trace=${hostname()}:${realpathSync(folder)}`, 'OWNER').replace(/port=\d+/g, 'port=PORT');
}

function dockerLog(): string[] {
  return anonymous(read('docker.log')).trimEnd().split('\n');
}

function trace(states: object[], ...argv: string[]): Result {
  write('states', states.map(state => `${JSON.stringify(state)}\n`).join(''));
  return withContainer('trace', 'shop', 'bytecode.txt', '--', '--env=KEY=x', '--', ...argv);
}

function withContainer(...argv: string[]): Result {
  const programs = newFolder();
  writeFileSync(join(programs, 'docker'), CONTAINER, { mode: 0o755 });
  return scriptWith({ PATH: `${programs}:${process.env.PATH}` }, ...argv);
}

describe('a trace', () => {
  beforeEach(() => {
    write('bytecode.txt', 'old\n');
    write('log', LOG);
  });

  afterEach(() => {
    expect(readdirSync(join(folder, '.projen')).sort()).toEqual(FILES.filter(name => name !== 'locked.json'));
    expect(dockerLog().pop()).toBe('rm --force --volumes 0123');
  });

  test('lists what is loaded until the container is healthy, each module once, sorted', () => {
    const starting = { Running: true, Health: { Status: 'starting' } };
    expect(trace([starting, starting, HEALTHY])).toMatchObject({ status: 0, stderr: 'bytecode.txt: 3 modules\n' });
    expect(read('bytecode.txt')).toBe('_io\nencodings.utf_8\nsite\n');
    expect(dockerLog()).toEqual([PS, RUN, ...Array(3).fill('inspect --format={{json .State}} 0123'), 'logs 0123', 'rm --force --volumes 0123']);
  });

  test('has flags of docker run, and a command behind a --', () => {
    expect(trace([HEALTHY], '--network=db', '--env-file', '.env')).toMatchObject({ status: 0 });
    expect(read('docker.log')).toContain(' --env=PYTHONPROFILEIMPORTTIME=1 --env=KEY=x --network=db --env-file .env shop\n');
    expect(trace([{ Running: false, ExitCode: 0 }], '--network=db', '--', 'python', '-c', 'import json')).toMatchObject({ status: 0 });
    expect(read('docker.log')).toContain(' --env=PYTHONPROFILEIMPORTTIME=1 --env=KEY=x --network=db shop python -c import json\n');
  });

  test('of a Python that can import lazily starts the image twice, and tells what that changes', () => {
    write('states', [HEALTHY, HEALTHY].map(state => `${JSON.stringify(state)}\n`).join(''));
    const { status, stderr } = withContainer('trace:lazy', 'shop', 'bytecode.txt', '--', '--');
    expect([status, stderr]).toEqual([0, expect.stringMatching(/^bytecode.txt: 3 modules\nStartup: 3 modules, \d+\.\d s; with lazy imports: 3 modules, \d+\.\d s\.\n$/)]);
    expect(read('bytecode.txt')).toBe('_io\nencodings.utf_8\nsite\n');
    const modes = dockerLog().flatMap(line => /PYTHON_LAZY_IMPORTS=(\w+)/.exec(line)?.[1] ?? []);
    expect(modes).toEqual(['normal', 'all']);
  });

  test('lists what a command loads until it ends', () => {
    expect(trace([{ Running: true }, { Running: false, ExitCode: 0 }], 'python', '-c', 'import hello.work')).toMatchObject({ status: 0 });
    expect(read('bytecode.txt')).toBe('_io\nencodings.utf_8\nsite\n');
    expect(dockerLog().slice(1, 5)).toEqual([
      `${RUN} python -c import hello.work`, ...Array(2).fill('inspect --format={{json .State}} 0123'), 'logs 0123',
    ]);
  });

  test.each<[string, object, string]>([
    ['dies', { Running: false, Health: { Status: 'unhealthy' } }, 'The container is not healthy:\nhello\n\n'],
    ['dies without a health check', { Running: false }, 'The container is not healthy:\nhello\n\n'],
    ['has no health check', { Running: true }, 'The image has no health check. Add a command that ends: npx projen docker:trace python -c "import hello.work"\n'],
  ])('keeps the old list when the container %s', (_what, state, stderr) => {
    expect(trace([state])).toMatchObject({ status: 1, stderr });
    expect(read('bytecode.txt')).toBe('old\n');
  });

  test('keeps the old list when the container does not get healthy within a minute', () => {
    const hurry = join(newFolder(), 'hurry.cjs');
    writeFileSync(hurry, 'const { now } = Date; const start = now(); Date.now = () => start + (now() - start) * 100;');
    write('states', JSON.stringify({ Running: true, Health: { Status: 'unhealthy' } }));
    process.env.NODE_OPTIONS = `--require=${hurry}`;
    try {
      expect(withContainer('trace', 'shop', 'bytecode.txt', '--', '--')).toMatchObject({ status: 1, stderr: 'The container is not healthy:\nhello\n\n' });
    } finally {
      delete process.env.NODE_OPTIONS;
    }
    expect(read('bytecode.txt')).toBe('old\n');
  });

  test('keeps the old list when the command fails', () => {
    expect(trace([{ Running: false, ExitCode: 3 }], 'python', 'x.py')).toMatchObject({ status: 1, stderr: expect.stringMatching(/^python x.py failed:\n(.*\n)*hello\n/) });
    expect(read('bytecode.txt')).toBe('old\n');
  });

  test.each([
    ['SIGINT', 'inspect'], ['SIGTERM', 'inspect'], ['SIGHUP', 'inspect'], ['SIGINT', 'run'],
  ] as const)('that is stopped with %s during docker %s removes its container and keeps the old list', async (signal, command) => {
    if (command === 'run') {
      write('slow', '');
    }
    write('states', JSON.stringify({ Running: true, Health: { Status: 'starting' } }));
    const programs = newFolder();
    writeFileSync(join(programs, 'docker'), CONTAINER, { mode: 0o755 });
    const env = { ...process.env, PATH: `${programs}:${process.env.PATH}` };
    const running = spawn(process.execPath, ['.projen/container.cjs', 'trace', 'shop', 'bytecode.txt', '--', '--'], { cwd: folder, stdio: 'ignore', detached: true, env });
    const ended = new Promise(done => running.on('exit', status => done(status)));
    for (let tries = 0; tries < 200 && !(existsSync(join(folder, 'docker.log')) && dockerLog().some(line => line.startsWith(`${command} `))); tries++) {
      await new Promise(done => setTimeout(done, 20));
    }
    process.kill(-running.pid!, signal); // a terminal sends it to all
    expect(await ended).toBe(1);
    expect(read('bytecode.txt')).toBe('old\n');
  });

  test('keeps the old list when there is no such image', () => {
    write('norun', '');
    const { status, stderr } = trace([]);
    expect({ status, stderr: anonymous(stderr) }).toEqual({ status: 1, stderr: 'shop does not start: docker run: no such image\n' });
    expect(read('bytecode.txt')).toBe('old\n');
  });
});

/** A build that writes down its arguments, and git as it answers in a repository or outside of one. */
function push(git: string, ...argv: string[]): string[] {
  const programs = { docker: '#!/bin/sh\nfor argument; do echo "$argument" >>docker.log; done\n', git: `#!/bin/sh\n${git}\n` };
  expect(scriptWithPrograms(programs, 'push', 'acme.example/shop', 'docker', 'build', '--push', '.', '--', ...argv)).toMatchObject({ status: 0 });
  return read('docker.log').trimEnd().split('\n');
}

const GIT = 'case "$1" in rev-parse) echo 0a1b;; show) echo 2026-11-22T10:00:00+01:00;; esac';
const ANNOTATIONS = ['--annotation=org.opencontainers.image.revision=0a1b', '--annotation=org.opencontainers.image.created=2026-11-22T10:00:00+01:00'];

test('a push has the tags, then what git says, then the flags', () => {
  expect(push(GIT, '--platform=linux/amd64,linux/arm64', '1.2.0', '--sbom=true', 'latest')).toEqual([
    'build', '--push', '.', '--tag=acme.example/shop:1.2.0', '--tag=acme.example/shop:latest',
    ...ANNOTATIONS, '--annotation=org.opencontainers.image.version=1.2.0', '--platform=linux/amd64,linux/arm64', '--sbom=true',
  ]);
});

test('a push of changes that are not committed does not claim to be the commit', () => {
  expect(push(`case "$*" in *status*" -- .") echo " M app.py";; esac\n${GIT}`, '1')).toEqual([
    'build', '--push', '.', '--tag=acme.example/shop:1', ANNOTATIONS[1], '--annotation=org.opencontainers.image.version=1',
  ]);
});

test('a push without tags is the latest, and has no version', () => {
  expect(push(GIT)).toEqual(['build', '--push', '.', '--tag=acme.example/shop:latest', ...ANNOTATIONS]);
});

test('a push outside of a repository, or without git, has no commit', () => {
  const plain = ['build', '--push', '.', '--tag=acme.example/shop:1', '--annotation=org.opencontainers.image.version=1'];
  expect(push('echo "not a git repository" >&2; exit 128', '1')).toEqual(plain);
  rmSync(join(folder, 'docker.log'));
  expect(push('#', '1')).toEqual(plain);
  const failing = { docker: '#!/bin/sh\nexit 7\n' };
  expect(scriptWithPrograms(failing, 'push', 'shop', 'docker', 'build', '--')).toMatchObject({ status: 7, stderr: '' });
});
