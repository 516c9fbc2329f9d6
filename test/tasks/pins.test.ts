import { spawn, spawnSync } from 'child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { SCRIPT } from './tools';
import { newFolder } from '../synth';

const [A, B, C] = ['a', 'b', 'c'].map(letter => `sha256:${letter.repeat(64)}`);

/** Asks a folder of files for digests, and writes down for which images it was asked. */
const INSPECT = `echo "$image" >>asked.log
file=registry/$(echo "$image" | tr / _)
if [ -e $file ]; then cat $file; else echo "ERROR: $image: not found" >&2; exit 1; fi
`;
const DOCKER = `#!/bin/sh
case "$*" in 'buildx version') exit;; 'buildx imagetools inspect --format {{json .Manifest.Digest}} '*) image=$6;; *) exit 9;; esac
${INSPECT}`;
const SKOPEO = `#!/bin/sh
case "$*" in --version) exit;; 'inspect --format {{.Digest}} docker://'*) image=\${4#docker://};; *) exit 9;; esac
${INSPECT}`;
const CRANE = `#!/bin/sh
case "$*" in version) exit;; 'digest '*) image=$2;; *) exit 9;; esac
${INSPECT}`;
const WITHOUT_BUILDX = '#!/bin/sh\nexit 1\n';

let folder: string;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** Lets the tags of images stand for digests. */
function registry(images: { [image: string]: string }): void {
  Object.entries(images).forEach(([image, digest]) => write(`registry/${image.replace(/\//g, '_')}`, `"${digest}"\n`));
}

/** A folder with these programs, and with what they are made of. */
function binFolder(programs: { [name: string]: string }): string {
  const bin = newFolder();
  Object.entries(programs).forEach(([name, text]) => writeFileSync(join(bin, name), text, { mode: 0o755 }));
  for (const program of ['sh', 'cat', 'tr', 'sleep']) {
    symlinkSync(spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim(), join(bin, program));
  }
  return bin;
}

function scriptWith(programs: { [name: string]: string }, ...argv: string[]) {
  const options = { cwd: folder, encoding: 'utf8', env: { PATH: binFolder(programs) } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['.projen/container.cjs', ...argv], options);
  return { status, stdout, stderr };
}

function script(...argv: string[]) {
  return scriptWith({ docker: DOCKER }, ...argv);
}

/** What the script makes of a Dockerfile. */
function pinned(text: string): string {
  write('Dockerfile', text);
  expect(script('docker:pin')).toMatchObject({ status: 0, stderr: '' });
  return read('Dockerfile');
}

/** Every file of the folder but those of the test itself. */
function files(): { [path: string]: string } {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => !/^(registry|asked)/.test(file));
  return Object.fromEntries(paths.filter(file => statSync(join(folder, file)).isFile()).map(file => [file, read(file)]));
}

beforeEach(() => {
  folder = newFolder();
  mkdirSync(join(folder, '.projen'));
  copyFileSync(SCRIPT, join(folder, '.projen/container.cjs'));
  write('.projen/container.json', JSON.stringify({ tools: {}, locks: [] }));
  registry({ 'python:3': A, 'docker/dockerfile:1': B, 'ghcr.io/acme/uv:1': C });
});

test('docker:pin gives every image the digest of its tag, and says what changed', () => {
  const text = (frontend: string, python: string, uv: string) =>
    `# syntax=docker/dockerfile:1${frontend}\nFROM python:3${python} AS a\nFROM ghcr.io/acme/uv:1@${uv} AS uv\nFROM python:3${python}\nFROM a\n`;
  write('Dockerfile', text('', '', A));
  expect(script('docker:pin')).toEqual({
    status: 0, stderr: '', stdout: `Dockerfile: docker/dockerfile:1 ${B}\nDockerfile: python:3 ${A}\nDockerfile: ghcr.io/acme/uv:1 ${A} -> ${C}\n`,
  });
  expect(read('Dockerfile')).toBe(text(`@${B}`, `@${A}`, C));
  expect(read('asked.log')).toBe('docker/dockerfile:1\npython:3\nghcr.io/acme/uv:1\n');
  expect(script('docker:pin')).toEqual({ status: 0, stderr: '', stdout: 'All images have the current digests of their tags.\n' });
});

