import { spawnSync } from 'child_process';
import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { configOf, Image, savedImage, sha256 } from './image/archives';
import { Answer, ScriptFolder } from './image/fake-docker';

const COMMITTED = 1_700_000_000;
const NAME = 'registry.example.com/shop:1.4.0';
const IMAGE: Image = {
  layers: [{ files: [{ path: 'etc/os-release' }] }, { files: [{ path: 'app/main.py', content: 'a = 1' }], createdBy: 'COPY code' }],
};
const TAMPERED: Image = { layers: [IMAGE.layers[0], { files: [{ path: 'app/main.py', content: 'a = 2' }], createdBy: 'COPY code' }] };
const BUILD = ['docker', 'build', '--load', '--provenance=false', '--build-arg=SOURCE_DATE_EPOCH', '--tag=shop', '--no-cache-filter=certificates', '--secret=id=X,env=X', '--file=Dockerfile', '.'];
const TASKS = {
  'docker:build': { steps: [{ execArgs: ['node', '.projen/container.cjs', 'docker'] }, { execArgs: ['node', '.projen/container.cjs', 'build', '--', ...BUILD], receiveArgs: true }] },
  'docker:build:worker': { steps: [{ execArgs: ['docker', 'build', '--file=Dockerfile.worker', '--tag=shop-worker', '.'] }] },
};

let folder: ScriptFolder;
let commit: string;

function git(...argv: string[]): string {
  const date = `${COMMITTED} +0100`;
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...argv], {
    cwd: folder.path, encoding: 'utf8', env: { ...process.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date },
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return stdout.trim();
}

function commitAll(): string {
  git('add', '--all');
  git('commit', '--quiet', '--message=a');
  return git('rev-parse', 'HEAD');
}

beforeEach(() => {
  folder = new ScriptFolder();
  folder.write('.gitignore', '/bin/\n/.projen/draft-*\n');
  folder.write('.projen/tasks.json', JSON.stringify({ tasks: TASKS }));
  folder.write('app.py', 'committed\n');
  git('init', '--quiet');
  commit = commitAll();
});

