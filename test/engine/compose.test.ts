import { spawn } from 'child_process';
import { existsSync, rmSync } from 'fs';
import { join } from 'path';
import { addShop, ODD, SHOP } from './django-shop';
import { answer, describeOnEngine, docker, eventually, run, succeed } from './engine';
import { bring } from './stand-ins';
import { edit, newFolder, synth, task, write } from './workspace';
import { PythonContainerProject } from '../../src';

jest.setTimeout(600_000);

const DEV_CONTAINERS = '@devcontainers/cli@0.89.0';

describeOnEngine('compose, for a Django project with a worker and beat', () => {
  const port = 18000 + process.pid % 1000;
  const origin = newFolder('compose-shop');
  const clone = newFolder('compose-clone');
  const url = `http://127.0.0.1:${port}`;

  async function get(path: string): Promise<any> {
    const { status, body } = await answer(`${url}${path}`);
    expect([status, body]).toEqual([200, expect.any(String)]);
    return JSON.parse(body);
  }

  /** What the running container has of the code: each change has to be there within five seconds. */
  async function soon(check: (code: string) => void): Promise<void> {
    await eventually(5, async () => check(succeed(clone, 'docker', 'compose', 'exec', '-T', 'web', 'sh', '-c', 'ls shop && cat shop/views.py')));
  }

  /** A busy machine takes its time to load the application; what is copied into the container is there at once. */
  async function follows(): Promise<void> {
    await eventually(120, () => get('/'));
    edit(clone, 'shop/views.py', 'Hello from', 'Changed in');
    await soon(code => expect(code).toContain('Changed in'));
    await eventually(60, async () => expect(await get('/')).toEqual({ message: 'Changed in shop' }));
    write(clone, 'shop/more/extra.py', 'EXTRA = 1\n');
    write(clone, 'shop/extra.py', 'EXTRA = 1\n');
    await soon(code => expect(code).toMatch(/^extra\.py\n[^]*^more\n/m));
    rmSync(join(clone, 'shop/extra.py'));
    rmSync(join(clone, 'shop/more'), { recursive: true });
    await soon(code => expect(code).not.toMatch(/^(extra\.py|more)$/m));

    edit(clone, 'shop/tasks.py', '"packed "', '"sent "');
    await eventually(90, async () => expect(await get('/order/milk')).toBe('sent milk'));
  }

  function containers(): string[] {
    return succeed(clone, 'docker', 'compose', 'ps', '--services', '--status=running').split('\n').filter(Boolean).sort();
  }

  beforeAll(() => {
    bring({ postgres: 'postgres:18-trixie', redis: 'redis:8' });
    synth(new PythonContainerProject({ name: 'shop', outdir: origin, projenrcTs: false, port, devContainer: true, ...SHOP }));
    addShop(origin);
    task(origin, 'lock');
    succeed(origin, 'git', 'init', '--quiet');
    succeed(origin, 'git', 'add', '--all');
    succeed(origin, 'git', '-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '--quiet', '--message=x');
    succeed(origin, 'git', 'clone', '--quiet', origin, clone);
  });

  afterAll(() => {
    run(clone, 'docker', 'compose', '--profile=*', 'down', '--volumes', '--rmi=local', '--timeout=1');
    run('.', 'docker', 'image', 'rm', ...docker('image', 'ls', '--format={{.Repository}}', '--filter=reference=compose-clone-tests-*').split('\n'));
    [origin, clone].forEach(folder => rmSync(folder, { recursive: true, force: true }));
  });

  test('compose:up starts a fresh clone, with the database migrated and values unchanged', async () => {
    task(clone, 'compose:up');
    expect(containers()).toEqual(['beat', 'cache', 'postgres', 'redis', 'web', 'worker']);
    await eventually(20, async () => expect(await get('/order/tea')).toBe('packed tea')); // the result of the worker
    await eventually(20, async () => expect((await get('/orders')).sort()).toEqual(['counted', 'packed tea']));
    for (const service of ['cache', 'worker']) {
      expect(succeed(clone, 'docker', 'compose', 'exec', '-T', service, 'printenv', 'ODD')).toBe(`${ODD}\n`);
    }
    task(clone, 'compose:up', 'web'); // the job has ended, and runs again
  });

  test('docker:dev follows edited, added and deleted files, and ends with Ctrl-C', async () => {
    const child = spawn(join(__dirname, '../../node_modules/.bin/projen'), ['docker:dev'], { cwd: clone, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    [child.stdout, child.stderr].forEach(stream => stream.on('data', text => output += text));
    const shows = (text: string, seconds: number) => eventually(seconds, async () => expect(output).toContain(text));
    try {
      await shows('Watch enabled', 120);
      await follows();
    } finally {
      process.kill(-child.pid!, 'SIGINT');
    }
    await eventually(60, async () => expect(containers()).toEqual([]));
    succeed(clone, 'git', 'checkout', '--quiet', '.');
  });

  test('compose:test has new data each time, passes arguments on, and keeps the services of development', () => {
    task(clone, 'compose:up', 'postgres'); // its port is taken
    expect(task(clone, 'compose:test')).toContain('4 passed');
    expect(task(clone, 'compose:test', '--env=A=1', '--', '-k', 'new')).toContain('1 passed');
    expect(containers()).toEqual(['postgres']);
    expect(docker('ps', '--all', '--filter=label=com.docker.compose.project', '--format={{.Label "com.docker.compose.project"}}')).not.toContain('compose-clone-tests');
    expect(docker('volume', 'ls', '--quiet')).not.toContain('compose-clone-tests');
    task(clone, 'compose:down', '--volumes');
  });

  test('editors work in a container, as the user, next to the services', () => {
    if (process.getuid!() === 0) {
      succeed(clone, 'chown', '-R', '10001:10001', '.'); // root has no number that a user could get
    }
    const inContainer = (...argv: string[]) => succeed(clone, 'npx', '--yes', DEV_CONTAINERS, ...argv, '--workspace-folder=.');
    const exec = (...argv: string[]) => succeed(clone, 'npx', '--yes', DEV_CONTAINERS, 'exec', '--workspace-folder=.', ...argv);
    inContainer('up');
    expect(containers()).toEqual(['cache', 'devcontainer', 'postgres', 'redis']);
    expect(exec('pytest')).toContain('4 passed');
    expect(exec('git', 'status', '--short')).toBe('');
    exec('bash', '-c', 'touch /app/written ~/written && python manage.py check');
    expect(existsSync(join(clone, 'written'))).toBe(true);
    task(clone, 'compose:down', '--volumes');
  });
});
