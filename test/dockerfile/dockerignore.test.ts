import { mkdirSync } from 'fs';
import { join } from 'path';
import { newDockerfile } from './new-dockerfile';
import { Dockerignore, Mount } from '../../src/dockerfile';

function copying(...sources: string[]): Dockerignore {
  const dockerfile = newDockerfile();
  const stage = dockerfile.addStage('app', { image: 'debian' });
  sources.forEach(source => stage.copy([source], '/x/'));
  return dockerfile.dockerignore;
}

function admitted(ignore: Dockerignore, ...paths: string[]): string[] {
  return paths.filter(path => ignore.admits(path));
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

test('a file that may be missing reaches the build, under its own name', () => {
  const dockerfile = newDockerfile();
  dockerfile.addStage('app', { image: 'debian' }).copy(['uv.lock', 'certs/ca.pem'], '/x/', { optional: true });
  expect(dockerfile.optionalSources).toEqual(['certs/ca.pem', 'uv.lock']);
  expect(dockerfile.contextSources).toEqual([]);
  expect(dockerfile.dockerignore.patterns).toEqual(expect.arrayContaining(['!certs/ca.pem', '!uv.lock']));
  expect(admitted(dockerfile.dockerignore, 'certs/ca.pem', 'uv.lock', 'uv.loc', 'certs/other.pem')).toEqual(['certs/ca.pem', 'uv.lock']);
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

test.each(['app/tests', '/app/tests', 'app/tests/', '**/tests', 'app/te*'])('the project leaves out %s', pattern => {
  const ignore = copying('app');
  ignore.exclude(pattern);
  expect(admitted(ignore, 'app/tests/test_main.py', 'app/main.py')).toEqual(['app/main.py']);
});

test('the project leaves out a file that is copied by its name, with a pattern of one line', () => {
  const ignore = copying('certs/ca.pem');
  ignore.exclude('certs/ca.pem');
  expect(ignore.admits('certs/ca.pem')).toBe(false);
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