test.each([
  ['from python:3 as base\nfrom base', `from python:3@${A} as base\nfrom base`],
  ['FROM --platform=linux/arm64 python:3 AS Base\nFROM base\n', `FROM --platform=linux/arm64 python:3@${A} AS Base\nFROM base\n`],
  [
    '# check=x\r\n# syntax = docker/dockerfile:1\r\nFROM python:3\r\nRUN a \\\r\n  && b\r\n',
    `# check=x\r\n# syntax = docker/dockerfile:1@${B}\r\nFROM python:3@${A}\r\nRUN a \\\r\n  && b\r\n`,
  ],
  ['FROM \\\n  python:3 \\\n  AS base\nFROM base\n', `FROM \\\n  python:3@${A} \\\n  AS base\nFROM base\n`],
  ['FROM python:3 AS python\nFROM python\nFROM scratch\n', `FROM python:3@${A} AS python\nFROM python\nFROM scratch\n`],
])('docker:pin reads %j', (text, result) => {
  expect(pinned(text)).toBe(result);
});

test.each([
  '# FROM python:3\nARG VERSION\nFROM python:${VERSION}\nFROM $IMAGE\n', 'FROM scratch\n# syntax=docker/dockerfile:1\n',
  `FROM python@${B}\n`, `FROM python:3@sha512:${'a'.repeat(128)}\n`, 'FROM scratch\nRUN psql -c "SELECT a \\\n# why\n\nFROM python:3"\n',
  'FROM scratch\nRUN <<EOF cat\nFROM python:3\nEOF\nCOPY <<-"A" <<B /x/\nFROM python:3\n\tA\nFROM python:3\nB\nRUN python:3\n',
  '{{ FROM }}\n',
])('docker:pin leaves alone %j', text => {
  expect(pinned(text)).toBe(text);
  expect(existsSync(join(folder, 'asked.log'))).toBe(false);
});

test.each([
  ['COPY --chown=1 --from=python:3 /a /b', 'python:3'],
  ['COPY \\\n  --from=ghcr.io/acme/uv /a /b', 'ghcr.io/acme/uv'],
  ['run --network=none --mount=type=bind,from=python:3,target=/a ls', 'python:3'],
])('an image that no stage names is reported: %j', (line, image) => {
  const text = `FROM scratch AS a\nCOPY --from=a / /\nCOPY --from=0 / /\nCOPY --from=python:3@${A} / /\nRUN a --from=b:1\n`;
  const report = `Dockerfile: --from=${image} cannot be pinned. Add a stage that starts from the image, and use that.\n`;
  write('Dockerfile', text);
  expect(script('docker:pin:check')).toMatchObject({ status: 0 });
  write('Dockerfile', `${text}${line}\n`);
  expect(script('docker:pin')).toEqual({ status: 0, stdout: 'All images have the current digests of their tags.\n', stderr: report });
  expect(script('docker:pin:check')).toEqual({ status: 1, stdout: '', stderr: report });
  expect(read('Dockerfile')).toBe(`${text}${line}\n`);
});

test('what looks like a here-document, and does not end, is none', () => {
  expect(pinned('FROM scratch\nRUN echo $(( 1 <<EOF ))\nFROM python:3\n')).toContain(`FROM python:3@${A}`);
});

test('docker:pin reaches every Dockerfile of the tree, and no other file', () => {
  const pins = ['Dockerfile', 'Dockerfile.worker', 'services/api/Dockerfile', 'services/api/web.Dockerfile', 'dist/Dockerfile'];
  const leaves = [
    'node_modules/a/Dockerfile', 'services/node_modules/Dockerfile', '.venv/Dockerfile', '.git/Dockerfile', '.projen/tools/Dockerfile',
    '.hidden/Dockerfile', 'Dockerfile.dockerignore', 'web.Dockerfile.dockerignore', 'Dockerfiles', 'docs/MyDockerfile', '.Dockerfile', 'Dockerfile.d/x',
  ];
  [...pins, ...leaves].forEach(file => write(file, 'FROM python:3\n'));
  symlinkSync(newFolder(), join(folder, 'link'));
  writeFileSync(join(folder, 'link/Dockerfile'), 'FROM python:3\n');
  expect(script('docker:pin')).toMatchObject({ status: 0 });
  expect(pins.map(read)).toEqual(pins.map(() => `FROM python:3@${A}\n`));
  expect([...leaves, 'link/Dockerfile'].map(read)).toEqual([...leaves, 'link/Dockerfile'].map(() => 'FROM python:3\n'));
  expect(read('asked.log')).toBe('python:3\n'); // once
});

test('docker:pin takes names, with or without tag and registry', () => {
  const text = '# syntax=docker/dockerfile:1\nFROM python:3\nFROM ghcr.io/acme/uv:1\nFROM gone:1\n';
  const uv = 'ghcr.io/acme/uv:1';
  for (const [name, line] of [['uv', uv], ['acme/uv:1', uv], ['ghcr.io/acme/uv', uv], ['python:3', 'python:3']]) {
    write('Dockerfile', text);
    expect(script('docker:pin', name)).toMatchObject({ status: 0, stdout: expect.stringMatching(new RegExp(`^Dockerfile: ${line} sha256:\\w+\n$`)) });
  }
  for (const name of ['v', 'python:2', 'thon']) {
    expect(script('docker:pin', 'python', name)).toMatchObject({
      status: 1, stderr: `${name} is not an image that could get a digest here. The images are: docker/dockerfile:1, python:3, ghcr.io/acme/uv:1, gone:1\n`,
    });
  }
});