afterEach(() => {
  // nothing is left over, whatever has happened
  expect(readdirSync(join(folder.path, '.projen')).filter(name => name.startsWith('draft-'))).toEqual([]);
  expect(git('worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1);
});

/** The image of the registry and the one that is built, as the engine saves them. */
function saves(registry: Image, built: Image): Answer[] {
  return [{ on: 'shop@sha256:', saved: savedImage(registry) }, { on: 'reproduce-', saved: savedImage(built) }];
}

/** A registry with an image for one platform, and an engine that builds one; returns the digest. Other answers count first. */
function registryWith(image: Image, built: Image, annotations: object | null = { 'org.opencontainers.image.revision': commit }, ...more: Answer[]): string {
  const manifest = JSON.stringify({ schemaVersion: 2, annotations });
  folder.docker([
    ...more,
    { on: 'imagetools inspect --raw', stdout: manifest },
    { on: 'imagetools inspect --format={{json .Image}}', stdout: configOf(image) },
    { on: 'image inspect', status: 1 },
    ...saves(image, built),
  ]);
  return sha256(manifest);
}

test('an honest image is equal: its commit is built with the flags of its own task, with the date of the commit', () => {
  const digest = registryWith(IMAGE, IMAGE);
  folder.write('app.py', 'changed\n');
  folder.write('.projen/tasks.json', '{}');
  expect(folder.run('reproduce', NAME)).toMatchObject({
    status: 0,
    stdout: `Equal: registry.example.com/shop@${digest} (linux/amd64) is what the commit ${commit} makes, in all 2 layers and all settings (${sha256(configOf(IMAGE))}).\n`,
  });
  const [{ argv, cwd, date, code }] = folder.commands('build ');
  const tag = argv.find(word => word.startsWith('--tag='))!;
  expect(tag).toMatch(/^--tag=reproduce-[0-9a-f]{12}$/);
  expect(argv).toEqual([...BUILD.slice(1).filter(word => word !== '--tag=shop'), '--platform=linux/amd64', tag]);
  expect([date, code]).toEqual([String(COMMITTED), 'committed\n']);
  expect(cwd).not.toBe(folder.path);
  expect(existsSync(cwd)).toBe(false);
  expect(folder.read('app.py')).toBe('changed\n');
  expect(folder.commands('pull').map(({ argv: words }) => words)).toEqual([['pull', '--quiet', '--platform=linux/amd64', `registry.example.com/shop@${digest}`]]);
  expect(folder.commands('image rm').map(({ argv: [, , image] }) => image)).toEqual([tag.slice(6), `registry.example.com/shop@${digest}`]);
});

test('one byte of the code is found and named', () => {
  registryWith(TAMPERED, IMAGE);
  expect(folder.run('reproduce', NAME)).toMatchObject({
    status: 1,
    stdout: 'layer 2 of 2 (COPY code): app/main.py has other content of the same 5 B\n',
    stderr: expect.stringContaining(`Different: ${NAME} is not what the commit ${commit} makes here.\n`),
  });
});

test('the commit can be given, and flags go to docker build', () => {
  registryWith(IMAGE, IMAGE, null);
  git('tag', 'v1');
  folder.write('app.py', 'newer\n');
  commitAll();
  expect(folder.run('reproduce', '--commit=v1', NAME, '--no-cache', '--builder=clean')).toMatchObject({ status: 0 });
  const [{ argv, code }] = folder.commands('build ');
  expect(code).toBe('committed\n');
  expect(argv).toEqual(expect.arrayContaining(['--no-cache', '--builder=clean']));
  expect(argv).not.toContain('--no-cache-filter=certificates'); // which Docker refuses together
});

test('a label of the image names the commit too, as other tools write it', () => {
  registryWith({ ...IMAGE, labels: { 'org.opencontainers.image.revision': commit } }, { ...IMAGE, labels: { 'org.opencontainers.image.revision': commit } }, null);
  expect(folder.run('reproduce', NAME)).toMatchObject({ status: 0 });
});

test('a container with a name is built by its own task', () => {
  registryWith(IMAGE, IMAGE);
  expect(folder.run('reproduce', '--container=worker', NAME)).toMatchObject({ status: 0 });
  expect(folder.commands('build ')[0].argv).toContain('--file=Dockerfile.worker');
});

test('a project below the root of the repository is built in its folder', () => {
  const { path } = folder;
  git('mv', '-k', 'app.py', '.projen/unused');
  for (const file of ['.projen/container.cjs', '.projen/container.json']) {
    folder.write(`services/shop/${file}`, folder.read(file));
  }
  folder.write('services/shop/.projen/tasks.json', JSON.stringify({ tasks: TASKS }));
  folder.write('services/shop/app.py', 'below\n');
  commit = commitAll();
  registryWith(IMAGE, IMAGE);
  expect(folder.runIn('services/shop', 'reproduce', NAME)).toMatchObject({ status: 0 });
  expect(folder.commands('build ')[0]).toMatchObject({ code: 'below\n', cwd: expect.stringMatching(/\/checkout\/services\/shop$/) });
  expect(path).toBe(folder.path);
});

test('hooks do not run, and a part of the files is not enough', () => {
  folder.write('.git/hooks/post-checkout', '#!/bin/sh\ntouch "$GIT_DIR/hooked" /tmp/hooked-by-reproduce\nexit 1\n');
  spawnSync('chmod', ['+x', join(folder.path, '.git/hooks/post-checkout')]);
  git('sparse-checkout', 'set', '--no-cone', '/.projen/');
  registryWith(IMAGE, IMAGE);
  expect(folder.run('reproduce', NAME)).toMatchObject({ status: 0 });
  expect(folder.commands('build ')[0].code).toBe('committed\n');
  expect(existsSync('/tmp/hooked-by-reproduce')).toBe(false);
  expect(git('config', 'core.sparseCheckout')).toBe('true');
});

describe('the platform', () => {
  const entry = (architecture: string, variant?: string) => ({ digest: `sha256:${architecture.padEnd(64, '0')}`, platform: { os: 'linux', architecture, variant } });
  const INDEX = JSON.stringify({
    annotations: {},
    manifests: [entry('amd64'), entry('arm64', 'v8'), { digest: `sha256:${'f'.repeat(64)}`, platform: { os: 'unknown', architecture: 'unknown' }, annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } }],
  });
  const answers = (index: string, image: Image): Answer[] => [
    { on: `--raw ${NAME}`, stdout: index },
    { on: '--raw', stdout: JSON.stringify({ annotations: { 'org.opencontainers.image.revision': commit } }) },
    { on: '{{json .Image}}', stdout: configOf(image) },
    { on: '{{.Server.Os}}', stdout: 'linux/amd64\n' },
    { on: 'image inspect', status: 1 },
    ...saves(image, image),
  ];

  test('is that of the engine, of an image for several', () => {
    folder.docker(answers(INDEX, IMAGE));
    const { status, stdout } = folder.run('reproduce', NAME);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^Equal: registry\.example\.com\/shop@sha256:amd640+ \(linux\/amd64\) .* Not compared: linux\/arm64\.\n$/)]);
  });

  test('can be chosen, and builds for it', () => {
    folder.docker(answers(INDEX, { ...IMAGE, platform: { os: 'linux', architecture: 'arm64' } }));
    expect(folder.run('reproduce', NAME, '--platform=linux/arm64')).toMatchObject({ status: 0, stdout: expect.stringContaining('(linux/arm64)') });
    expect(folder.commands('build ')[0].argv).toContain('--platform=linux/arm64');
    expect(folder.commands('pull')[0].argv).toContain('--platform=linux/arm64');
  });

  test('that is not published is an error', () => {
    folder.docker(answers(INDEX, IMAGE));
    expect(folder.run('reproduce', NAME, '--platform=linux/s390x')).toEqual({
      status: 1, stdout: '', stderr: `${NAME} has no image for linux/s390x. It has images for linux/amd64, linux/arm64: choose one with --platform=…\n`,
    });
    folder.docker([{ on: '--raw', stdout: '{"annotations":{}}' }, ...answers(INDEX, { ...IMAGE, platform: { os: 'linux', architecture: 'riscv64' } })]);
    expect(folder.run('reproduce', NAME, '--platform=linux/amd64').stderr).toBe(`${NAME} is for linux/riscv64, and not for linux/amd64.\n`);
  });

  test('of an image for one other platform is that one', () => {
    folder.docker(answers(JSON.stringify({ manifests: [entry('arm64', 'v8')] }), { ...IMAGE, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } }));
    expect(folder.run('reproduce', NAME)).toMatchObject({ status: 0, stdout: expect.stringContaining('(linux/arm64)') });
  });
});

