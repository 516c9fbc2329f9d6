import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { templateText } from '../../../src/dockerfile/quoting';
import { parseBakeFile, plainText, secretFile, targetsOf } from '../../../src/tasks/script/bake-file';
import { newFolder } from '../../synth';
import { SCRIPT } from '../tools';
import { git } from './monorepo';

const TARGETS = {
  api: { context: 'a', dockerfile: 'Dockerfile', tags: ['${repository}api:${TAG}'] },
  web: {
    'context': 'b',
    'dockerfile': 'Dockerfile',
    'tags': ['ghcr.io/acme/web:${TAG}'],
    'ssh': ['default'],
    'no-cache-filter': ['certificates'],
    'secret': ['id=A,env=A', 'id=ca-certificates,src=../c$${a}.pem', 'id=other,"src=/x,""y"""', 'id=inside,src=b/ca.pem'],
  },
};

let folder: string;

/** Runs the script of the folder with a docker that writes its arguments and some of its environment into a file. */
function run(argv: string[], environment: NodeJS.ProcessEnv = {}) {
  const { REGISTRY, CACHE, CACHE_TO, PROVENANCE, TAG, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['.projen/container.cjs', ...argv], {
    cwd: folder, encoding: 'utf8', env: { ...env, PATH: `${folder}/bin:${env.PATH}`, ...environment },
  });
  return { status, stdout, stderr };
}

