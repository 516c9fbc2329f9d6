import { spawn } from 'child_process';
import { describeOnEngine, docker, eventually } from './engine';
import { newFolder, read, synth, task } from './workspace';
import { Framework, PythonContainerProject } from '../../src';

jest.setTimeout(600_000);

/** The containers of traces, of all folders. */
function traces(): string[] {
  return docker('ps', '--all', '--filter=label=projen-python-container.trace', '--format={{.Names}}').split('\n').filter(name => name !== '').sort();
}

describeOnEngine('docker:trace', () => {
  test('removes the container of a trace that was killed, and not that of one that runs', async () => {
    const folder = synth(new PythonContainerProject({ name: 'traces', outdir: newFolder(), framework: Framework.NONE, pytest: false, projenrcTs: false }));
    task(folder, 'lock');
    task(folder, 'docker:build');
    const others = traces();
    const start = async (seconds: number) => {
      const before = traces();
      const running = spawn('node', ['.projen/container.cjs', 'trace', 'traces', 'list.txt', '--', '--', 'python', '-c', `import time; time.sleep(${seconds})`],
        { cwd: folder, stdio: 'ignore' });
      const end = new Promise(done => running.on('exit', done));
      const container = await eventually(30, async () => {
        const [name] = traces().filter(other => !before.includes(other));
        return name ?? Promise.reject(new Error('no container yet'));
      });
      return { running, end, container };
    };
    const killed = await start(300);
    killed.running.kill('SIGKILL');
    await killed.end;
    expect(traces()).toContain(killed.container);
    const alive = await start(20);
    expect(traces()).not.toContain(killed.container);
    expect(task(folder, 'docker:trace', 'python', '-c', 'import json')).toMatch(/bytecode.txt: \d+ modules/);
    expect(traces()).toContain(alive.container);
    expect(await alive.end).toBe(0);
    expect(traces().filter(name => !others.includes(name))).toEqual([]);
    expect(read(folder, 'list.txt')).toContain('time');
  });
});
