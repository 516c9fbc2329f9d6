import { spawnSync } from 'child_process';
import { copyFileSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'fs';
import { createServer, Server, Socket } from 'net';
import { hostname } from 'os';
import { join } from 'path';
import { spawnScript } from './running';
import { newFolder } from '../../synth';
import { SCRIPT } from '../tools';

/** Docker with containers of other traces, whose names and ports stand in a file. Its own is healthy at once. */
const DOCKER = `#!/bin/sh
echo "$@" >>docker.log
case "$1" in
  run) ;;
  ps) cat others;;
  inspect) if [ -e "waits-$3" ]; then status=starting; else status=healthy; fi; echo "{\\"Running\\":true,\\"Health\\":{\\"Status\\":\\"$status\\"}}";;
  logs) echo 'import time:  9 |  130 | site' >&2;;
esac
`;

let folder: string;
let servers: Server[];

/** Answers calls as a process would that has this container; its port. */
async function answering(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return (server.address() as { port: number }).port;
}

async function trace(...others: string[]): Promise<string[]> {
  writeFileSync(join(folder, 'others'), others.map(line => `${line}\n`).join(''));
  expect(await spawnScript(folder, ['trace', 'shop', 'bytecode.txt', '--', '--'])).toEqual({ status: 0, stderr: 'bytecode.txt: 1 modules\n' });
  return readFileSync(join(folder, 'docker.log'), 'utf8').match(/^rm .*/gm)!.slice(0, -1);
}

beforeEach(() => {
  folder = newFolder();
  servers = [];
  ['.projen', 'bin'].forEach(path => mkdirSync(join(folder, path)));
  copyFileSync(SCRIPT, join(folder, '.projen/container.cjs'));
  writeFileSync(join(folder, '.projen/container.json'), '{}');
  writeFileSync(join(folder, 'bin/docker'), DOCKER, { mode: 0o755 });
});

afterEach(() => {
  servers.forEach(server => server.close());
});

test('only the containers of this folder on this machine are looked at', async () => {
  expect(await trace()).toEqual([]);
  const owner = `label=projen-python-container.trace=${hostname()}:${realpathSync(folder)}`;
  expect(readFileSync(join(folder, 'docker.log'), 'utf8')).toContain(`ps --all --filter=${owner} `);
});

test('a container whose process was killed is removed: nothing listens on its port, or another program does', async () => {
  const port = await answering(socket => socket.end('trace-other'));
  const silent = await answering(socket => socket.end());
  const free = createServer();
  await new Promise<void>(done => free.listen(0, '127.0.0.1', done));
  const { port: closed } = free.address() as { port: number };
  await new Promise(done => free.close(done));
  expect(await trace(`trace-a ${closed}`, `trace-b ${port}`, `trace-c ${silent}`, 'trace-d ')).toEqual([
    'rm --force --volumes trace-a', 'rm --force --volumes trace-b', 'rm --force --volumes trace-c', 'rm --force --volumes trace-d',
  ]);
});

test('the container of a trace that runs right now stays', async () => {
  const port = await answering(socket => socket.end('trace-alive'));
  expect(await trace(`trace-alive ${port}`)).toEqual([]);
});

test('a trace that runs gives a sign of life, on the port that its label names', async () => {
  writeFileSync(join(folder, 'others'), '');
  writeFileSync(join(folder, 'bin/docker'), DOCKER.replace('run)', 'run) touch "waits-${3#--name=}";;\n  start)'), { mode: 0o755 });
  const running = spawnScript(folder, ['trace', 'shop', 'bytecode.txt', '--', '--']);
  const log = () => spawnSync('cat', ['docker.log'], { cwd: folder, encoding: 'utf8' }).stdout;
  for (let tries = 0; tries < 200 && !log().includes('inspect'); tries++) {
    await new Promise(done => setTimeout(done, 20));
  }
  const [, container, port] = /--name=(\S+) .*--label=projen-python-container.trace.port=(\d+) /.exec(log())!;
  writeFileSync(join(folder, 'bin/docker'), DOCKER, { mode: 0o755 });
  expect(await trace(`${container} ${port}`)).not.toContain(`rm --force --volumes ${container}`);
  rmSync(join(folder, `waits-${container}`));
  expect(await running).toMatchObject({ status: 0 });
});
