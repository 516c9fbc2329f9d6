import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';

/** Docker with one container: its states stand in a file, one a line, and the last one stays. */
const DOCKER = `#!/bin/sh
echo "$@" >>docker.log
case "$1" in
  run) test -s states || { echo 'exec: "uvicorn": not found' >&2; exit 127; };;
  inspect) head -n 1 states; if [ $(wc -l <states) -gt 1 ]; then sed -i 1d states; fi;;
  logs) echo out; echo err >&2;;
esac
`;

/** A clock that runs a hundred times as fast. */
const HURRY = 'const { now } = Date; const start = now(); Date.now = () => start + (now() - start) * 100;';

function verifyStart(states: object[], ...flags: string[]): { status: number | null; stderr: string; calls: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  mkdirSync(join(folder, '.projen'));
  writeFileSync(join(folder, '.projen/container.json'), '{"locks":[]}');
  writeFileSync(join(folder, '.projen/container.cjs'), readFileSync(resolve(__dirname, '../../src/tasks/container.cjs')));
  writeFileSync(join(folder, 'docker'), DOCKER, { mode: 0o755 });
  writeFileSync(join(folder, 'hurry.cjs'), HURRY);
  writeFileSync(join(folder, 'states'), states.map(state => `${JSON.stringify(state)}\n`).join(''));
  const { status, stderr } = spawnSync(process.execPath, ['--require=./hurry.cjs', '.projen/container.cjs', 'verify-start', 'shop', '--', ...flags],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } });
  const calls = readFileSync(join(folder, 'docker.log'), 'utf8').replace(/trace-[0-9a-f-]{36}/g, 'ID').replace(/ --label=\S+/g, '').trimEnd().split('\n')
    .filter(call => !call.startsWith('ps '));
  return { status, stderr, calls };
}

const RUN = 'run --detach --name=ID --read-only --tmpfs=/tmp --cap-drop=ALL --security-opt=no-new-privileges';
const STARTS = 'shop starts, without privileges and with a read-only file system.\n';
const STARTING = { Running: true, Health: { Status: 'starting', Log: [] } };

test.each<[string, object[]]>([
  ['that gets healthy', [STARTING, STARTING, { Running: true, Health: { Status: 'healthy', Log: [] } }]],
  ['that runs on without a health check', [{ Running: true }]],
  ['that ends well without a health check', [{ Running: true }, { Running: false, ExitCode: 0 }]],
])('a container %s has started', (_what, states) => {
  const { status, stderr, calls } = verifyStart(states, '--env=A=b', '--env-file=settings.env'); // which Node.js would look for
  expect([status, stderr]).toEqual([0, STARTS]);
  expect([calls[0], calls[calls.length - 1]]).toEqual([`${RUN} --env=A=b --env-file=settings.env shop`, 'rm --force --volumes ID']);
});

test.each<[string, object[], string]>([
  ['that dies', [STARTING, { Running: false, ExitCode: 2, Health: { Status: 'unhealthy', Log: [] } }], 'has ended with exit code 2'],
  ['that ends well and should answer', [{ Running: false, ExitCode: 0, Health: { Status: 'starting', Log: [] } }], 'has ended with exit code 0'],
  ['that dies without a health check', [{ Running: false, ExitCode: 1 }], 'has ended with exit code 1'],
  ['that gets unhealthy', [{ Running: true, Health: { Status: 'unhealthy', Log: [{ Output: 'x' }, { Output: '503 Service Unavailable\n' }] } }], 'is not healthy: 503 Service Unavailable'],
  ['that does not get healthy', [STARTING], 'is not healthy: its health check has not run'],
])('a container %s has not started', (_what, states, problem) => {
  const { status, stderr, calls } = verifyStart(states);
  expect([status, stderr]).toEqual([1, `shop ${problem}\nIts last lines:\nout\nerr\n`]);
  expect(calls[calls.length - 1]).toBe('rm --force --volumes ID');
});

test.each(['hunter2', 'first line\nsecond line'])('an image that Docker does not start is reported without its flags, which can contain secrets such as %j', (password) => {
  const { status, stderr, calls } = verifyStart([], `--env=PASSWORD=${password}`);
  expect([status, stderr]).toEqual([1, 'shop does not start: docker run: exec: "uvicorn": not found\n']);
  expect(calls.join('\n')).toBe(`${RUN} --env=PASSWORD=${password} shop\nrm --force --volumes ID`);
});
