import { spawn, spawnSync } from 'child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { newFolder } from '../synth';

/** A tool that makes locks out of its input; it has the name and the place of the real one. */
const TOOL = `#!/bin/sh
for argument; do case $argument in --output-file=*) output=\${argument#*=};; *.in) input=$argument;; *) options="$options $argument";; esac; done
if grep -q impossible $input; then echo 'no solution' >&2; exit 1; fi
if grep -q slow $input; then sleep 5; fi
{ echo "# made with$options"; sed 's/$/==1/' $input; } >$output
`;

const COMMANDS = [['fake', '--output-file=requirements.txt', 'requirements.in'], ['fake', '--output-file=requirements-dev.txt', 'requirements-dev.in']];

const PLAN = {
  inputs: ['requirements.in', 'requirements-dev.in'],
  outputs: ['requirements.txt', 'requirements-dev.txt'],
  environment: { variables: {}, secrets: {} },
  commands: COMMANDS,
  upgradeCommands: COMMANDS.map(command => [...command, '--upgrade']),
  upgradePackageCommands: COMMANDS.map(command => [...command, '--upgrade-package={package}']),
};

let folder: string;

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function script(...argv: string[]): { status: number | null; stderr: string; stdout: string } {
  return spawnSync('node', ['.projen/container.cjs', ...argv], { cwd: folder, encoding: 'utf8' });
}

beforeEach(() => {
  folder = newFolder();
  mkdirSync(join(folder, '.projen/tools/bin'), { recursive: true });
  copyFileSync(resolve(__dirname, '../../src/tasks/container.cjs'), join(folder, '.projen/container.cjs'));
  write('.projen/container.json', JSON.stringify({ tools: { fake: 'fake==1' }, locks: [PLAN] }));
  write('.projen/tools/fake.version', 'fake==1');
  write('.projen/tools/bin/fake', TOOL);
  chmodSync(join(folder, '.projen/tools/bin/fake'), 0o755);
  write('requirements.in', '# generated\na\n');
  write('requirements-dev.in', 'b\n');
});

test('lock makes all locks and leaves nothing else', () => {
  expect(script('lock')).toMatchObject({ status: 0 });
  expect([read('requirements.txt'), read('requirements-dev.txt')]).toEqual(['# made with\n# generated==1\na==1\n', '# made with\nb==1\n']);
  expect(readdirSync(join(folder, '.projen')).sort()).toEqual(['container.cjs', 'container.json', 'locked.json', 'tools']);
  expect(script('locked')).toMatchObject({ status: 0 });
  expect(script('lock:check')).toMatchObject({ status: 0 });
});

test('lock:upgrade lets all versions rise, or those of the packages that are named', () => {
  script('lock:upgrade');
  expect(read('requirements.txt')).toContain('# made with --upgrade\n');
  script('lock:upgrade', 'a', 'b', '--offline');
  expect(read('requirements.txt')).toContain('# made with --upgrade-package=a --upgrade-package=b --offline\n');
  expect(script('lock', 'a')).toMatchObject({ status: 1, stderr: 'lock takes flags (--flag=value) and no names: lock:upgrade a lets the version of a rise.\n' });
  expect(script('lock:upgrade', 'c')).toMatchObject({ status: 1, stderr: expect.stringContaining('c is in no lock') });
});

test('a lock that fails leaves the old ones whole', () => {
  script('lock');
  write('requirements.in', 'c\n');
  write('requirements-dev.in', 'impossible\n');
  expect(script('lock')).toMatchObject({ status: 1, stderr: 'no solution\n' });
  expect(read('requirements.txt')).toBe('# made with\n# generated==1\na==1\n');
  expect(readdirSync(join(folder, '.projen')).filter(name => name.startsWith('lock-'))).toEqual([]);
});

test('a lock that is killed leaves the old ones whole', async () => {
  script('lock');
  write('requirements.in', 'c\n');
  write('requirements-dev.in', 'slow\n');
  const running = spawn('node', ['.projen/container.cjs', 'lock'], { cwd: folder, stdio: 'ignore', detached: true });
  const ended = new Promise(done => running.on('exit', done));
  const isHalfDone = () => readdirSync(join(folder, '.projen'))
    .some(name => name.startsWith('lock-') && existsSync(join(folder, '.projen', name, '0/requirements.txt')) && read(`.projen/${name}/0/requirements.txt`).includes('c==1\n'));
  for (let tries = 0; tries < 200 && !isHalfDone(); tries++) {
    await new Promise(done => setTimeout(done, 20));
  }
  process.kill(-running.pid!, 'SIGKILL');
  await ended;
  expect([read('requirements.txt'), read('requirements-dev.txt')]).toEqual(['# made with\n# generated==1\na==1\n', '# made with\nb==1\n']);
  expect(script('locked')).toMatchObject({ status: 1 });
});

test('a second set of locks that fails leaves the first whole', () => {
  const second = { ...PLAN, inputs: ['worker.in'], outputs: ['worker.txt'], commands: [['fake', '--output-file=worker.txt', 'worker.in']] };
  write('.projen/container.json', JSON.stringify({ tools: { fake: 'fake==1' }, locks: [PLAN, second] }));
  write('worker.in', 'impossible\n');
  expect(script('lock')).toMatchObject({ status: 1 });
  expect(existsSync(join(folder, 'requirements.txt'))).toBe(false);
});

test('a record that a merge has left broken tells nothing, and the next lock mends it', () => {
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
    status: 1, stderr: 'requirements.txt is stale: requirements.in or requirements-dev.in has changed since. Run: npx projen lock\n',
  });
});

test('a lock that somebody else made counts as fresh until it is checked', () => {
  write('requirements.txt', 'a==1\n');
  write('requirements-dev.txt', 'b==1\n');
  expect(script('locked')).toMatchObject({ status: 0 });
  const check = script('lock:check');
  expect(check).toMatchObject({ status: 1, stderr: 'requirements.txt and requirements-dev.txt: not what the requirements lead to. Run: npx projen lock\n' });
  expect(check.stdout).toContain('+# made with');
  expect(read('requirements.txt')).toBe('a==1\n');
});
