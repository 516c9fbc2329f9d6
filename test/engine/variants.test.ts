import { dockle } from './dockle';
import { describeOnEngine, docker, imageConfig, inImage, RunningContainer, STRICTLY, succeed } from './engine';
import { pypiProgram } from './pypi';
import { addPoetrySource, HOST_PYTHON, newFolder, projen, read, synth, task, write } from './workspace';
import { BaseImage, PipInstaller, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager } from '../../src';

jest.setTimeout(600_000);

async function answers(image: string): Promise<void> {
  const container = new RunningContainer(image, ...STRICTLY, '--publish=127.0.0.1::8000');
  try {
    expect(await container.get(8000, '/health')).toEqual({ status: 200, body: '{"status":"ok"}' });
    await container.until(10, async () => expect(container.state().Health.Status).toBe('healthy'));
    expect(container.stop()).toBeLessThan(2);
  } finally {
    container.remove();
  }
}

/** What the requirements and the code add to the base image, in bytes. */
function added(image: string, base: string): number {
  docker('pull', '--quiet', base); // a build need not leave its base among the images
  const [size, baseSize] = [image, base].map(name => Number(docker('image', 'inspect', '--format={{.Size}}', name)));
  return size - baseSize;
}

const NO_TOOLS = 'find / -xdev -type f -name "uv" -o -xdev -type f -name "poetry*" -o -xdev -name "gcc*" -type f -perm -1 | grep -v "^/proc" || true';

describeOnEngine('the package manager', () => {
  test.each<[string, PythonContainerProjectOptions]>([
    ['with-uv', { name: 'with-uv', packageManager: PythonPackageManager.UV }],
    ['with-pip', { name: 'with-pip', installer: PipInstaller.PIP }],
    ['with-pip-and-uv', { name: 'with-pip-and-uv' }],
  ])('%s locks, installs, tests, and leaves nothing of itself in production', async (name, options) => {
    const folder = synth(new PythonContainerProject({ ...options, outdir: newFolder(), pythonVersion: HOST_PYTHON }));
    task(folder, 'lock');
    expect(projen(folder, 'lock:check')).toMatchObject({ status: 0 });
    task(folder, 'docker:build');
    await answers(name);
    expect(inImage(name, NO_TOOLS)).toBe('');
    expect(imageConfig(name).User).toBe('10001:10001');
    expect(added(name, `python:${HOST_PYTHON}-slim-trixie`)).toBeLessThan(20_000_000);
    expect(task(folder, 'docker:verify')).toContain('PASS');
    expect(dockle(name)).toEqual([]);
    expect(task(folder, 'docker:test')).toContain('2 passed');
    expect(task(folder, 'docker:lint')).toContain('no warnings found');
    expect(task(folder, 'test')).toContain('2 passed');
  });

  test('poetry locks from any index, installs, tests, and leaves nothing of itself in production', async () => {
    const folder = synth(new PythonContainerProject({ name: 'with-poetry', packageManager: PythonPackageManager.POETRY, outdir: newFolder() }));
    addPoetrySource(folder);
    task(folder, 'lock');
    expect(projen(folder, 'lock:check')).toMatchObject({ status: 0 });
    task(folder, 'docker:build');
    await answers('with-poetry');
    expect(inImage('with-poetry', NO_TOOLS)).toBe('');
    expect(imageConfig('with-poetry').User).toBe('10001:10001');
    expect(added('with-poetry', 'python:3.14-slim-trixie')).toBeLessThan(20_000_000);
    expect(task(folder, 'docker:verify')).toContain('PASS');
    expect(dockle('with-poetry')).toEqual([]);
    expect(task(folder, 'docker:test')).toContain('2 passed');
    expect(task(folder, 'docker:lint')).toContain('no warnings found');
  });
});

describeOnEngine('a distroless image', () => {
  test.each(['3.11', '3.13'])('runs what was built for Python %s, and has no shell', async (pythonVersion) => {
    const name = `distroless-${pythonVersion.replace('.', '')}`;
    const folder = synth(new PythonContainerProject({
      name, outdir: newFolder(), pythonVersion, packageManager: PythonPackageManager.UV, baseImage: BaseImage.distroless(),
    }));
    task(folder, 'lock');
    task(folder, 'docker:build');
    await answers(name);
    expect(imageConfig(name)).toMatchObject({ User: '65532:65532', Entrypoint: null });
    expect(() => inImage(name, 'true')).toThrow(/sh.*not found|no such file/);
    expect(docker('run', '--rm', name, 'python', '--version')).toContain(pythonVersion);
    expect(task(folder, 'docker:test')).toContain('2 passed');
    expect(task(folder, 'docker:verify')).toContain('PASS');
    expect(dockle(name)).toEqual([]);
    expect(task(folder, 'docker:lint')).toContain('no warnings found');
  });
});

describeOnEngine('checkov', () => {
  test.each<[string, Partial<PythonContainerProjectOptions>]>([
    ['a slim image', { buildPackages: ['gcc'], runtimePackages: ['libpq5'], sdists: ['netifaces'] }],
    ['a distroless image', { baseImage: BaseImage.distroless(), packageManager: PythonPackageManager.UV }],
    ['an Alpine image', { baseImage: BaseImage.alpine(), packageManager: PythonPackageManager.POETRY, buildPackages: ['gcc'] }],
  ])('finds nothing in the Dockerfile of %s', (_name, options) => {
    const folder = synth(new PythonContainerProject({ name: 'checked', outdir: newFolder(), ...options }));
    const report = succeed(folder, pypiProgram('checkov==3.3.30', 'checkov'),
      '--skip-download', '--compact', '--framework=dockerfile', '--file=Dockerfile');
    expect(report).toMatch(/Passed checks: [1-9]\d*, Failed checks: 0, Skipped checks: 0/);
  });
});

describeOnEngine('an alpine image', () => {
  test('passes the checks; there is no Alpine here to build it on', () => {
    const folder = synth(new PythonContainerProject({
      name: 'alpine', outdir: newFolder(), baseImage: BaseImage.alpine(), buildPackages: ['gcc'], runtimePackages: ['libpq~17'],
    }));
    // the frontend checks what it can read; the image's own configuration it cannot
    write(folder, 'check.Dockerfile', read(folder, 'Dockerfile').replace(/python:3.14-alpine3.22/g, 'python:3.14-slim-trixie'));
    expect(docker('build', '--check', `--file=${folder}/check.Dockerfile`, folder)).toContain('no warnings found');
    task(folder, 'lock');
    expect(projen(folder, 'docker:lint').output).not.toMatch(/DL\d{4}/);
  });
});
