import { spawn, spawnSync } from 'child_process';
import { existsSync, mkdirSync, copyFileSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'fs';
import { join } from 'path';
import { newFolder } from '../../synth';
import { installFake, SCRIPT } from '../tools';

/** A Python that makes virtual environments whose pip installs a program; both take a while. */
const PYTHON = `#!/bin/sh
if [ "$1" = -c ]; then test ! -e no-ensurepip || case "$2" in *ensurepip*) exit 1;; esac; exit 0; fi
sleep 0.02
case "$2" in
  venv) test ! -e no-venv || exit 1; mkdir -p "$3/bin" && cp "$0" "$3/bin/python";;
  pip)
    echo "$@" >>pip.log
    test ! -e no-pip || { echo 'no network' >&2; exit 1; }
    sleep 0.02
    for argument; do case $argument in --requirement=*) lock=\${argument#*=};; esac; done
    name=$(basename "$lock" .txt)
    printf '#!/bin/sh\\necho half' >"\${0%/*}/$name" && chmod +x "\${0%/*}/$name"
    sleep 0.02
    printf '#!/bin/sh\\necho %s "$@"\\n' "$name" >"\${0%/*}/$name";;
esac
`;

let folder: string;

function tool(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['.projen/container.cjs', 'tool', ...argv], options());
  return { status, stdout, stderr };
}

function options() {
  const NODE_OPTIONS = existsSync(join(folder, 'number.cjs')) ? '--require=./number.cjs' : '';
  return { cwd: folder, encoding: 'utf8', env: { PATH: `${folder}/bin:/usr/bin:/bin`, NODE_OPTIONS } } as const;
}

function installed(): string[] {
  return readdirSync(join(folder, '.projen/tools')).sort();
}

function pipLog(): string[] {
  return existsSync(join(folder, 'pip.log')) ? readFileSync(join(folder, 'pip.log'), 'utf8').trimEnd().split('\n') : [];
}

beforeEach(() => {
  folder = newFolder();
  ['.projen', 'bin'].forEach(path => mkdirSync(join(folder, path)));
  copyFileSync(SCRIPT, join(folder, '.projen/container.cjs'));
  writeFileSync(join(folder, 'bin/python3'), PYTHON, { mode: 0o755 });
  ['lint', 'other'].forEach(name => writeFileSync(join(folder, `.projen/${name}.txt`), `${name}==1 --hash=sha256:00\n`));
});

test('a tool is installed from its lock, with hashes, once, in a folder of its own', () => {
  expect(tool('lint', 'a b')).toEqual({ status: 0, stdout: 'lint a b\n', stderr: '' });
  expect(tool('lint')).toMatchObject({ status: 0, stdout: 'lint\n' });
  expect(tool('other')).toMatchObject({ status: 0, stdout: 'other\n' });
  const flags = '-m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary=:all: --requirement=.projen';
  expect(pipLog()).toEqual([`${flags}/lint.txt`, `${flags}/other.txt`]);
  expect(installed()).toEqual([expect.stringMatching(/^lint-[0-9a-f]{12}-\w{6}$/), expect.stringMatching(/^other-[0-9a-f]{12}-\w{6}$/)]);
});

test('another lock is another folder; comments and line ends do not make one', () => {
  tool('lint');
  writeFileSync(join(folder, '.projen/lint.txt'), '# generated\r\nlint==1 --hash=sha256:00\r\n');
  tool('lint');
  expect(installed()).toHaveLength(1);
  writeFileSync(join(folder, '.projen/lint.txt'), 'lint==1 --hash=sha256:01\n');
  tool('lint');
  expect(installed()).toHaveLength(2);
});

test('tools that were not used for a day are removed by the next install, and others are kept', () => {
  tool('lint');
  tool('other');
  mkdirSync(join(folder, '.projen/tools/half-000000000000-abcdef'));
  const [half, lint, other] = installed();
  const then = Date.now() / 1000 - 25 * 60 * 60;
  [half, lint, other].forEach(name => utimesSync(join(folder, '.projen/tools', name), then, then));
  tool('lint');
  expect(statSync(join(folder, '.projen/tools', lint)).mtimeMs / 1000).toBeGreaterThan(then + 60);
  writeFileSync(join(folder, '.projen/third.txt'), 'third==1 --hash=sha256:00\n');
  tool('third');
  expect(installed()).toEqual([lint, expect.stringMatching(/^third-/)]);
});

test('a tool whose Python was removed is installed again', () => {
  tool('lint');
  rmSync(join(folder, '.projen/tools', installed()[0], 'bin/python'));
  expect(tool('lint')).toMatchObject({ status: 0, stdout: 'lint\n' });
  expect(pipLog()).toHaveLength(2);
});

test.each<[string, string, string]>([
  ['no-pip', '', 'no network\n'],
  ['no-venv', '', 'python3 -m venv failed: lint cannot be installed.\n'],
  ['no-venv', 'no-ensurepip', 'python3 cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv\n'],
])('an install that fails (%s %s) leaves nothing', (first, second, stderr) => {
  [first, second].filter(name => name).forEach(name => writeFileSync(join(folder, name), ''));
  expect(tool('lint')).toEqual({ status: 1, stdout: '', stderr });
  expect(installed()).toEqual([]);
  [first, second].filter(name => name).forEach(name => rmSync(join(folder, name)));
  expect(tool('lint')).toMatchObject({ status: 0, stdout: 'lint\n' });
});

test('a lock that is missing is named', () => {
  expect(tool('gone')).toEqual({ status: 1, stdout: '', stderr: '.projen/gone.txt is missing: it contains the version of gone to install. It is a generated file: "npx projen" writes it again.\n' });
});

test('installs at the same time do not conflict', async () => {
  const ends = await Promise.all([1, 2, 3].map(() => new Promise(done => spawn(process.execPath, ['.projen/container.cjs', 'tool', 'lint'], options()).on('exit', done))));
  expect(ends).toEqual([0, 0, 0]);
  expect(tool('lint')).toMatchObject({ status: 0, stdout: 'lint\n' });
});

/** Kills an install after so many milliseconds, or lets it end. */
async function killed(milliseconds: number): Promise<void> {
  const running = spawn(process.execPath, ['.projen/container.cjs', 'tool', 'lint'], { ...options(), stdio: 'ignore', detached: true });
  const end = new Promise(done => running.on('exit', done));
  await Promise.race([end, new Promise(done => setTimeout(done, milliseconds))]);
  try {
    process.kill(-running.pid!, 'SIGKILL');
  } catch {
    // it has ended
  }
  await end;
}

test('an install that is killed, 30 times, wedges nothing, though its process number is in use again', async () => {
  // the one that is killed and the next one have the same number, and a process of that number runs: this one
  writeFileSync(join(folder, 'number.cjs'), `Object.defineProperty(process, 'pid', { value: ${process.pid} });`);
  let halves = 0;
  for (let round = 0; round < 30; round++) {
    rmSync(join(folder, '.projen/tools'), { recursive: true, force: true });
    // what the layouts of before had: numbers of processes
    installFake(folder, 'half', '');
    writeFileSync(join(folder, '.projen/tools/installing'), String(process.pid));
    mkdirSync(join(folder, `.projen/draft-${process.pid}-abcdef`), { recursive: true });
    await killed(40 + round * 5);
    halves += installed().some(name => name.startsWith('lint-') && !existsSync(join(folder, '.projen/tools', name, 'complete'))) ? 1 : 0;
    expect(tool('lint')).toEqual({ status: 0, stdout: 'lint\n', stderr: '' });
  }
  expect(halves).toBeGreaterThan(0);
}, 120_000);
