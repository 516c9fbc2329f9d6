import { mkdirSync } from 'fs';
import { join } from 'path';
import { Testing } from 'projen';
import { newDockerfile } from './new-dockerfile';
import { Dockerignore, Mount } from '../../src/dockerfile';

function copying(...sources: string[]): Dockerignore {
  const dockerfile = newDockerfile();
  const stage = dockerfile.addStage('app', { image: 'debian' });
  sources.forEach(source => stage.copy([source], '/x/'));
  return dockerfile.dockerignore;
}

function admitted(ignore: Dockerignore, ...paths: string[]): string[] {
  return ignore.admitted(paths);
}

test('what the stages copy and mount from the context reaches the build, and nothing beside it', () => {
  const dockerfile = newDockerfile();
  const build = dockerfile.addStage('build', { image: 'debian' });
  build.copy(['./app/'], '/x');
  build.run('ls', { mounts: [Mount.bind('./deps/requirements.txt', '/r'), Mount.cache('/cache')] });
  build.raw('ADD data.tar /data', { contextSources: ['data.tar'] });
  const final = dockerfile.addStage('final', { image: 'debian' });
  final.copy(['app'], '/y');
  final.copy(['etc'], '/y', { fromStage: 'build' });
  final.run('ls', { mounts: [Mount.bind('usr', '/y', { fromStage: 'build' })] });
  expect(dockerfile.contextSources).toEqual(['app', 'data.tar', 'deps/requirements.txt']);
  const paths = ['app', 'app/a/b.py', 'data.tar', 'deps/requirements.txt'];
  expect(admitted(dockerfile.dockerignore, ...paths, 'apple', 'App', 'src/app', 'deps/x', 'etc', 'usr', '.git/config')).toEqual(paths);
  expect(admitted(copying(), ...paths)).toEqual([]);
});

test.each([
  '.git/config', 'app/.git', '.env', 'app/.env.production', 'app/tls.key', 'ca.pem', 'node_modules/a/b.js', 'app/__pycache__/a.pyc', 'a.pyo',
  '.pytest_cache/v', '.coverage', '.venv/bin/python', 'app/.netrc', '.pypirc', 'deploy/id_rsa', 'deploy/id_ed25519.pub',
])('copying everything leaves out %s', path => {
  expect(admitted(copying('.'), path, '.', 'app/main.py', 'environment.yaml')).toEqual(['.', 'app/main.py', 'environment.yaml']);
});

test('patterns deny everything, then admit in the order of names, then deny what no image needs', () => {
  const dockerfile = newDockerfile();
  const stage = dockerfile.addStage('app', { image: 'debian' });
  stage.copy(['b'], '/x/');
  stage.copy(['a'], '/x/');
  const { patterns } = dockerfile.dockerignore;
  expect(patterns.slice(0, 4)).toEqual(['*', '!a', '!b', '**/__pycache__']);
  expect(patterns.at(-1)).toBe('**/.pypirc');
});

test('a file that the Dockerfile names wins, and only that file', () => {
  const ignore = copying('certs/ca.pem', 'app', 'app/.env.example');
  expect(admitted(ignore, 'certs/ca.pem', 'app/.env.example', 'certs/other.pem', 'certs/x', 'app/.env', 'app/ca.pem'))
    .toEqual(['certs/ca.pem', 'app/.env.example']);
});

test('a glob admits what it matches, but no keys', () => {
  const ignore = copying('conf/*', 'src/b/*.py', 'certs/*.pem');
  expect(admitted(ignore, 'conf/a.yaml', 'src/a.py', 'src/b/c.py', 'conf/tls.key', 'src/b/a.txt', 'other/a.py', 'certs/a.pem'))
    .toEqual(['conf/a.yaml', 'src/b/c.py']);
});

test('brackets of a glob stay as they are', () => {
  const ignore = copying('[^a]*.py', 'x^[+^]');
  expect(ignore.patterns).toEqual(expect.arrayContaining(['![^a]*.py', '!x?[+^]']));
  expect(admitted(ignore, 'a.py', 'b.py', 'x^+', 'x^a')).toEqual(['b.py', 'x^+']);
});

test.each(['app/tests', '/app/tests', 'app/tests/', '**/tests', 'app/te*'])('the project leaves out %s', pattern => {
  const ignore = copying('app');
  ignore.exclude(pattern);
  expect(admitted(ignore, 'app/tests/test_main.py', 'app/main.py')).toEqual(['app/main.py']);
});