describe('nothing is compared', () => {
  test.each<[string, string[], string]>([
    ['without an image', [], 'Which image? npx projen docker:reproduce registry.example.com/shop:1.4.0'],
    ['with two', ['a', 'b'], 'One image is expected, got a and b. Write values of flags with an equals sign: --flag=value'],
    ['with a commit without a value', ['a', '--commit'], '--commit needs a value, with an equals sign: --commit=…'],
    ['with a name that is none', ['Shop:1'], 'Shop:1 is not the name of an image, such as registry.example.com/shop:1.4.0'],
    ['with a name of two lines', ['shop\nEqual: shop'], 'shop\\u{a}Equal: shop is not the name of an image, such as registry.example.com/shop:1.4.0'],
  ])('%s', (_, argv, message) => {
    expect(folder.run('reproduce', ...argv)).toEqual({ status: 1, stdout: '', stderr: `${message}\n` });
    expect(folder.commands('build')).toEqual([]);
  });

  test.each<[string, Answer[], string]>([
    ['the registry refuses', [{ on: 'imagetools', status: 1, stderr: 'WARN\nERROR: 401 Unauthorized\n' }], `${NAME} was not found in its registry: ERROR: 401 Unauthorized`],
    ['the registry answers with a page', [{ on: 'imagetools', stdout: '<html>' }], `The registry's answer for ${NAME} is not the description of an image.`],
    ['the registry answers with a number', [{ on: 'imagetools', stdout: '5' }], `The registry's answer for ${NAME} is not the description of an image.`],
  ])('if %s, although the engine has an image of this name', (_, answers, message) => {
    folder.docker(answers);
    expect(folder.run('reproduce', NAME)).toEqual({ status: 1, stdout: '', stderr: `${message}\n` });
  });

  test('if the image does not name its commit, or names something else', () => {
    registryWith(IMAGE, IMAGE, null);
    expect(folder.run('reproduce', NAME).stderr).toBe(
      `${NAME} does not say which commit it was made from: it has no annotation org.opencontainers.image.revision. Name the commit with --commit=…\n`);
    registryWith(IMAGE, IMAGE, { 'org.opencontainers.image.revision': '--upload-pack=evil' });
    expect(folder.run('reproduce', NAME).stderr).toBe(`${NAME} names --upload-pack=evil as its commit, which is not the ID of a commit. Name the commit with --commit=…\n`);
  });

  test.each(['0123456789012345678901234567890123456789', 'no-such-branch', '--all', 'HEAD:app.py'])('if the repository does not have the commit %s', (name) => {
    registryWith(IMAGE, IMAGE);
    expect(folder.run('reproduce', NAME, `--commit=${name}`)).toEqual({ status: 1, stdout: '', stderr: `The commit ${name} is not in this repository. Fetch it: git fetch origin ${name}\n` });
  });

  test('if the commit has no task that builds', () => {
    registryWith(IMAGE, IMAGE);
    expect(folder.run('reproduce', NAME, '--container=gone').stderr).toBe(`The commit ${commit} has no task docker:build:gone that builds an image, in .projen/tasks.json.\n`);
    git('rm', '--quiet', '.projen/tasks.json');
    commit = commitAll();
    registryWith(IMAGE, IMAGE);
    expect(folder.run('reproduce', NAME).stderr).toBe(`The commit ${commit} has no task docker:build that builds an image, in .projen/tasks.json.\n`);
  });

  test('if the build fails, or the image cannot be pulled', () => {
    registryWith(IMAGE, IMAGE, null, { on: 'build --load', status: 3 });
    expect(folder.run('reproduce', NAME, `--commit=${commit}`)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(`The commit ${commit} could not be built here, so that nothing was compared.\n`) });
    const digest = registryWith(IMAGE, IMAGE, null, { on: 'pull', status: 1, stderr: 'no space\n' });
    expect(folder.run('reproduce', NAME, `--commit=${commit}`)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(`no space\nregistry.example.com/shop@${digest} could not be pulled, so that nothing was compared.\n`) });
  });
});

test('outside of a repository there is no commit', () => {
  const outside = new ScriptFolder();
  outside.docker([{ on: '--raw', stdout: `{"annotations":{"org.opencontainers.image.revision":"${commit}"}}` }, { on: '.Image', stdout: configOf(IMAGE) }]);
  expect(outside.run('reproduce', NAME).stderr).toBe('This folder is not in a git repository, so that no commit can be built. Clone the repository of the image.\n');
});
