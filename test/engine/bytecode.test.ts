import { rmSync } from 'fs';
import { join } from 'path';
import { describeOnEngine, docker, inImage, run, RunningContainer, STRICTLY, succeed } from './engine';
import { Registry } from './registry';
import { edit, newFolder, projen, read, shareTools, synth, task, withoutPython, write } from './workspace';
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

/** Publishes a commit, and the commit with one byte changed; whoever has git, Docker and Node.js can tell one from the other. */
function checkPublished(folder: string, image: string): void {
  const git = (...argv: string[]) => succeed(folder, 'git', '-c', 'user.name=Acme', '-c', 'user.email=acme@example.com', ...argv).trim();
  rmSync(join(folder, '.projen/tools')); // a link of the tests, which git would not ignore
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=1.2');
  const commit = git('rev-parse', 'HEAD');
  task(folder, 'docker:push', '1.2');
  edit(folder, 'pushed/main.py', 'Changed in', 'changed in');
  expect(task(folder, 'docker:push', 'changed', `--annotation=org.opencontainers.image.revision=${commit}`)).toContain('There are changes that are not committed');

  const clone = newFolder('clone');
  succeed(clone, 'git', 'clone', '--quiet', folder, '.');
  const { PATH } = process.env;
  shareTools(clone);
  withoutPython(clone);
  try {
    expect(run(clone, 'node', '.projen/container.cjs', 'reproduce', `${image}:1.2`)).toEqual({ status: 0, output: expect.stringContaining(`is what the commit ${commit} makes`) });
    const { status, output } = run(clone, 'node', '.projen/container.cjs', 'reproduce', `${image}:changed`);
    expect({ status, output }).toEqual({ status: 1, output: expect.stringMatching(/: app\/pushed\/main\.py has other content of the same /) });
    expect(output).toContain(`Different: ${image}:changed is not what the commit ${commit} makes here.`);
  } finally {
    process.env.PATH = PATH;
  }
  expect(succeed(clone, 'git', 'status', '--porcelain', '--ignored')).toBe('');

  shareTools(folder);
  task(folder, 'docker:report', `${image}:changed`, '--against=1.2');
  const name = (ending: string) => `image-checks/${image.replace(/[/:]/g, '-')}-changed.${ending}`;
  expect(read(folder, name('md'))).toMatch(/1 of its layers is new[^]*imported \d{3} modules in \d+ ms[^]*`fastapi` \|/);
  expect(task(folder, 'docker:sbom', `${image}:changed`)).toMatch(/ has \d+ components\./);
  expect(JSON.parse(read(folder, name('cdx.json'))).components).toContainEqual(expect.objectContaining({ name: 'fastapi', type: 'library' }));
}

describeOnEngine('docker:push', () => {
  test('pushes tags and annotations; after a change of code, only the layer of the code; anyone can check it', () => {
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
      checkPublished(folder, image);
    } finally {
      registry.remove();
    }
  });
});
