import { spawnSync } from 'child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { delimiter, join } from 'path';
import { newFolder } from '../../synth';
import { SCRIPT } from '../tools';

let folder: string;

/** Runs the script with a Docker that writes down what it is asked for, one call a line. */
function script(env: NodeJS.ProcessEnv, ...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['.projen/container.cjs', ...argv], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`, ...env },
  });
  const calls = existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').split('\n').slice(0, -1) : [];
  return { status, stdout, stderr, calls };
}

beforeEach(() => {
  folder = join(newFolder(), 'My Shop.app');
  ['', 'bin', '.projen'].forEach(path => mkdirSync(join(folder, path)));
  copyFileSync(SCRIPT, join(folder, '.projen/container.cjs'));
  writeFileSync(join(folder, '.projen/container.json'), '{}');
  writeFileSync(join(folder, 'bin/docker'), `#!/bin/sh
case "$*" in *version*) echo "$VERSION"; [ -n "$VERSION" ]; exit;; esac
printf '%s|' "$@" >>calls; echo >>calls
case "$*" in *' run '*) exit "\${STATUS:-0}";; esac
`, { mode: 0o755 });
});

const STEP = ['docker', 'compose', '--file=compose.yaml', '--', 'tests', 'pytest', '-x'];
const DOWN = 'compose|--file=compose.yaml|--project-name=myshopapp-tests-HASH|--profile=*|down|--volumes|--remove-orphans|';

/** What Docker is asked for, without the hash of the folder, which is another one for each run. */
function testing(env: NodeJS.ProcessEnv, ...argv: string[]): string[] {
  return script(env, 'compose-test', '--', ...argv).calls.map(call => call.replace(/-tests-[0-9a-f]{8}\|/, '-tests-HASH|'));
}

test.each<[string[], string]>([
  [[], 'run|--build|--rm|tests|pytest|-x|'],
  [['-k', 'a or b'], 'run|--build|--rm|tests|pytest|-x|-k|a or b|'],
  [['--env=A=1', '--', '-k', 'b'], 'run|--build|--rm|--env=A=1|tests|pytest|-x|-k|b|'],
])('compose-test with %j has data of its own before and after', (argv, run) => {
  expect(testing({}, ...argv, ...STEP)).toEqual([DOWN, `compose|--file=compose.yaml|--project-name=myshopapp-tests-HASH|${run}`, DOWN]);
});

test('tests that fail leave nothing behind either', () => {
  expect(script({ STATUS: '3' }, 'compose-test', '--', ...STEP).status).toBe(3);
  expect(testing({ STATUS: '3' }, ...STEP).pop()).toBe(DOWN);
});

test('two folders of one name have tests of their own, each the same every time', () => {
  const first = script({}, 'compose-test', '--', ...STEP).calls;
  expect(new Set(first.map(call => /--project-name=(\S+?)\|/.exec(call)![1])).size).toBe(1);
  const other = join(newFolder(), 'My Shop.app');
  cpSync(folder, other, { recursive: true });
  rmSync(join(other, 'calls'));
  folder = other;
  expect(script({}, 'compose-test', '--', ...STEP).calls[0]).not.toBe(first[0]);
});

test.each([['shop', 'shop'], ['日本', 'app'], ['_-A', 'a']])('the project %j has tests of the name %j', (name, project) => {
  expect(testing({ COMPOSE_PROJECT_NAME: name }, ...STEP)[0]).toContain(`--project-name=${project}-tests-HASH|`);
});

test('secrets that are missing get a password by chance, and others stay', () => {
  writeFileSync(join(folder, 'mine'), 'x');
  expect(script({}, 'secrets', 'mine', '.secrets/db', '.secrets/key')).toMatchObject({
    status: 0, stdout: ['db', 'key'].map(name => `.secrets/${name} was missing and has been created with a random password. Replace it if you need another one.\n`).join(''),
  });
  const [db, key] = ['db', 'key'].map(name => readFileSync(join(folder, '.secrets', name), 'utf8'));
  expect([db, key].join()).toMatch(/^[0-9a-f]{48},[0-9a-f]{48}$/);
  expect(db).not.toBe(key);
  expect(statSync(join(folder, '.secrets')).mode.toString(8).slice(-3)).toBe('700');
  expect(readFileSync(join(folder, 'mine'), 'utf8')).toBe('x');
  expect(script({}, 'secrets', '.secrets/db').stdout).toBe('');
});

test.each<[string, number, string]>([
  ['2.40.3', 0, ''], ['v2.30.0+ds1', 0, ''], ['5.1.0', 0, ''],
  ['2.29.7', 1, 'Docker has compose 2.29.7, and 2.30 or later is needed.'],
  ['1.29.2', 1, 'Docker has compose 1.29.2, and 2.30 or later is needed.'],
])('compose %s ends with %d', (VERSION, status, message) => {
  const result = script({ VERSION }, 'docker', 'compose');
  expect(result.status).toBe(status);
  expect(result.stderr).toContain(message);
});

test('Docker without compose is an error that says how to install it', () => {
  writeFileSync(join(folder, 'bin/docker'), '#!/bin/sh\n[ "$1" != compose ]\n', { mode: 0o755 });
  expect(script({}, 'docker', 'compose')).toMatchObject({ status: 1, stderr: expect.stringContaining('Docker has no compose, which is needed to run the services. Install it') });
  expect(script({}, 'docker').status).toBe(0);
});

test.each<[string, NodeJS.ProcessEnv, string | undefined, number]>([
  ['магазин', {}, undefined, 1], ['магазин', { COMPOSE_PROJECT_NAME: 'shop' }, undefined, 0], ['магазин', {}, 'COMPOSE_PROJECT_NAME=shop\n', 0], ['магазин 2', {}, undefined, 0],
])('a folder of the name %j, with %j and %j in .env, ends with %d', (name, env, dotenv, status) => {
  const other = join(newFolder(), name);
  cpSync(folder, other, { recursive: true });
  folder = other;
  if (dotenv !== undefined) {
    writeFileSync(join(folder, '.env'), dotenv);
  }
  const result = script({ VERSION: '2.40.3', ...env }, 'docker', 'compose');
  expect(result.status).toBe(status);
  expect(result.stderr).toBe(status === 0 ? '' : 'Docker Compose names the project after its folder, but "магазин" contains no letter from a to z and no digit.'
    + ' Write another name into the file .env, such as: COMPOSE_PROJECT_NAME=shop\n');
});
