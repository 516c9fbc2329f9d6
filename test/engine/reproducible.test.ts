import { cpSync } from 'fs';
import { join } from 'path';
import { describeOnEngine, docker, succeed } from './engine';
import { addPoetrySource, newFolder, read, synth, task, write } from './workspace';
import { BaseImage, PipInstaller, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager } from '../../src';

jest.setTimeout(900_000);

/** Writes what differs from run to run: dates, modes, bytecode, and files in the order of a set. */
const MAKE = `
import os, pathlib, time
static = pathlib.Path("static")
for name in {f"{number}.txt" for number in range(30)}:
    static.mkdir(exist_ok=True)
    (static / name).write_text(name)
(static / "words.css").write_text(" ".join({"a", "set", "of", "words"}))
os.chmod(static / "words.css", 0o600 + int(time.time()) % 8)
pathlib.Path("same/made/__pycache__").mkdir(parents=True)
pathlib.Path("same/made/__init__.py").write_text("VALUE = 1\\n")
pathlib.Path("same/made/__pycache__/__init__.cpython-314.pyc").write_text(str(time.time()))
`;

/** Builds without cache and returns the folder that has the image as files. */
function build(folder: string, compression: string, ...flags: string[]): string {
  const layout = newFolder('layout');
  const output = `--output=type=oci,compression=${compression},force-compression=true,dest=${join(layout, 'image.tar')}`;
  succeed(folder, 'docker', 'buildx', 'build', '--provenance=false', output, ...flags, '.');
  succeed(layout, 'tar', '--extract', '--file=image.tar');
  return layout;
}

interface Manifest {
  readonly digest: string;
  readonly layers: string[];
}

function manifest(layout: string): Manifest {
  const blob = (digest: string) => join('blobs', digest.replace(':', '/'));
  const { digest } = JSON.parse(read(layout, 'index.json')).manifests[0];
  return { digest, layers: JSON.parse(read(layout, blob(digest))).layers.map((layer: { digest: string }) => join(layout, blob(layer.digest))) };
}

/** What is in a layer: dates, modes, owners, names and contents, one file a line. */
function listing(layer: string): string[] {
  const entries = succeed('.', 'tar', '--list', '--verbose', '--full-time', '--numeric-owner', `--file=${layer}`);
  const contents = succeed('.', 'tar', '--extract', `--file=${layer}`, '--to-command=echo "$TAR_FILENAME $(sha256sum)"');
  return `${entries}${contents}`.split('\n');
}

/** The files in which two images differ, with the layer that they are in. */
function differences(one: Manifest, other: Manifest): string[] {
  return one.layers.flatMap((layer, index) => {
    const [lines, others] = [listing(layer), listing(other.layers[index])];
    return [...lines.filter(line => !others.includes(line)), ...others.filter(line => !lines.includes(line))].map(line => `layer ${index}: ${line}`);
  });
}

describeOnEngine('the same sources', () => {
  const builder = `reproducible-${process.pid}`;
  const { PATH } = process.env;

  beforeAll(() => {
    // another BuildKit, with caches of its own, in the network that the engine is in
    docker('buildx', 'create', `--name=${builder}`, '--driver=docker-container', '--driver-opt=network=host');
  });

  afterAll(() => {
    process.env.PATH = PATH;
    docker('buildx', 'rm', '--force', builder);
  });

  test.each<[string, Partial<PythonContainerProjectOptions>]>([
    ['pip', { installer: PipInstaller.PIP, runtimePackages: ['libpq5'] }],
    // netifaces has no wheel for this Python: it is compiled
    ['uv', {
      packageManager: PythonPackageManager.UV,
      requirements: ['netifaces'],
      sdists: ['netifaces'],
      buildPackages: ['gcc', 'libc6-dev'],
      buildCommands: [{ command: ['python', '-c', MAKE], outputs: ['static', 'same/made'] }],
    }],
    ['poetry', { packageManager: PythonPackageManager.POETRY }],
    ['distroless', { packageManager: PythonPackageManager.UV, baseImage: BaseImage.distroless() }],
  ])('make the same image with %s, on two daemons, from two checkouts', (name, options) => {
    const folder = synth(new PythonContainerProject({ name: `same-${name}`, moduleName: 'same', outdir: newFolder(), ...options }));
    if (name === 'poetry') {
      addPoetrySource(folder);
    }
    task(folder, 'lock');
    const checkout = newFolder('checkout');
    cpSync(folder, checkout, { recursive: true, filter: path => !path.includes('.projen/tools') });
    succeed(checkout, 'find', '.', '-exec', 'touch', '--date=2021-02-03', '{}', '+');
    succeed(checkout, 'chmod', '--recursive', 'go-rwx', 'same', 'tests');
    write(checkout, 'same/__pycache__/main.cpython-314.pyc', 'left behind');
    if (options.buildCommands) {
      write(checkout, 'same/made/left.txt', 'behind');
    }

    const other = ['--no-cache', `--builder=${builder}`];
    const [one, two] = [manifest(build(folder, 'zstd', '--no-cache')), manifest(build(checkout, 'zstd', ...other))];
    if (one.digest !== two.digest) {
      // from the caches of these builds, as tar can read it
      const files = [manifest(build(folder, 'uncompressed')), manifest(build(checkout, 'uncompressed', `--builder=${builder}`))];
      expect(differences(files[0], files[1])).toEqual([]);
    }
    expect(two.digest).toBe(one.digest);
  });
});