test('docker:pin leaves alone what the config has pinned', () => {
  write('.projen/container.json', JSON.stringify({ tools: {}, locks: [], fixedImages: { 'a/Dockerfile': [`python:3@${B}`] } }));
  write('a/Dockerfile', `FROM python:3@${B}\n`);
  write('b/Dockerfile', `FROM python:3@${B}\n`);
  expect(script('docker:pin')).toMatchObject({ status: 0, stdout: `${join('b', 'Dockerfile')}: python:3 ${B} -> ${A}\n` });
  expect(script('docker:pin:check')).toMatchObject({ status: 0 });
});

test('the files keep their modes, and nothing is left beside them', () => {
  write('Dockerfile', 'FROM python:3\n');
  chmodSync(join(folder, 'Dockerfile'), 0o444);
  expect(script('docker:pin')).toMatchObject({ status: 0 });
  expect(statSync(join(folder, 'Dockerfile')).mode.toString(8)).toBe('100444');
  expect(Object.keys(files()).sort()).toEqual(['.projen/container.cjs', '.projen/container.json', 'Dockerfile']);
});

test('an image that is not found leaves the others their digests, and is an error at the end', () => {
  const problems = ['gone:1', 'gone:2'].map(image => `${image}: docker found no digest: ERROR: ${image}: not found\n`).join('');
  write('legacy/Dockerfile', 'FROM gone:1\nFROM ghcr.io/acme/uv:1\nFROM gone:2\n');
  write('z/Dockerfile', 'FROM python:3\n');
  expect(script('docker:pin')).toEqual({
    status: 1, stderr: problems, stdout: `${join('legacy', 'Dockerfile')}: ghcr.io/acme/uv:1 ${C}\n${join('z', 'Dockerfile')}: python:3 ${A}\n`,
  });
  expect([read('legacy/Dockerfile'), read('z/Dockerfile')]).toEqual([`FROM gone:1\nFROM ghcr.io/acme/uv:1@${C}\nFROM gone:2\n`, `FROM python:3@${A}\n`]);
  const before = files();
  expect(script('docker:pin')).toEqual({ status: 1, stderr: problems, stdout: '' });
  expect(script('docker:pin:check')).toEqual({ status: 1, stderr: problems, stdout: '' });
  expect(files()).toEqual(before);
});

test('folders can be left out: by a flag, or in the config', () => {
  ['Dockerfile', 'legacy/Dockerfile', 'legacy/deep/Dockerfile', 'legacy2/Dockerfile'].forEach(file => write(file, file.includes('legacy/') ? 'FROM gone:1\n' : 'FROM python:3\n'));
  expect(script('docker:pin', '--exclude=legacy/deep', 'gone').status).toBe(1);
  expect(script('docker:pin', '--exclude=legacy')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining(`${join('legacy2', 'Dockerfile')}: python:3`) });
  write('.projen/container.json', JSON.stringify({ locks: [], unpinnedFolders: ['../else', './legacy/'] }));
  expect(script('docker:pin:check')).toMatchObject({ status: 1, stderr: '../else does not exist, so its Dockerfiles cannot be skipped.\n' });
  write('.projen/container.json', JSON.stringify({ locks: [], unpinnedFolders: ['./legacy/'] }));
  expect(script('docker:pin:check')).toMatchObject({ status: 0, stderr: '' });
});

test.each(['--all', '--exclude', '--exclude=', '-x'])('docker:pin says which flags it takes: %s is none', (flag) => {
  write('Dockerfile', 'FROM python:3\n');
  expect(script('docker:pin', flag)).toMatchObject({ status: 1, stderr: expect.stringContaining(`${flag} is not a flag of docker:pin. It takes names of images, and --exclude=FOLDER`) });
  expect(read('Dockerfile')).toBe('FROM python:3\n');
});

test('a registry that does not answer is asked once', () => {
  write('Dockerfile', 'FROM silent.example/a:1\nFROM silent.example/b:1\nFROM python:3\n');
  const patience = join(newFolder(), 'patience.cjs');
  writeFileSync(patience, `const processes = require('child_process'); const { spawnSync } = processes;
processes.spawnSync = (program, argv, options) => spawnSync(program, argv, options.timeout ? { ...options, timeout: 1000 } : options);`);
  const programs = { docker: DOCKER.replace('file=', 'case $image in silent*) exec sleep 60;; esac\nfile=') };
  const options = { cwd: folder, encoding: 'utf8', env: { PATH: binFolder(programs) } } as const;
  const { status, stderr } = spawnSync(process.execPath, [`--require=${patience}`, '.projen/container.cjs', 'docker:pin'], options);
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^silent.example\/a:1: .*ETIMEDOUT\nsilent.example\/b:1: .*its registry does not respond\n$/) });
  expect(read('asked.log')).toBe('silent.example/a:1\npython:3\n');
  expect(read('Dockerfile')).toContain(`FROM python:3@${A}\n`);
});

