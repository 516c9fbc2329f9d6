import { spawn } from 'child_process';
import { chmodSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { describeOnEngine, docker, RunningContainer, run, STRICTLY, succeed } from './engine';
import { newFolder, pack, projen, read, shareTools, synth, task, write } from './workspace';
import { Framework, PythonContainerProject } from '../../src';

jest.setTimeout(600_000);

describeOnEngine('a folder with spaces and letters of other alphabets', () => {
  test('contains a project that synthesizes, locks, builds, tests and runs', async () => {
    const folder = newFolder('mein Projekt ü');
    succeed(folder, 'npx', '--prefix', process.cwd(), 'projen', 'new', '--from', pack(), '--name', 'umlaut', '--no-post');
    succeed(folder, 'npm', 'install', '--no-audit', '--no-fund');
    shareTools(folder);
    task(folder); // locks, and writes the digests
    succeed(folder, 'git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--all', '--message=digests');
    task(folder);
    task(folder, 'lock');
    expect(projen(folder, 'lock:check')).toMatchObject({ status: 0 });
    task(folder, 'docker:build');
    expect(task(folder, 'docker:test')).toContain('2 passed');
    expect(task(folder, 'docker:lint')).toContain('no warnings found');
    expect(succeed(folder, 'git', 'status', '--porcelain', '--untracked-files=no')).toBe('');
    const container = new RunningContainer('umlaut', ...STRICTLY, '--publish=127.0.0.1::8000');
    try {
      expect(await container.get(8000, '/health')).toMatchObject({ status: 200 });
    } finally {
      container.remove();
    }
  });
});

describeOnEngine('a checkout with CRLF', () => {
  test('builds, and its locks and digests stay', () => {
    const folder = newFolder();
    const options = { name: 'crlf', framework: Framework.NONE, requirements: ['idna'], outdir: folder };
    write(folder, 'bytecode.txt', 'json\nasyncio\n');
    synth(new PythonContainerProject(options));
    task(folder, 'lock');
    task(folder, 'docker:pin');
    const pinned = read(folder, 'Dockerfile');
    for (const path of succeed(folder, 'find', '.', '-type', 'f').trim().split('\n')) {
      chmodSync(join(folder, path), 0o644);
      writeFileSync(join(folder, path), read(folder, path).replace(/\n/g, '\r\n'));
    }
    task(folder, 'docker:build');
    expect(docker('run', '--rm', ...STRICTLY, 'crlf', 'python', '-c', 'import idna; print("there")')).toBe('there');
    expect(task(folder, 'docker:test')).toContain('1 passed');
    expect(projen(folder, 'lock:check')).toMatchObject({ status: 0 });
    expect(projen(folder, 'docker:pin:check')).toMatchObject({ status: 0 });
    synth(new PythonContainerProject(options));
    expect(read(folder, 'Dockerfile')).toBe(pinned);
  });
});

describeOnEngine('lock with uv', () => {
  test('that is killed, while uv is installed too, leaves whole locks, and the next one works', async () => {
    const folder = synth(new PythonContainerProject({ name: 'killed', framework: Framework.NONE, requirements: ['idna', 'boto3'], outdir: newFolder() }));
    task(folder, 'lock');
    const locks = ['requirements.txt', 'requirements-dev.txt'].map(path => read(folder, path));
    rmSync(join(folder, '.projen/tools'));
    for (const milliseconds of [3000, 4500, 6000]) {
      const running = spawn('node', ['.projen/container.cjs', 'lock:upgrade'], { cwd: folder, stdio: 'ignore', detached: true });
      const end = new Promise(done => running.on('exit', done));
      await Promise.race([end, new Promise(done => setTimeout(done, milliseconds))]);
      run('.', 'kill', '-KILL', '--', `-${running.pid}`);
      await end;
      expect(['requirements.txt', 'requirements-dev.txt'].map(path => read(folder, path))).toEqual(locks);
    }
    // what was not written for a day is left over
    succeed(folder, 'find', '.projen', '-name', 'draft-*', '-exec', 'touch', '--date=2 days ago', '{}', '+');
    task(folder, 'lock');
    expect(readdirSync(join(folder, '.projen')).filter(name => name.startsWith('draft-'))).toEqual([]);
  });
});
