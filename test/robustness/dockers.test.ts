import { spawnSync } from 'child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { newFolder } from '../synth';
import { SCRIPT } from '../tasks/tools';

jest.setTimeout(60_000);

/** Commands of the script that need Docker, and the first line of a Dockerfile that they must not change. */
const COMMANDS: [string, ...string[]][] = [
  ['docker'], ['docker', 'compose'], ['docker:pin'], ['docker:pin:check'], ['pin-missing', 'Dockerfile'], ['trace', 'shop', 'bytecode.txt', '--', '--'], ['trace:lazy', 'shop', 'bytecode.txt', '--', '--'],
  ['verify-start', 'shop', '--'], ['run', 'program', '--', 'docker', 'run', '--', 'shop'], ['build', '--', 'docker', 'build', '.'], ['push', 'shop', 'docker', 'buildx', 'build', '.', '--'],
];

/** Waits of a minute last a second here. */
const HURRY = `const processes = require('child_process');
for (const name of ['spawnSync', 'execFile']) {
  const original = processes[name];
  const shorter = options => options && options.timeout ? { ...options, timeout: 1000 } : options;
  processes[name] = (program, argv, options, ...rest) => original(program, argv, shorter(options), ...rest);
  const { promisify } = require('util');
  if (original[promisify.custom]) {
    processes[name][promisify.custom] = (program, argv, options) => original[promisify.custom](program, argv, shorter(options));
  }
}`;

interface Result {
  readonly status: number | null;
  readonly stderr: string;
  readonly seconds: number;
}

let folder: string;

/** Runs the script with a program in the place of Docker, or none. */
function script(docker: string | undefined, ...argv: string[]): Result {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  if (docker !== undefined) {
    writeFileSync(join(bin, 'docker'), `#!/bin/sh\n${docker}\n`, { mode: 0o755 });
  }
  writeFileSync(join(folder, 'hurry.cjs'), HURRY);
  const start = Date.now();
  const { status, stderr } = spawnSync(process.execPath, ['--require=./hurry.cjs', '.projen/container.cjs', ...argv], {
    cwd: folder, encoding: 'utf8', env: { PATH: docker === undefined ? bin : `${bin}:/usr/bin:/bin` }, timeout: 30_000,
  });
  return { status, stderr, seconds: (Date.now() - start) / 1000 };
}

beforeEach(() => {
  folder = newFolder();
  mkdirSync(join(folder, '.projen'));
  copyFileSync(SCRIPT, join(folder, '.projen/container.cjs'));
  writeFileSync(join(folder, '.projen/container.json'), JSON.stringify({ locks: [], projenCommand: 'npx projen' }));
  writeFileSync(join(folder, 'Dockerfile'), 'FROM python:3\n');
  writeFileSync(join(folder, 'bytecode.txt'), 'old\n');
});

/** Each command fails with a message of its own, without a stack trace, and changes nothing. */
function expectFailure({ status, stderr }: Result): void {
  expect(status).toBeGreaterThan(0);
  expect(stderr).not.toMatch(/^\s+at |Node\.js v\d|undefined|\bnull\b|\[object/m);
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe('FROM python:3\n');
  expect(readFileSync(join(folder, 'bytecode.txt'), 'utf8')).toBe('old\n');
  expect(readdirSync(join(folder, '.projen')).sort()).toEqual(['container.cjs', 'container.json']);
}

const NAMES = COMMANDS.map(argv => argv.join(' '));

describe.each<[string, string | undefined, string[]]>([
  ['Docker is missing', undefined, []],
  ['Docker fails', 'echo "no such command" >&2; exit 1', []],
  ['Docker is killed', 'kill -9 $$', []],
  ['Docker prints nothing', 'exit 0', ['docker', 'run program -- docker run -- shop', 'build -- docker build .', 'push shop docker buildx build . --']],
  ['Docker prints something else', 'echo "%!s(<nil>) garbage {" ; echo "warning: x" >&2', ['docker', 'run program -- docker run -- shop', 'build -- docker build .', 'push shop docker buildx build . --']],
  ['Docker prints JSON of another form', 'echo "[]"', ['docker', 'run program -- docker run -- shop', 'build -- docker build .', 'push shop docker buildx build . --']],
  ['Docker prints megabytes', 'head -c 70000000 /dev/zero', ['docker', 'run program -- docker run -- shop', 'build -- docker build .', 'push shop docker buildx build . --']],
])('if %s', (_name, docker, successes) => {
  test.each(NAMES.filter(name => !successes.includes(name)))('%s fails with a message', (name) => {
    const result = script(docker, ...COMMANDS[NAMES.indexOf(name)]);
    expectFailure(result);
    expect(result.seconds).toBeLessThan(20);
  });
});

test.each(['docker', 'docker compose'])('%s says that Docker does not respond', (name) => {
  const { status, stderr } = script('trap "" TERM; while true; do sleep 60; done', ...name.split(' '));
  expect({ status, stderr }).toEqual({ status: 1, stderr: 'Docker does not respond: "docker --version" has printed nothing for a minute. Restart Docker, and try again.\n' });
});

test('Docker whose engine does not respond is no obstacle for the next program that fetches digests', () => {
  mkdirSync(join(folder, 'bin'));
  const digest = `sha256:${'a'.repeat(64)}`;
  writeFileSync(join(folder, 'bin/skopeo'), `#!/bin/sh\necho ${digest}\n`, { mode: 0o755 });
  expect(script('exec sleep 60', 'docker:pin')).toMatchObject({ status: 0 });
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe(`FROM python:3@${digest}\n`);
});

test.each(['trace shop bytecode.txt --', 'verify-start shop --'])('%s fails if a container cannot be looked at', (command) => {
  expectFailure(script('case "$1" in inspect) exec sleep 60;; esac', ...command.split(' ')));
});

test('names that Docker does not have are not removed', () => {
  script('echo "$@" >>docker.log; case "$1" in ps) echo "all of them"; echo "shop 99999999"; echo "; rm -rf / 1";; esac', 'verify-start', 'shop', '--');
  const removed = readFileSync(join(folder, 'docker.log'), 'utf8').match(/^rm .*/gm) ?? [];
  expect(removed.filter(line => !/^rm --force --volumes trace-[0-9a-f-]{36}$/.test(line))).toEqual([]);
  expect(existsSync(join(folder, 'bytecode.txt'))).toBe(true);
});
