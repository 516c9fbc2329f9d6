import { describeOnEngine, docker, inImage, RunningContainer, STRICTLY } from './engine';
import { Registry } from './registry';
import { edit, newFolder, projen, read, synth, task, write } from './workspace';
import { Bytecode, PythonContainerProject } from '../../src';

jest.setTimeout(600_000);

/** How many bytecode files an image has below a folder, and of which kinds they are (PEP 552): 1 is a hash that nobody checks, 3 one that Python checks. */
function bytecode(image: string, folder: string): { files: number; kinds: string } {
  const count = 'import glob, sys; f = glob.glob(sys.argv[1] + "/**/*.pyc", recursive=True); print(len(f), *sorted({open(n, "rb").read(8)[4] for n in f}))';
  const [files, ...kinds] = docker('run', '--rm', image, 'python', '-c', count, folder).split(' ');
  return { files: Number(files), kinds: kinds.join(' ') };
}

describeOnEngine('bytecode', () => {
  test('is compiled for the modules that importing the requirements loads; with a trace, for the modules that a start loads', async () => {
    const outdir = newFolder();
    const project = () => synth(new PythonContainerProject({ name: 'traced', outdir, projenrcTs: false }));
    const folder = project();
    task(folder, 'lock');
    task(folder, 'docker:build');
    for (const [place, kinds] of [['/usr/local/lib/python3.14', '1'], ['/opt/venv', '1'], ['/app', '3']]) {
      expect(bytecode('traced', place)).toEqual({ files: expect.any(Number), kinds });
    }
    const imported = bytecode('traced', '/opt/venv').files;

    expect(task(folder, 'docker:trace')).toMatch(/bytecode.txt: \d+ modules/);
    const names = read(folder, 'bytecode.txt').split('\n');
    expect(names).toEqual(expect.arrayContaining(['asyncio.base_events', 'fastapi.applications', 'uvicorn.protocols.http.httptools_impl']));
    write(folder, 'bytecode.txt', `${names.join('\n')}gone.from.the.lock\n`);
    project(); // the list is there now
    // anew, because the same list may have been built before
    expect(task(folder, 'docker:build', '--progress=plain', '--no-cache-filter=layers')).toContain('layers: ');
    expect(bytecode('traced', '/opt/venv').files).not.toBe(imported);
    expect(inImage('traced', 'ls /opt/venv/lib/python3.14/site-packages/uvicorn/protocols/http/__pycache__')).toContain('httptools_impl');
    const container = new RunningContainer('traced', ...STRICTLY, '--publish=127.0.0.1::8000');
    try {
      expect(await container.get(8000, '/health')).toMatchObject({ status: 200 });
    } finally {
      container.remove();
    }
  });

  test('is not compiled with Bytecode.NONE', () => {
    const folder = synth(new PythonContainerProject({ name: 'without-bytecode', outdir: newFolder(), bytecode: Bytecode.NONE }));
    task(folder, 'lock');
    task(folder, 'docker:build');
    expect(bytecode('without-bytecode', '/opt/venv').files + bytecode('without-bytecode', '/app').files).toBe(0);
  });
});

describeOnEngine('docker:push', () => {
  test('pushes tags and annotations; after a change of code, only the layer of the code', () => {
    const registry = new Registry();
    try {
      const image = `${registry.host}/acme/pushed`;
      const folder = synth(new PythonContainerProject({ name: 'pushed', outdir: newFolder(), imageName: image }));
      task(folder, 'lock');
      task(folder, 'docker:push', '1.0', 'latest');
      const layers = (tag: string): string[] => {
        const index = JSON.parse(docker('buildx', 'imagetools', 'inspect', '--raw', `${image}:${tag}`));
        expect(JSON.stringify(index)).toContain('attestation-manifest');
        const digest = index.manifests.find((entry: { platform: { os: string } }) => entry.platform.os === 'linux').digest;
        const manifest = JSON.parse(docker('buildx', 'imagetools', 'inspect', '--raw', `${image}@${digest}`));
        expect(manifest.annotations).toMatchObject({ 'org.opencontainers.image.version': tag });
        // as they are before compression: BuildKit takes what it has compressed already, for another test with zstd perhaps
        return JSON.parse(docker('buildx', 'imagetools', 'inspect', '--format={{json .Image}}', `${image}@${digest}`)).rootfs.diff_ids;
      };
      const before = layers('1.0');
      edit(folder, 'pushed/main.py', 'Hello from', 'Changed in');
      task(folder, 'docker:push', '1.1');
      const after = layers('1.1');
      expect(after.map((layer, index) => layer === before[index])).toEqual(before.map((_, index) => index !== before.length - 2)); // the last one is empty
      expect(projen(folder, 'docker:push', '2.0', '--no-such-flag')).not.toMatchObject({ status: 0 });
    } finally {
      registry.remove();
    }
  });
});
