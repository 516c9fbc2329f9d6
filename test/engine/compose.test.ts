import { spawn } from 'child_process';
import { existsSync, rmSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { answer, describeOnEngine, docker, eventually, run, succeed } from './engine';
import { newFolder, projen, synth, task, write } from './workspace';
import { PythonContainerProject, PythonContainerProjectOptions, Service } from '../../src';
import { composeText, literals } from '../../src/compose/compose-text';

jest.setTimeout(600_000);

const DEV_CONTAINERS = '@devcontainers/cli@0.89.0';

/** What the official image does with its variables, as far as a test needs it. */
const POSTGRES = `#!/bin/bash
set -eu
install -d -o postgres -g postgres -m 700 "$PGDATA"
as() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  as initdb --username="$POSTGRES_USER" --auth="$POSTGRES_HOST_AUTH_METHOD" --no-sync >/dev/null
  echo "host all all all $POSTGRES_HOST_AUTH_METHOD" >>"$PGDATA/pg_hba.conf"
  as pg_ctl -w -o "-c listen_addresses='' -c unix_socket_directories=/tmp" start >/dev/null
  as psql --host=/tmp --username="$POSTGRES_USER" --dbname=postgres -c "CREATE DATABASE \\"$POSTGRES_DB\\"" >/dev/null
  as pg_ctl -w -m fast stop >/dev/null
fi
exec setpriv --reuid=postgres --regid=postgres --init-groups postgres -c listen_addresses='*' -c unix_socket_directories=/tmp
`;
const STAND_INS = `
FROM python:3.14-slim-trixie AS base
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql redis-server
FROM base AS postgres
COPY --chmod=0755 postgres.sh /
RUN ln -s /usr/lib/postgresql/*/bin /postgresql && install -d -o postgres /var/lib/postgresql
ENV PATH="/postgresql:$PATH"
STOPSIGNAL SIGINT
VOLUME /var/lib/postgresql
CMD ["/postgres.sh"]
FROM base AS redis
VOLUME /data
WORKDIR /data
CMD ["redis-server", "--protected-mode", "no"]
`;

/** The official images, or where there are none what answers as they do. */
function bring(images: { [name: string]: string }): void {
  const folder = newFolder('stand-ins');
  write(folder, 'Dockerfile', STAND_INS);
  write(folder, 'postgres.sh', POSTGRES);
  for (const [target, image] of Object.entries(images)) {
    if (run('.', 'docker', 'image', 'inspect', image).status !== 0 && run('.', 'docker', 'pull', '--quiet', image).status !== 0) {
      docker('build', '--quiet', `--target=${target}`, `--tag=${image}`, folder);
    }
  }
  rmSync(folder, { recursive: true });
}

/** A shop that writes orders to a queue; a worker that writes them to the database; a job that makes the table. */
const FILES: { readonly [path: string]: string } = {
  'shop/__init__.py': '',
  'shop/main.py': `import os

import psycopg
import redis
from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/")
def root() -> list[str]:
    return ["first"]


@app.get("/order/{name}")
def order(name: str) -> int:
    return redis.Redis.from_url(os.environ["REDIS_URL"]).rpush("orders", name)


@app.get("/orders")
def orders() -> list[str]:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM orders ORDER BY id")]
`,
  'shop/worker.py': `import os

import psycopg
import redis

queue = redis.Redis.from_url(os.environ["REDIS_URL"])
while True:
    order = queue.blpop("orders", timeout=1)
    if order is None:
        continue
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("INSERT INTO orders (text) VALUES (%s)", ["done " + order[1].decode()])
`,
  'shop/migrate.py': `import os

import psycopg

with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS orders (id serial, text text)")
`,
  // in data that another run has left, the table would be there
  'tests/test_database.py': `import os

import psycopg
import redis


def test_data_is_new() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE visits (id serial)")
    assert redis.Redis.from_url(os.environ["REDIS_URL"]).incr("visits") == 1
`,
};

function projectIn(outdir: string, options: Partial<PythonContainerProjectOptions>): PythonContainerProject {
  return new PythonContainerProject({
    name: 'shop', outdir, projenrcTs: false, sample: false, services: [Service.postgres({ port: 5432 }), Service.redis()], ...options,
  });
}

describeOnEngine('compose', () => {
  const port = 18000 + process.pid % 1000;
  const origin = newFolder('compose-shop');
  const clone = newFolder('compose-clone');
  const url = `http://127.0.0.1:${port}`;

  async function get(path: string): Promise<any> {
    return JSON.parse((await answer(`${url}${path}`)).body);
  }

  /** What the running container has of the code: each change has to be there within five seconds. */
  async function soon(check: (code: string) => void): Promise<void> {
    await eventually(5, async () => check(succeed(clone, 'docker', 'compose', 'exec', '-T', 'web', 'sh', '-c', 'ls shop && cat shop/main.py')));
  }

  function containers(): string[] {
    return succeed(clone, 'docker', 'compose', 'ps', '--services', '--status=running').split('\n').filter(Boolean).sort();
  }

  beforeAll(() => {
    bring({ postgres: 'postgres:18-trixie', redis: 'redis:8' });
    Object.entries(FILES).forEach(([path, text]) => write(origin, path, text));
    synth(projectIn(origin, {
      port,
      devContainer: true,
      requirements: ['psycopg[binary]', 'redis'],
      processes: { worker: { command: ['python', '-m', 'shop.worker'] }, release: { command: ['python', '-m', 'shop.migrate'], job: true } },
    }));
    task(origin, 'lock');
    succeed(origin, 'git', 'init', '--quiet');
    succeed(origin, 'git', 'add', '--all');
    succeed(origin, 'git', '-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '--quiet', '--message=x');
    succeed(origin, 'git', 'clone', '--quiet', origin, clone);
  });

  afterAll(() => {
    run(clone, 'docker', 'compose', '--profile=*', 'down', '--volumes', '--rmi=local', '--timeout=1');
    [origin, clone].forEach(folder => rmSync(folder, { recursive: true, force: true }));
  });

  test('compose:up starts a fresh clone, with the database migrated', async () => {
    task(clone, 'compose:up');
    expect(containers()).toEqual(['postgres', 'redis', 'web', 'worker']);
    await get('/order/tea');
    await eventually(10, async () => expect(await get('/orders')).toEqual(['done tea']));
    task(clone, 'compose:up', 'web'); // the job has ended, and runs again
  });

  test('docker:dev follows edited, added and deleted files, and ends with Ctrl-C', async () => {
    const child = spawn(join(__dirname, '../../node_modules/.bin/projen'), ['docker:dev'], { cwd: clone, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    [child.stdout, child.stderr].forEach(stream => stream.on('data', text => output += text));
    const shows = (text: string, seconds: number) => eventually(seconds, async () => expect(output).toContain(text));
    await shows('Watch enabled', 120);
    await eventually(60, () => get('/'));

    write(clone, 'shop/main.py', FILES['shop/main.py'].replace('"first"', '"second"'));
    await soon(code => expect(code).toContain('"second"'));
    await eventually(30, async () => expect((await get('/'))[0]).toBe('second')); // a busy machine takes its time to load the application
    write(clone, 'shop/more/extra.py', 'EXTRA = 1\n');
    write(clone, 'shop/extra.py', 'EXTRA = 1\n');
    await soon(code => expect(code).toMatch(/^extra\.py\n[^]*^more\n/m));
    rmSync(join(clone, 'shop/extra.py'));
    rmSync(join(clone, 'shop/more'), { recursive: true });
    await soon(code => expect(code).not.toMatch(/^(extra\.py|more)$/m));

    write(clone, 'shop/worker.py', FILES['shop/worker.py'].replace('"done "', '"packed "'));
    await eventually(30, async () => {
      await get('/order/milk');
      expect((await get('/orders')).pop()).toBe('packed milk');
    });

    process.kill(-child.pid!, 'SIGINT');
    await eventually(30, async () => expect(containers()).toEqual([]));
    succeed(clone, 'git', 'checkout', '--quiet', '.');
  });

  test('compose:test has new data each time, passes arguments on, and keeps the services of development', () => {
    task(clone, 'compose:up', 'postgres'); // its port is taken
    expect(task(clone, 'compose:test')).toContain('1 passed');
    expect(task(clone, 'compose:test', '--env=A=1', '--', '-k', 'new')).toContain('1 passed');
    expect(projen(clone, 'compose:test', '-k', 'nothing')).toMatchObject({ status: 1, output: expect.stringContaining('1 deselected') });
    expect(containers()).toEqual(['postgres']);
    expect(docker('ps', '--all', '--quiet', '--filter=label=com.docker.compose.project=compose-clone-tests')).toBe('');
    expect(docker('volume', 'ls', '--quiet', '--filter=label=com.docker.compose.project=compose-clone-tests')).toBe('');
    task(clone, 'compose:down', '--volumes');
  });

  test('editors work in a container, as the user, next to the services', () => {
    if (process.getuid!() === 0) {
      succeed(clone, 'chown', '-R', '10001:10001', '.'); // root has no number that a user could get
    }
    const inContainer = (...argv: string[]) => succeed(clone, 'npx', '--yes', DEV_CONTAINERS, ...argv, '--workspace-folder=.');
    const exec = (...argv: string[]) => succeed(clone, 'npx', '--yes', DEV_CONTAINERS, 'exec', '--workspace-folder=.', ...argv);
    inContainer('up');
    expect(containers()).toEqual(['devcontainer', 'postgres', 'redis']);
    expect(exec('pytest')).toContain('1 passed');
    expect(exec('git', 'status', '--short')).toBe('');
    exec('bash', '-c', 'touch /app/written ~/written && python -c "import shop.migrate"');
    expect(existsSync(join(clone, 'written'))).toBe(true);
    task(clone, 'compose:down', '--volumes');
  });

  test('compose reads each value as it was written', () => {
    const folder = newFolder('compose-values');
    const AMBIGUOUS = ['1_000', '0o17', '0b11', '1:30', 'yes', '~', '2026-11-27', '.5', '<<', 'a\u2028b', '\u0085', '\ufeff', '|', '- a', '${A:-b}', '$$', "'", '"\n'];
    const value = fc.oneof(
      fc.string({ unit: 'binary' }), fc.stringMatching(/^[$\w{}:"'\\\n\t #&*!|>%@`,[\]~?=<.+-]{0,12}$/), fc.constantFrom(...AMBIGUOUS),
    ).filter(text => !text.includes('\0'));
    const values = fc.sample(value, { numRuns: 1000, seed: 19 });
    const environment = Object.fromEntries(values.map((text, index) => [`V${index}`, text]));
    write(folder, 'compose.yaml', composeText({ services: { web: { image: 'x', command: values.map(text => literals({ text }).text), environment: literals(environment) } } }));
    const { web } = JSON.parse(succeed(folder, 'docker', 'compose', 'config', '--format=json', '--no-interpolate')).services;
    expect(web.environment).toEqual(literals(environment));
    const resolved = JSON.parse(succeed(folder, 'docker', 'compose', 'config', '--format=json')).services.web;
    expect(resolved.environment).toEqual(literals(environment)); // compose writes $ as it reads it
    expect(resolved.command).toEqual(Object.values(literals(environment)));
    rmSync(folder, { recursive: true });
  });
});