test('the project leaves out a file that is copied by its name, with a pattern of one line', () => {
  const ignore = copying('certs/ca.pem');
  ignore.exclude('certs/ca.pem');
  expect(ignore.admitted(['certs/ca.pem'])).toEqual([]);
  expect(() => ignore.exclude('x\n!secret')).toThrow('exclude: "x\\n!secret" is not possible: it has to fit on one line');
  expect(() => ignore.exclude('src\\app')).toThrow('exclude: "src\\\\app" is not possible: folders are separated by / on every system, and \\ takes its meaning from what follows. Write \'src/app\'.');
  expect(() => ignore.exclude('C:\\x')).toThrow('Write \'x\'.');
  expect(() => ignore.exclude('!secret')).toThrow('exclude: "!secret" is not possible');
  expect(() => ignore.exclude('# x')).toThrow('exclude: "# x" is not possible: a pattern lies inside the build context');
});

test('names that look like a pattern or a comment stay names', () => {
  expect(admitted(copying('#hash', 'my file'), '#hash', 'my file', 'bang')).toEqual(['#hash', 'my file']);
});

test('a folder that is denied stays denied, with the keys in it', () => {
  const ignore = copying('.envs');
  mkdirSync(join(ignore.project.outdir, '.envs'));
  expect(admitted(ignore, '.envs', '.envs/prod.pem')).toEqual([]);
});

test('is a file of three parts, each of which says what it is for', () => {
  const ignore = copying('certs/ca.pem', 'a+b (c)', 'd^e', 'conf/[ab]*.yaml');
  ignore.exclude('./tests/');
  const text = Testing.synth(ignore.project)['.dockerignore'].split('\n');
  expect(text[0]).toBe(`# ${ignore.marker}`);
  expect(text.slice(1, 9)).toEqual([
    '', '# nothing reaches the build', '*', '# but what the Dockerfile copies and mounts', '!a[+]b [(]c[)]', '!certs/ca.pem', '!conf/[ab]*.yaml', '!d?e',
  ]);
  expect(text.slice(-5)).toEqual(['# files that the Dockerfile names outright', '!certs/ca.pem', '# left out by the project', 'tests', '']);
});

test('has no empty parts', () => {
  const ignore = copying();
  const lines: string[] = Testing.synth(ignore.project)['.dockerignore'].split('\n');
  expect(lines.filter(line => line.startsWith('#'))).toEqual([
    `# ${ignore.marker}`, '# nothing reaches the build', '# caches and bytecode', '# version control and local settings', '# keys, certificates and logins',
  ]);
  expect(lines.filter(line => line !== '' && !line.startsWith('#'))).toEqual(ignore.patterns);
  expect(ignore.patterns.slice(0, 2)).toEqual(['*', '**/__pycache__']);
  expect(copying('.').patterns.filter(line => line === '' || line.startsWith('#'))).toEqual([]);
  expect(copying('.').patterns.slice(0, 2)).toEqual(['*', '!**']);
});

test.each([
  ['.././x', 'a pattern lies inside'], ['a/../b', 'a pattern lies inside'], ['..', 'a pattern lies inside'], ['a/..', 'a pattern lies inside'], ['   ', 'a pattern lies inside'], ['', 'a pattern lies inside'],
  ['a[', 'its brackets are not closed, or it ends with a backslash.'], ['a\\', 'its brackets are not closed, or it ends with a backslash.'], ['a[]', 'its brackets are not closed'],
  ['a\\b', 'folders are separated by / on every system, and \\ takes its meaning from what follows. Write \'a/b\'.'],
  ['C:a', 'folders are separated by / on every system, and \\ takes its meaning from what follows. Write \'a\'.'],
  ['x'.repeat(256), 'a path has up to 4095 bytes'],
])('the project cannot leave out %j', (pattern, reason) => {
  expect(() => copying('app').exclude(pattern)).toThrow(`exclude: ${JSON.stringify(pattern)} is not possible: ${reason}`);
});

test.each([['.//app///', 'app'], ['/./app', 'app'], ['././a/b', 'a/b'], ['..a', '..a'], ['a..', 'a..'], ['a\\*b', 'a\\*b'], ['a\\[b', 'a\\[b'], ['[a-c]x', '[a-c]x'], ['ab:c', 'ab:c']])(
  'the project leaves out %s as %s', (pattern, line) => {
    const ignore = copying('app');
    ignore.exclude(pattern);
    expect(ignore.patterns.pop()).toBe(line);
  });

test('stands beside its Dockerfile, unless that is the only one of the context', () => {
  expect([newDockerfile(), newDockerfile({ path: 'x/Dockerfile' }), newDockerfile({ context: '..' })].map(({ dockerignore }) => dockerignore.path))
    .toEqual(['.dockerignore', 'x/Dockerfile.dockerignore', 'Dockerfile.dockerignore']);
});