test('only images without a digest get one where no more is asked for', () => {
  write('Dockerfile', `FROM python:3@${B}\nFROM ghcr.io/acme/uv:1\n`);
  write('other/Dockerfile', 'FROM python:3\n');
  expect(script('pin-missing', 'Dockerfile')).toEqual({ status: 0, stderr: '', stdout: `Dockerfile: ghcr.io/acme/uv:1 ${C}\n` });
  expect([read('Dockerfile'), read('other/Dockerfile')]).toEqual([`FROM python:3@${B}\nFROM ghcr.io/acme/uv:1@${C}\n`, 'FROM python:3\n']);
});

test('one file that cannot be written leaves every file as it was', () => {
  write('Dockerfile', 'FROM python:3\n');
  write('b/Dockerfile', 'FROM python:3\n');
  const before = files();
  const full = join(newFolder(), 'full.cjs');
  writeFileSync(full, `const fs = require('fs'); const { writeFileSync } = fs;
fs.writeFileSync = (path, ...more) => writeFileSync(path.endsWith('/1') ? path + '/no/such/folder' : path, ...more);`);
  const options = { cwd: folder, encoding: 'utf8', env: { PATH: binFolder({ docker: DOCKER }) } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [`--require=${full}`, '.projen/container.cjs', 'docker:pin'], options);
  expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: expect.stringMatching(/^docker:pin failed: ENOENT: .*no\/such\/folder'\n$/) });
  expect(files()).toEqual(before);
});

test('docker:pin that is killed leaves every file as it was', async () => {
  write('Dockerfile', 'FROM python:3\nFROM ghcr.io/acme/uv:1\n');
  const before = files();
  const slow = DOCKER.replace('file=', 'case $image in *uv*) sleep 5;; esac\nfile=');
  const options = { cwd: folder, stdio: 'ignore', detached: true, env: { PATH: binFolder({ docker: slow }) } } as const;
  const running = spawn(process.execPath, ['.projen/container.cjs', 'docker:pin'], options);
  const ended = new Promise(done => running.on('exit', done));
  for (let tries = 0; tries < 200 && !(existsSync(join(folder, 'asked.log')) && read('asked.log').includes('uv')); tries++) {
    await new Promise(done => setTimeout(done, 20));
  }
  process.kill(-running.pid!, 'SIGKILL');
  await ended;
  expect(read('asked.log')).toBe('python:3\nghcr.io/acme/uv:1\n');
  expect(files()).toEqual(before);
});

test('docker:pin:check fails for a tag that has moved on, and for one without a digest, and changes nothing', () => {
  write('Dockerfile', `FROM python:3@${B}\nFROM ghcr.io/acme/uv:1\nFROM docker/dockerfile:1@${B}\n`);
  const before = files();
  expect(script('docker:pin:check')).toEqual({
    status: 1,
    stdout: '',
    stderr: `Dockerfile: python:3 has moved on from ${B} to ${A}.\nDockerfile: ghcr.io/acme/uv:1 has no digest.\nRun: npx projen docker:pin\n`,
  });
  expect(script('docker:pin:check', 'dockerfile')).toMatchObject({ status: 0 });
  expect(files()).toEqual(before);
  script('docker:pin');
  expect(script('docker:pin:check')).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('skopeo and crane are asked where there is no Docker with buildx', () => {
  const machines: { [name: string]: string }[] = [{ docker: WITHOUT_BUILDX, skopeo: SKOPEO, crane: WITHOUT_BUILDX }, { crane: CRANE }];
  for (const programs of machines) {
    write('Dockerfile', 'FROM python:3\n');
    expect(scriptWith(programs, 'docker:pin')).toMatchObject({ status: 0, stderr: '' });
    expect(read('Dockerfile')).toBe(`FROM python:3@${A}\n`);
  }
  write('Dockerfile', 'FROM gone:1\n');
  expect(scriptWith({ crane: CRANE }, 'docker:pin').stderr).toBe('gone:1: crane found no digest: ERROR: gone:1: not found\n');
  const missing = expect.stringMatching(/^One of Docker with buildx, skopeo or crane is needed to fetch digests\. .*\n$/);
  expect(scriptWith({ docker: WITHOUT_BUILDX }, 'docker:pin')).toMatchObject({ status: 1, stderr: missing });
});
