import { join } from 'path';
import { describeOnEngine, docker, inImage, run } from './engine';
import { edit, newFolder, projen, synth, task, write } from './workspace';
import { Framework, PythonContainerProject } from '../../src';

jest.setTimeout(600_000);

/** A builder that keeps what it builds to itself, unless it is told to load it. */
const BUILDER = 'script-container-builder';

describeOnEngine('a builder in a container, as default', () => {
  const environment = { ...process.env };

  beforeAll(() => {
    docker('buildx', 'create', `--name=${BUILDER}`, '--driver=docker-container', '--driver-opt=network=host');
    process.env.BUILDX_BUILDER = BUILDER;
  });

  afterAll(() => {
    process.env = environment;
    run('.', 'docker', 'buildx', 'rm', '--force', BUILDER);
  });

  test('sees that the certificates have changed', () => {
    const outdir = newFolder();
    const authority = join(outdir, '../authority.pem');
    const folder = synth(new PythonContainerProject({
      name: 'script-authority', outdir, framework: Framework.NONE, pytest: false, devRequirements: [], access: { caCertificates: { file: authority, atRuntime: true } },
    }));
    write(folder, '../authority.pem', '# one\n');
    task(folder, 'lock');
    for (const text of ['# one', '# two']) {
      write(folder, '../authority.pem', `${text}\n`);
      task(folder, 'docker:build');
      expect(inImage('script-authority', 'tail -n 1 /etc/ssl/certs/ca-certificates.crt')).toBe(text);
    }
  });

  test('builds the image that the next step runs: a test that fails now makes docker:test fail', () => {
    const folder = synth(new PythonContainerProject({ name: 'script-builder', outdir: newFolder(), framework: Framework.NONE }));
    task(folder, 'lock');
    expect(task(folder, 'docker:test')).toContain('1 passed');
    write(folder, 'tests/test_now.py', 'def test_now():\n    assert False\n');
    expect(projen(folder, 'docker:test')).toMatchObject({ status: 1, output: expect.stringContaining('1 failed, 1 passed') });
    task(folder, 'docker:build');
    const before = docker('image', 'inspect', '--format={{.Id}}', 'script-builder');
    edit(folder, 'app.py', 'import signal', 'import signal  # changed');
    task(folder, 'docker:build');
    expect(docker('image', 'inspect', '--format={{.Id}}', 'script-builder')).not.toBe(before);
  });
});
