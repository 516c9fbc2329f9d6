import { spawnSync } from 'child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Project, python } from 'projen';
import { installFake } from './tools';
import { Framework, ImageDigests, PythonContainer, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager, UvWorkspace } from '../../src';
import { newFolder } from '../synth';

/** Programs that are started get the variables that a test has set, which jest keeps to itself, and print to nobody. */
jest.mock('child_process', () => {
  const actual: typeof import('child_process') = jest.requireActual('child_process');
  const withVariables = (start: (program: string, argv: string[], options: object) => unknown) =>
    (program: string, argv: string[], options: { readonly env?: object }) => start(program, argv, { ...options, stdio: 'pipe', env: options.env ?? process.env });
  return { ...actual, spawnSync: withVariables(actual.spawnSync), execFileSync: withVariables(actual.execFileSync) };
});

const DIGEST = `sha256:${'a'.repeat(64)}`;
const HASH = `sha256:${'0'.repeat(64)}`;

/** uv that writes down that it was called, and makes a lock of its input. */
const UV = `#!/bin/sh
echo "$@" >>"$LOG"
test "$1 $2" = 'python find' && exit
case "$*" in *--output-file=pylock.toml*) exit; esac
if test "$1" = lock; then touch uv.lock; exit; fi
for argument; do case $argument in --output-file=*) output=\${argument#*=};; *.in) input=$argument;; esac; done
if grep -q impossible $input; then echo 'Because you require impossible, no' >&2; exit 1; fi
{ echo "# --output-file=$output $input"; sed -n 's/^[a-z].*/&==1 --hash=${HASH}/p' $input; } >$output
`;
const DOCKER = `#!/bin/sh
echo "docker $@" >>"$LOG"
case "$*" in 'buildx version') exit;; *gone:*) echo 'not found' >&2; exit 1;; *inspect*) echo '"${DIGEST}"';; *) exit 1;; esac
`;

const environment = process.env;
/** What the programs were asked. */
let log: string;

beforeEach(() => {
  log = join(newFolder(), 'log');
  const bin = newFolder();
  writeFileSync(join(bin, 'docker'), DOCKER, { mode: 0o755 });
  for (const program of ['node', 'git', 'sh', 'sed', 'grep', 'touch']) {
    symlinkSync(spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim(), join(bin, program));
  }
  // what a person has
  process.env = { ...environment, PATH: bin, LOG: log, CI: '', NODE_ENV: 'production' };
});

afterEach(() => {
  process.env = environment;
});

function asked(): string[] {
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
}

/** What was asked, in short: the images, and the locks. */
function made(): string[] {
  return asked().filter(line => !line.includes('pylock.toml')).flatMap(line => /Digest}} (\S+)$/.exec(line)?.[1] ?? /--output-file=(\S+)/.exec(line)?.[1] ?? (line === 'lock' ? 'uv.lock' : []));
}

function service(outdir: string, options: Partial<PythonContainerProjectOptions> = {}): PythonContainerProject {
  return new PythonContainerProject({
    name: 'x', outdir, framework: Framework.NONE, pytest: false, sample: false, sources: ['.'], projenrcTs: false, requirements: ['a'], ...options,
  });
}

/** Synthesizes as a person's machine does, and returns the warnings. */
function synthesize(project: Project, owner = project): string[] {
  const warn = jest.spyOn(project.logger, 'warn').mockImplementation();
  jest.spyOn(project.logger, 'info').mockImplementation();
  installUv(owner.outdir);
  project.synth();
  return warn.mock.calls.map(([message]) => message);
}

/** Puts the stand-in where the script looks for uv. */
function installUv(folder: string): void {
  installFake(folder, 'uv', UV, readFileSync(join(__dirname, '../../src/tools/uv.txt'), 'utf8'));
}

function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

const IMAGES = ['docker/dockerfile:1', 'python:3.14-slim-trixie', 'ghcr.io/astral-sh/uv:0.13.9'];
const LOCKS = ['requirements.txt', 'requirements-dev.txt'];

test('a synth makes missing digests and lock files, and the next synth uses no network', () => {
  const outdir = newFolder();
  expect(synthesize(service(outdir))).toEqual([]);
  expect(made()).toEqual([...IMAGES, ...LOCKS]);
  expect(read(outdir, 'requirements.txt')).toContain('a==1');
  expect(read(outdir, 'Dockerfile')).toContain(`FROM python:3.14-slim-trixie@${DIGEST} AS base`);
  const before = asked().length;
  expect(synthesize(service(outdir))).toEqual([]);
  expect(asked()).toHaveLength(before);
});

test('a synth makes outdated lock files again, and keeps existing digests', () => {
  const outdir = newFolder();
  synthesize(service(outdir));
  const before = made().length;
  expect(synthesize(service(outdir, { requirements: ['a', 'b'], pythonVersion: '3.13' }))).toEqual([]);
  expect(made().slice(before)).toEqual(['python:3.13-slim-trixie', ...LOCKS]);
  expect(read(outdir, 'requirements.txt')).toContain('b==1');
});

test.each<[string, { [name: string]: string }, Partial<PythonContainerProjectOptions>]>([
  ['in CI', { CI: 'true' }, {}],
  ['in a test', { NODE_ENV: 'test' }, {}],
  ['where the option says so', {}, { autoLock: false }],
])('%s, a synth uses no network, and says what to run', (_name, variables, options) => {
  Object.assign(process.env, variables);
  expect(synthesize(service(newFolder(), options))).toEqual([
    `no digest for ${IMAGES.join(', ')}: run "npx projen docker:pin".`,
    'Dockerfile: lock: requirements.txt and requirements-dev.txt missing: run "npx projen lock".',
  ]);
  expect(asked()).toEqual([]);
});

