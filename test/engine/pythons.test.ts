import { describeOnEngine, docker, RunningContainer, STRICTLY } from './engine';
import { newFolder, read, synth, task } from './workspace';
import { PythonContainerProject } from '../../src';
import { PYTHON_VERSIONS } from '../../src/base-images/python-versions';

jest.setTimeout(600_000);

/** What `python -v` says of a module that it has to compile; the path of bytecode it puts in quotes. */
const COMPILED = /^# code object from \/\S*\/(fastapi|starlette|hello|lazy)\/\S*\.py$/m;

describeOnEngine('Python', () => {
  test.each([...PYTHON_VERSIONS.keys()])('%s builds, starts, answers and is traced', async (pythonVersion) => {
    const name = `python-${pythonVersion.replace('.', '')}`;
    const outdir = newFolder();
    const project = () => synth(new PythonContainerProject({ name, outdir, pythonVersion, moduleName: 'hello', projenrcTs: false }));
    const folder = project();
    task(folder, 'lock');
    task(folder, 'docker:build');
    const container = new RunningContainer(name, ...STRICTLY, '--publish=127.0.0.1::8000');
    try {
      expect(await container.get(8000, '/health')).toEqual({ status: 200, body: '{"status":"ok"}' });
      await container.until(10, async () => expect(container.state().Health.Status).toBe('healthy'));
    } finally {
      container.remove();
    }
    expect(docker('run', '--rm', name, 'python', '-c', 'import sys; print("%d.%d" % sys.version_info[:2])')).toBe(pythonVersion);
    // compiled as this Python compiles, and for it
    expect(docker('run', '--rm', ...STRICTLY, name, 'python', '-v', '-c', 'import fastapi, hello.main')).not.toMatch(COMPILED);
    expect(task(folder, 'docker:trace')).toMatch(/bytecode.txt: \d+ modules/);
    expect(read(folder, 'bytecode.txt')).toContain('fastapi.applications\n');
    expect(read(project(), 'Dockerfile')).toContain('--mount=type=bind,source=bytecode.txt,target=/tmp/bytecode.txt');
  });

  test('3.15 imports lazily in development, tests and production, with lazyImports', () => {
    const folder = synth(new PythonContainerProject({ name: 'lazy', outdir: newFolder(), pythonVersion: '3.15', lazyImports: true, projenrcTs: false }));
    task(folder, 'lock');
    task(folder, 'docker:build');
    task(folder, 'docker:build:dev');
    const loaded = (image: string, ...flags: string[]) => Number(docker('run', '--rm', ...flags, image, 'python', '-c', 'import lazy.main, sys; print(len(sys.modules))'));
    const [lazy, eager] = [loaded('lazy'), loaded('lazy', '--env=PYTHON_LAZY_IMPORTS=normal')];
    expect(lazy).toBeLessThan(eager * 0.8);
    expect(docker('run', '--rm', 'lazy:dev', 'sh', '-c', 'echo $PYTHON_LAZY_IMPORTS')).toBe('all');
    expect(task(folder, 'docker:test')).toContain('2 passed');
    expect(task(folder, 'docker:trace')).toMatch(/Startup: \d+ modules, [\d.]+ s; with lazy imports: \d+ modules, [\d.]+ s\./);
    // what is loaded later is compiled all the same
    expect(docker('run', '--rm', '--env=PYTHON_LAZY_IMPORTS=normal', 'lazy', 'python', '-v', '-c', 'import fastapi, lazy.main')).not.toMatch(COMPILED);
  });
});
