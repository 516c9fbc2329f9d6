import { describeOnEngine, docker, RunningContainer, STRICTLY, succeed } from './engine';
import { newFolder, read, shareTools, synth, task, write } from './workspace';
import { PythonContainerProject } from '../../src';

jest.setTimeout(600_000);

const ASK = `
import sys
from http.client import HTTPConnection
connection = HTTPConnection("127.0.0.1", 8000)
connection.request("GET", "/static/index.html", headers={"If-None-Match": sys.argv[1]} if sys.argv[1] else {})
answer = connection.getresponse()
print(answer.status, answer.headers["ETag"], answer.headers["Last-Modified"], sep="|")
`;

describeOnEngine('a web server that serves files of the image', () => {
  const folder = newFolder('served');
  const git = (...argv: string[]) => succeed(folder, 'git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...argv);

  beforeAll(() => {
    synth(new PythonContainerProject({ name: 'served', outdir: folder }));
    write(folder, 'served/main.py', `${read(folder, 'served/main.py')}
from fastapi.staticfiles import StaticFiles

app.mount("/static", StaticFiles(directory="/app/served/static"))
`);
    write(folder, 'served/static/index.html', 'v1');
    task(folder, 'lock');
    git('init', '--quiet');
    commit('v1');
  });

  function commit(text: string): void {
    git('add', '--all');
    git('commit', '--quiet', `--message=${text}`);
  }

  /** What an image answers for the file, asked with the ETag of another one. */
  async function validators(build: () => void, etag = ''): Promise<{ status: string; etag: string; date: number }> {
    build();
    const container = new RunningContainer('served', ...STRICTLY, '--publish=127.0.0.1::8000');
    try {
      await container.get(8000, '/health');
      const [status, found, date] = docker('exec', container.id, 'python', '-c', ASK, etag).split('|');
      return { status, etag: found, date: Date.parse(date) / 1000 };
    } finally {
      container.remove();
    }
  }

  const now = () => Date.now() / 1000;
  const byTask = () => task(folder, 'docker:build');
  const plainly = () => succeed(folder, 'docker', 'build', '--quiet', '--tag=served', '.');

  test('gives new content a new ETag and a later date, in each build; the same commit is the same image', async () => {
    const committed = await validators(byTask);
    expect(now() - committed.date).toBeLessThan(3600);
    const image = docker('image', 'inspect', '--format={{.Id}}', 'served');

    const clone = newFolder('clone');
    succeed(clone, 'git', 'clone', '--quiet', folder, '.');
    shareTools(clone);
    task(clone, 'docker:build');
    expect(docker('image', 'inspect', '--format={{.Id}}', 'served')).toBe(image);

    write(folder, 'served/static/index.html', 'v2'); // of the same size, and not committed
    const changed = await validators(byTask, committed.etag);
    expect(changed).toMatchObject({ status: '200' });
    expect(changed.etag).not.toBe(committed.etag);
    expect(changed.date).toBeGreaterThan(committed.date);
    expect((await validators(byTask, changed.etag)).status).toBe('304');

    commit('v2');
    const later = await validators(byTask);
    expect(later.date).toBeGreaterThanOrEqual(changed.date);
  });

  test('gives new content a new ETag and another date in a plain build too', async () => {
    write(folder, 'served/static/index.html', 'v3');
    const one = await validators(plainly);
    write(folder, 'served/static/index.html', 'v4');
    const other = await validators(plainly, one.etag);
    expect(other.status).toBe('200');
    expect([other.etag, other.date]).not.toEqual([one.etag, one.date]);
    expect(other.date).not.toBe(one.date);
  });

  test('a commit rebuilds only the layer of the code', () => {
    plainly();
    const layers = (): string[] => JSON.parse(docker('image', 'inspect', '--format={{json .RootFS.Layers}}', 'served'));
    byTask();
    const before = layers();
    write(folder, 'served/static/index.html', 'v5');
    commit('v5');
    const log = task(folder, 'docker:build', '--progress=plain');
    expect(log).toMatch(/\[builder \d\/\d\] RUN [^]*?\n#\d+ CACHED/);
    const after = layers();
    expect(after.filter(layer => !before.includes(layer)).length).toBeLessThanOrEqual(2); // the code, and its empty folder
  });
});