test('--no-post uses no network', () => {
  process.env.PROJEN_DISABLE_POST = 'true';
  expect(synthesize(service(newFolder()))).toEqual([`no digest for ${IMAGES.join(', ')}: run "npx projen docker:pin".`]);
  expect(asked()).toEqual([]);
});

test('a new project is locked and pinned, in CI too', () => {
  Object.assign(process.env, { CI: 'true', PROJEN_CREATE_PROJECT: 'true' });
  expect(synthesize(service(newFolder(), { autoLock: false, imageDigests: ImageDigests.REQUIRE }))).toEqual([]);
  expect(made()).toEqual([...IMAGES, ...LOCKS]);
});

test('a failure keeps the old lock files, and one line for each says what to run', () => {
  const outdir = newFolder();
  synthesize(service(outdir));
  const before = LOCKS.map(path => read(outdir, path));
  expect(synthesize(service(outdir, { requirements: ['impossible'], imageRegistry: 'gone:1' }))).toEqual([
    'Dockerfile: lock: requirements.txt and requirements-dev.txt outdated, because the requirements have changed: run "npx projen lock".',
    `no digest for ${IMAGES.map(image => `gone:1/${image.replace(/^ghcr.io\//, '')}`).join(', ')}: run "npx projen docker:pin".`,
  ]);
  expect(LOCKS.map(path => read(outdir, path))).toEqual(before);
});

test('an image that is gone leaves the others their digests', () => {
  const outdir = newFolder();
  const project = service(outdir);
  project.container.dockerfile.addStage('old', { image: 'gone:1' });
  expect(synthesize(project).filter(line => line.includes('digest'))).toEqual(['no digest for gone:1: run "npx projen docker:pin".']);
  expect(read(outdir, 'Dockerfile')).toContain(`FROM python:3.14-slim-trixie@${DIGEST} AS base`);
});

test('required digests are made, and are an error where that fails', () => {
  const outdir = newFolder();
  expect(synthesize(service(outdir, { imageDigests: ImageDigests.REQUIRE }))).toEqual([]);
  expect(read(outdir, 'Dockerfile')).toContain(`FROM python:3.14-slim-trixie@${DIGEST} AS base`);
  const project = service(outdir, { imageDigests: ImageDigests.REQUIRE });
  project.container.dockerfile.addStage('old', { image: 'gone:1' });
  expect(() => synthesize(project)).toThrow('imageDigests: no digest for gone:1: run "npx projen docker:pin".');
  process.env.CI = 'true';
  expect(() => synthesize(service(newFolder(), { imageDigests: ImageDigests.REQUIRE }))).toThrow('Dockerfile: image-digest: imageDigests: no digest for');
});

test('several containers and sub-projects make each lock once, and the digests of the tree at once', () => {
  const root = new Project({ name: 'shop', outdir: newFolder() });
  const a = service('a', { parent: root, name: 'first' });
  new PythonContainer(a, { name: 'worker', command: ['python', 'a.py'], sources: ['.'] });
  new PythonContainer(a, { name: 'other', requirements: ['b'], command: ['python', 'a.py'], sources: ['.'], framework: Framework.NONE, pytest: false });
  const b = service('b', { parent: root, autoLock: false });
  installUv(a.outdir);
  installUv(b.outdir);
  expect(synthesize(root).map(line => line.split(':')[0])).toEqual(['no digest for docker/dockerfile', 'b/Dockerfile']);
  expect(made()).toEqual([...IMAGES, ...LOCKS, 'requirements.other.txt', 'requirements-dev.other.txt']);
  expect(read(a.outdir, 'Dockerfile.worker')).toContain(`@${DIGEST} AS base`);
  expect(read(b.outdir, 'Dockerfile')).not.toContain(DIGEST);
});

test('the lock of a workspace is made where it is, once', () => {
  const root = new Project({ name: 'shop', outdir: newFolder() });
  root.defaultTask!.exec('true');
  new UvWorkspace(root);
  for (const outdir of ['shop-a', 'shop-b']) {
    service(outdir, { name: outdir, parent: root, packageManager: PythonPackageManager.UV });
  }
  expect(synthesize(root)).toEqual([]);
  expect(made()).toEqual([...IMAGES, 'uv.lock']);
  expect(existsSync(join(root.outdir, 'uv.lock'))).toBe(true);
});

test('a machine without the programs that it takes is no error', () => {
  const outdir = newFolder();
  process.env.PATH = join(outdir, 'empty');
  const warnings = synthesize(service(outdir));
  expect(warnings).toHaveLength(2);
  expect(warnings.join('\n')).toMatch(/run "npx projen lock"[^]*run "npx projen docker:pin"/);
});

test('a projen PythonProject is locked too', () => {
  process.env.PROJEN_DISABLE_POST = 'true'; // its own step installs
  const project = new python.PythonProject({
    name: 'x', moduleName: 'x', version: '0', authorName: 'a', authorEmail: 'a@example.com', outdir: newFolder(), github: false, sample: false, pytest: false,
  });
  new PythonContainer(project, { sources: ['.'] });
  synthesize(project);
  delete process.env.PROJEN_DISABLE_POST;
  const autoLock = project.root.components.find(component => component.constructor.name === 'AutoLock')!;
  autoLock.postSynthesize();
  expect(made()).toEqual([...IMAGES, 'requirements.lock', 'requirements-dev.lock']);
});
