import { mkdirSync } from 'fs';
import { join } from 'path';
import reference from '@balena/dockerignore';
import { Testing } from 'projen';
import { CODE, LEFTOVERS, SECRETS } from './denied-names';
import { newDockerfile } from './new-dockerfile';
import { Dockerignore, Mount } from '../../src/dockerfile';
import { DENIED_FILES } from '../../src/dockerfile/denied-files';
import { NamePattern, PathPattern } from '../../src/dockerfile/glob';

function copying(...sources: string[]): Dockerignore {
  const dockerfile = newDockerfile();
  const stage = dockerfile.addStage('app', { image: 'debian' });
  sources.forEach(source => stage.copy([source], '/x/'));
  return dockerfile.dockerignore;
}

function admitted(ignore: Dockerignore, ...paths: string[]): string[] {
  return ignore.admitted(paths);
}

test('the build context has the files that the stages copy and mount, and no others', () => {
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

test('patterns exclude everything, include the sources in alphabetical order, and exclude files that no image needs', () => {
  const dockerfile = newDockerfile();
  const stage = dockerfile.addStage('app', { image: 'debian' });
  stage.copy(['b'], '/x/');
  stage.copy(['a'], '/x/');
  const { patterns } = dockerfile.dockerignore;
  expect(patterns.slice(0, 4)).toEqual(['*', '!a', '!b', '**/__pycache__']);
  expect(patterns.at(-1)).toBe('**/*[dD][bB][eE][aA][vV][eE][rR]-[dD][aA][tT][aA]-[sS][oO][uU][rR][cC][eE][sS].[xX][mM][lL]');
});

test('a file that the Dockerfile names wins, and only that file', () => {
  const ignore = copying('certs/ca.pem', 'app', 'app/.env.example');
  expect(admitted(ignore, 'certs/ca.pem', 'app/.env.example', 'certs/other.pem', 'certs/x', 'app/.env', 'app/ca.pem'))
    .toEqual(['certs/ca.pem', 'app/.env.example']);
});

test('a glob includes the files that it matches, except keys', () => {
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
  expect(() => ignore.exclude('x\n!secret')).toThrow('exclude: "x\\n!secret" is not possible: it must be on one line');
  expect(() => ignore.exclude('src\\app')).toThrow('exclude: "src\\\\app" is not possible: folders are separated by / on every system, and \\ escapes the next character. Write \'src/app\'.');
  expect(() => ignore.exclude('C:\\x')).toThrow('Write \'x\'.');
  expect(() => ignore.exclude('!secret')).toThrow('exclude: "!secret" is not possible');
  expect(() => ignore.exclude('# x')).toThrow('exclude: "# x" is not possible: a pattern must be inside the build context');
});

test('names that look like a pattern or a comment stay names', () => {
  expect(admitted(copying('#hash', 'my file'), '#hash', 'my file', 'bang')).toEqual(['#hash', 'my file']);
});

test('a folder that is denied stays denied, with the keys in it', () => {
  const ignore = copying('.envs');
  mkdirSync(join(ignore.project.outdir, '.envs'));
  expect(admitted(ignore, '.envs', '.envs/prod.pem')).toEqual([]);
});

test('the file has three parts, each with a heading', () => {
  const ignore = copying('certs/ca.pem', 'a+b (c)', 'd^e', 'conf/[ab]*.yaml');
  ignore.exclude('./tests/');
  const text = Testing.synth(ignore.project)['.dockerignore'].split('\n');
  expect(text[0]).toBe(`# ${ignore.marker}`);
  expect(text.slice(1, 9)).toEqual([
    '', '# exclude everything', '*', '# except what the Dockerfile copies and mounts', '!a[+]b [(]c[)]', '!certs/ca.pem', '!conf/[ab]*.yaml', '!d?e',
  ]);
  expect(text.slice(-5)).toEqual(['# files that the Dockerfile names without a wildcard', '!certs/ca.pem', '# excluded by the project', 'tests', '']);
});

test('the file has no empty parts', () => {
  const ignore = copying();
  const lines: string[] = Testing.synth(ignore.project)['.dockerignore'].split('\n');
  expect(lines.filter(line => line.startsWith('#'))).toEqual([
    `# ${ignore.marker}`, '# exclude everything', '# caches and bytecode', '# version control, editors and desktops', '# packages of Node.js',
    '# settings with passwords, in upper and lower case', '# private keys and certificates, in upper and lower case', '# credentials of cloud providers, in upper and lower case',
    '# credentials of registries, hosts and databases, in upper and lower case',
  ]);
  expect(lines.filter(line => line !== '' && !line.startsWith('#'))).toEqual(ignore.patterns);
  expect(ignore.patterns.slice(0, 2)).toEqual(['*', '**/__pycache__']);
  expect(copying('.').patterns.filter(line => line === '' || line.startsWith('#'))).toEqual([]);
  expect(copying('.').patterns.slice(0, 2)).toEqual(['*', '!**']);
});

test.each([
  ['.././x', 'a pattern must be inside'], ['a/../b', 'a pattern must be inside'], ['..', 'a pattern must be inside'], ['a/..', 'a pattern must be inside'], ['   ', 'a pattern must be inside'], ['', 'a pattern must be inside'],
  ['a[', 'its brackets are not closed, or it ends with a backslash.'], ['a\\', 'its brackets are not closed, or it ends with a backslash.'], ['a[]', 'its brackets are not closed'],
  ['a\\b', 'folders are separated by / on every system, and \\ escapes the next character. Write \'a/b\'.'],
  ['./#x', 'a pattern must be inside'], ['./!x', 'a pattern must be inside'], ['/', 'a pattern must be inside'], ['**.pem', '** matches any number of folders, and must stand alone between slashes. Write for example \'**/*.csv\'.'],
  ['C:a', 'folders are separated by / on every system, and \\ escapes the next character. Write \'a\'.'],
  ['x'.repeat(256), 'a path can have up to 4095 bytes'],
])('the project cannot leave out %j', (pattern, reason) => {
  expect(() => copying('app').exclude(pattern)).toThrow(`exclude: ${JSON.stringify(pattern)} is not possible: ${reason}`);
});

test.each([['.//app///', 'app'], ['/./app', 'app'], ['././a/b', 'a/b'], ['..a', '..a'], ['a..', 'a..'], ['a\\*b', 'a\\*b'], ['a\\[b', 'a\\[b'], ['[a-c]x', '[a-c]x'], ['ab:c', 'ab:c']])(
  'the project leaves out %s as %s', (pattern, line) => {
    const ignore = copying('app');
    ignore.exclude(pattern);
    expect(ignore.patterns.pop()).toBe(line);
  });

test('characters with a meaning in regular expressions are literal', () => {
  const ignore = copying('app');
  ['$(', 'app/a+b|{c}.x', 'app/(*).txt', 'app/\\(x'].forEach(pattern => ignore.exclude(pattern));
  expect(ignore.patterns.slice(-4)).toEqual(['$[(]', 'app/a[+]b[|][{]c[}].x', 'app/[(]*[)].txt', 'app/\\(x']);
  expect(admitted(ignore, 'app/a+b|{c}.x', 'app/(1).txt', 'app/(x', 'app/aab.x', 'app/1.txt')).toEqual(['app/aab.x', 'app/1.txt']);
});

test.each(['', 'app/', 'app/a/b/'])('each row of the table excludes its files, in %j too', folder => {
  const ignore = copying('.');
  const paths = (names: string[]) => names.map(name => `${folder}${name}`);
  expect(admitted(ignore, ...paths([...SECRETS, ...LEFTOVERS]))).toEqual([]);
  expect(admitted(ignore, ...paths(CODE))).toEqual(paths(CODE));
  const engine = reference({ ignorecase: false }).add(ignore.patterns);
  expect(paths([...SECRETS, ...LEFTOVERS, ...CODE]).filter(path => !engine.ignores(path))).toEqual(paths(CODE));
});

test.each(DENIED_FILES.flatMap(({ isExpected, files }) => files.map(([pattern, what, source]) => ({ pattern, what, source, isExpected }))))(
  'the row $pattern can be read, is tried above, says what it is and where it comes from', ({ pattern, what, source, isExpected }) => {
    expect(pattern.split('/').every(name => new NamePattern(name).isValid)).toBe(true);
    const any = new PathPattern(`**/${pattern}`);
    expect((isExpected || pattern === 'node_modules' ? LEFTOVERS : SECRETS).some(path => any.covers(isExpected ? path : path.toLowerCase()))).toBe(true);
    expect(pattern).toBe(isExpected ? pattern : pattern.toLowerCase());
    expect(what).toMatch(/^[A-Za-z]/);
    expect(source).toMatch(/^https:\/\/[a-z0-9.-]+\//);
  });

test('the project can include files of the table that the Dockerfile copies, and no others', () => {
  const ignore = copying('hello', 'certs');
  ['hello/static/node_modules', 'certs/*.pem', '**/.env.defaults', 'other/*.pem', './hello/.aws/config'].forEach(pattern => ignore.include(pattern));
  const paths = [
    'hello/static/node_modules', 'hello/static/node_modules/a.js', 'hello/static/node_modules/node_modules/b.js', 'certs/a.pem', 'hello/x/.env.defaults', 'certs/.env.defaults', 'hello/.aws/config',
  ];
  const denied = ['hello/static/node_modules/.env', 'hello/static/node_modules/a.pem', 'hello/node_modules/a.js', 'certs/a.key', 'certs/x/a.pem', '.env.defaults', 'other/a.pem', 'hello/.aws/credentials'];
  expect(admitted(ignore, ...paths, ...denied)).toEqual(paths);
  const text: string = Testing.synth(ignore.project)['.dockerignore'];
  expect(text.match(/# included by the project\n(!.*\n)+/g)).toEqual([
    '# included by the project\n!hello/static/node_modules\n',
    '# included by the project\n!certs/**/.env.defaults\n!hello/**/.env.defaults\n',
    '# included by the project\n!certs/*.pem\n',
    '# included by the project\n!hello/.aws/config\n',
  ]);
  expect(text).not.toContain('other');
});

test('exceptions apply to the matches of a glob and to all files of a folder', () => {
  const ignore = copying('certs/*.pem', 'app');
  ignore.include('certs/*.pem');
  ignore.include('app/keys');
  expect(admitted(ignore, 'certs/a.pem', 'certs/b.key', 'app/keys/b.key', 'app/b.key')).toEqual(['certs/a.pem', 'app/keys/b.key']);
});

test('exclusions of the project win over its exceptions', () => {
  const ignore = copying('app');
  ignore.include('app/*.pem');
  ignore.exclude('app/b.pem');
  expect(admitted(ignore, 'app/a.pem', 'app/b.pem')).toEqual(['app/a.pem']);
  expect(() => ignore.include('../x')).toThrow('include: "../x" is not possible: a pattern must be inside the build context');
});

test('.dockerignore has the name of its Dockerfile, unless that is the only one of the context', () => {
  expect([newDockerfile(), newDockerfile({}, 'x/Dockerfile'), newDockerfile({ context: '..' })].map(({ dockerignore }) => dockerignore.path))
    .toEqual(['.dockerignore', 'x/Dockerfile.dockerignore', 'Dockerfile.dockerignore']);
});

test('excluded files of the list are reported, except for those that every checkout has', () => {
  const ignore = copying('app');
  ignore.include('app/known.pem');
  const paths = ['app/a.pem', 'app/known.pem', 'app/main.py', 'app/__pycache__/a.pyc', 'app/.git', 'app/node_modules', 'other.pem'];
  expect(ignore.deniedByList(paths)).toEqual(['app/a.pem', 'app/node_modules']);
  expect(paths.filter(path => ignore.isListed(path))).toEqual(paths.filter(path => path !== 'app/main.py'));
  expect(ignore.inclusions).toEqual(['app/known.pem']);
});