/** What docker was called with. */
function called(): { argv: string[]; env: { [name: string]: string } } | undefined {
  const file = join(folder, 'called.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

beforeEach(() => {
  folder = newFolder();
  ['.projen', 'bin', 'a/.projen', 'b/.projen'].forEach(path => mkdirSync(join(folder, path), { recursive: true }));
  writeFileSync(join(folder, 'bin/docker'), `#!${process.execPath}\nconst { CACHE_TO, PROVENANCE } = process.env;\n`
    + 'require("fs").writeFileSync("called.json", JSON.stringify({ argv: process.argv.slice(2), env: { CACHE_TO, PROVENANCE } }));\n', { mode: 0o755 });
  writeFileSync(join(folder, '.projen/container.cjs'), readFileSync(SCRIPT));
  writeFileSync(join(folder, '.projen/container.json'), JSON.stringify({ lockFolders: { 'api': 'a', 'api-dev': 'a', 'web': 'b' } }));
  for (const path of ['a', 'b']) {
    writeFileSync(join(folder, path, '.projen/container.json'), JSON.stringify({ locks: [] }));
    writeFileSync(join(folder, path, 'Dockerfile'), '');
  }
  writeFileSync(join(folder, 'docker-bake.json'), JSON.stringify({ group: { default: { targets: ['api', 'web'] } }, target: TARGETS }));
  writeFileSync(join(folder, 'docker-bake.override.json'), JSON.stringify({ group: { dev: { targets: ['api-dev'] } }, target: { 'api-dev': { ...TARGETS.api, target: 'dev' } } }));
});

const COMMAND = ['buildx', 'bake', '--file=docker-bake.json'];
const ALLOWED = ['--allow=fs.read=../c${a}.pem', '--allow=fs.read=/x,"y"', '--allow=ssh'];

test.each<[string[], string[]]>([
  [['bake', '--load'], [...ALLOWED, '--load']],
  [['bake', '--load', 'api', '--set=*.x=y'], ['--load', '--set=*.x=y', 'api']],
  [['bake', 'w*', 'unknown'], [...ALLOWED, 'w*', 'unknown']],
  [['bake', 'default', '--no-cache'], [...ALLOWED, '--no-cache', '--set=*.no-cache-filter=', 'default']],
  [['bake', 'api', '--no-cache=false'], ['--no-cache=false', 'api']],
  [['bake', 'dev'], ['--file=docker-bake.override.json', 'dev']],
  [['bake', 'web', 'api-*'], ['--file=docker-bake.override.json', ...ALLOWED, 'web', 'api-*']],
])('%j', (argv, expected) => {
  expect(run(argv)).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(called()).toEqual({ argv: [...COMMAND, ...expected], env: {} });
});

test('the lock files of the targets are checked', () => {
  writeFileSync(join(folder, 'b/.projen/container.json'), JSON.stringify({ locks: [{ inputs: ['requirements.in'], outputs: ['requirements.txt'], commands: [], environment: {} }] }));
  expect(run(['bake'])).toEqual({ status: 1, stdout: '', stderr: 'requirements.txt is missing. Run, in b: npx projen lock\n' });
  expect(called()).toBeUndefined();
  expect(run(['bake', 'api']).status).toBe(0);
  expect(run(['bake', '--print']).status).toBe(0);
});

describe('pushing', () => {
  test('writes the cache to where it is read from, and adds provenance and annotations', () => {
    git(folder, 'init', '--quiet');
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--message=x');
    const commit = git(folder, 'rev-parse', 'HEAD').trim();
    expect(run(['bake-push', 'api'], { REGISTRY: 'r.example', CACHE: 'c.example', TAG: '1.2' })).toEqual({ status: 0, stdout: '', stderr: '' });
    const annotation = (text: string) => `--set=*.annotations=org.opencontainers.image.${text}`;
    expect(called()).toEqual({
      argv: [...COMMAND, '--push', annotation(`revision=${commit}`), expect.stringContaining(annotation('created=2')), annotation('version=1.2'), 'api'],
      env: { CACHE_TO: 'c.example', PROVENANCE: 'min' },
    });
    run(['bake-push', 'api'], { REGISTRY: 'r.example', CACHE: 'c.example', CACHE_TO: '', PROVENANCE: 'max' });
    expect(called()?.env).toEqual({ CACHE_TO: '', PROVENANCE: 'max' });
  });

  test('needs a registry, unless the images have theirs or the flags say it', () => {
    expect(run(['bake-push'])).toMatchObject({ status: 1, stderr: expect.stringContaining('Set the environment variable REGISTRY') });
    expect(called()).toBeUndefined();
    expect(run(['bake-push', 'web']).status).toBe(0);
    expect(run(['bake-push', 'api', '--set=*.tags=x/y']).status).toBe(0);
  });
});

describe('with --affected', () => {
  beforeEach(() => {
    git(folder, 'init', '--quiet');
    writeFileSync(join(folder, '.git/info/exclude'), 'called.json\n');
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--message=x');
  });

  test('only these are built', () => {
    writeFileSync(join(folder, 'b/main.py'), '');
    expect(run(['bake', '--load', '--affected', '--base=HEAD'])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(called()?.argv).toEqual([...COMMAND, ...ALLOWED, '--load', 'web']);
  });

  test('these can be development images', () => {
    writeFileSync(join(folder, 'a/main.py'), '');
    expect(run(['bake', 'dev', '--affected', '--base=HEAD'])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(called()?.argv).toEqual([...COMMAND, '--file=docker-bake.override.json', 'api-dev']);
  });

  test('nothing is built if there are none, or none of the given ones', () => {
    expect(run(['bake', '--affected', '--base=HEAD'])).toEqual({ status: 0, stdout: 'No image differs from HEAD, so there is nothing to build.\n', stderr: '' });
    writeFileSync(join(folder, 'b/main.py'), '');
    expect(run(['bake', 'api', '--affected', '--base=HEAD']).stdout).toContain('nothing to build');
    expect(called()).toBeUndefined();
  });

  test('a commit must be given', () => {
    expect(run(['bake', '--affected'])).toEqual({ status: 1, stdout: '', stderr: '--affected needs --base=REF, the commit to compare with.\n' });
  });
});

test.each(['', '[]', '{}', '{ "group": { "default": {} }, "target": {} }'].flatMap(text => ['docker-bake.json', 'docker-bake.override.json'].map(name => [name, text])))('a %s that cannot be read is an error: %j', (name, text) => {
  writeFileSync(join(folder, name), text);
  expect(run(['bake'])).toMatchObject({ status: 1, stderr: expect.stringMatching(/^docker-bake(\.override)?\.json cannot be read: .*It is a generated file: "npx projen" writes it again.\n$/) });
});

test.each([
  [['default'], ['api', 'web']],
  [['web', 'default'], ['web', 'api']],
  [['a*', 'constructor', '[w]eb', 'x'], ['api', 'web']],
])('the targets of %j are %j', (names, expected) => {
  expect(targetsOf(parseBakeFile(readFileSync(join(folder, 'docker-bake.json'), 'utf8')), names)).toEqual(expected);
});

test.each([['id=a,env=A', undefined], ['id=a,src=b c', 'b c'], ['id=a,"src=b,""c"""', 'b,"c"']])('the file of the secret %s is %s', (secret, expected) => {
  expect(secretFile(secret)).toBe(expected);
});

test.each([['a', 'a'], ['$', '$'], ['${x}', '$${x}'], ['$${x}', '$$${x}'], ['%{x}%', '%%{x}%'], ['$%{', '$%%{'], ['$ {', '$ {']])('%s is written as the template %s', (text, template) => {
  expect(templateText(text)).toBe(template);
  expect(plainText(template)).toBe(text);
});
