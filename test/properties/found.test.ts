import { installTools, judge } from './judges';
import { OptionSet } from './option-sets';
import { synthesize } from './synthesized';
import { describeOnEngine } from '../engine/engine';

jest.setTimeout(600_000);

/** What the properties have found, as small as it could be made: sets that gave a Dockerfile which a judge had something against. */
const JUDGED: [string, OptionSet][] = [
  ['a label that ends with a backslash', { options: { name: 'x', labels: { a: 'C:\\', b: '\\"', c: '\\\\' } } }],
  ['a variable that ends with a backslash', { options: { name: 'x', environment: { A: '\\', B: '"\\', C: '\\$' } } }],
  ['a command with a backslash in front of a quote', { options: { name: 'x', command: ['a', '\\', '\\"', '"\\\\"'] } }],
  ['a health check of minutes and seconds', { options: { name: 'x' }, calls: [{ on: 'production', method: 'healthCheck', arguments: [['a'], { interval: '1m30s', timeout: '500ms', startPeriod: '1h' }] }] }],
  ['RUN instructions behind each other', { options: { name: 'x' }, calls: [{ on: 'builder', at: 'before-requirements', method: 'run', arguments: ['echo compiling'] }] }],
  ['a program whose argument has a pipe', { options: { name: 'x' }, calls: [{ on: 'base', method: 'runExec', arguments: [['a', '**|%s']] }] }],
  ['several commands, for pip with a private index', {
    options: { name: 'x', installer: 'pip', access: { indexes: [{ name: 'acme', url: 'https://pypi.example.com/simple/', usernameSecret: 'U', passwordSecret: 'P' }] } },
  }],
  ['a path with white space and quotes', { options: { name: 'x', sources: ['a "b'] }, files: { 'a "b': '' } }],
  ['a path with white space and a dollar sign', { options: { name: 'x' }, calls: [{ on: 'production', method: 'copy', arguments: [['a'], '/a $b\\c/'] }], files: { a: '' } }],
  ['paths with signs of regular expressions', { options: { name: 'x', sources: ['(b).txt', 'a+b', '{c}', 'd|e', 'f^g'] }, files: { '(b).txt': '', 'a+b': '', '{c}/x': '', 'd|e': '', 'f^g': '' } }],
  ['a destination with white space, a backslash and a quote', { options: { name: 'x' }, calls: [{ on: 'base', method: 'copy', arguments: [['./a'], '/- \\"/'] }], files: { a: '' } }],
  ['variables with a dollar sign in front of the name of another', { options: { name: 'x', environment: { A: '$B', B: '${A}', C: '\\$C', D: '$PATH' } }, calls: [{ on: 'production', method: 'prependPath', arguments: ['/x'] }] }],
  ['a build backend without a version, installed by pip', {
    options: { name: 'x', installer: 'pip' }, files: { 'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "brought"\nversion = "1"\ndependencies = ["a>=1"]\n', 'brought/__init__.py': '' },
  }],
  ['a build backend without a version, installed by uv', {
    options: { name: 'x', installer: 'uv' }, files: { 'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "brought"\nversion = "1"\ndependencies = ["a>=1"]\n', 'brought/__init__.py': '' },
  }],
  ['a build backend without a version, installed by the pip of Poetry', {
    options: { name: 'x', packageManager: 'poetry' }, files: { 'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "brought"\nversion = "1"\ndependencies = ["a>=1"]\n', 'brought/__init__.py': '' },
  }],
  ['an image that has the tag latest alone', { options: { name: 'x', baseImage: { kind: 'ubi', argument: '10' } } }],
  ['images that have the tags latest and latest-dev alone', { options: { name: 'x', baseImage: { kind: 'chainguard' } } }],
  ['secrets of an index with names that a shell has variables for', {
    options: { name: 'x', installer: 'pip', access: { indexes: [{ name: '1.a', url: 'https://pypi.example.com/simple/', usernameSecret: '_', passwordSecret: 'x'.repeat(255) }] } },
  }],
];

/** Sets that gave a crash, a file that nothing could read, or an error that named no option. */
const REFUSED: [string, OptionSet, string][] = [
  ['a tool that no base image has', { options: { name: 'x', baseImage: { kind: 'custom', argument: 'python:3', options: { packageTool: 'yum' } } } }, "baseImage.packageTool must be one of 'apt', 'apk', 'dnf', 'none', got \"yum\""],
  ['packages of a base image that are no list', { options: { name: 'x', baseImage: { kind: 'custom', argument: 'python:3', options: { packages: {} } } } }, 'baseImage.packages must be a list of strings, got {}'],
  ['a reference that is no text', { options: { name: 'x', baseImage: { kind: 'custom', argument: 3 } } }, 'baseImage'],
  ['an image with a name that no registry has', { options: { name: 'x', baseImage: { kind: 'custom', argument: `${'x'.repeat(256)}:3` } } }, 'baseImage: "xxx'],
  ['a registry that leaves no room', { options: { name: 'x', imageRegistry: `registry.example.com/${'x'.repeat(230)}` } }, 'imageRegistry: "registry'],
  ['a release that ends no tag', { options: { name: 'x', baseImage: { kind: 'slim', argument: { release: 'a\nb' } } } }, 'baseImage: "a\\nb" is not possible: a release is a lower-case name or a number'],
  ['variables that are a text', { options: { name: 'x', environment: 'A=b' } }, 'environment must be an object of names and strings, got "…".'],
  ['labels that are a list', { options: { name: 'x', labels: ['a=b'] } }, 'labels must be an object of names and strings, got […].'],
  ['a name that is a list', { options: { name: [[]] } }, 'name must be a string, got [[]].'],
  ['a module that is a number', { options: { name: 'x', moduleName: 5 } }, 'moduleName must be a string, got 5.'],
  ['half of a surrogate pair', { options: { name: 'x', labels: { a: '\ud800' } } }, 'labels a: "…" is not possible: it contains half of a surrogate pair'],
  ['a variable that no line can hold', { options: { name: 'x', environment: { A: 'x'.repeat(70_000) } } }, 'environment A: "…" is not possible'],
  ['a command that no line can hold', { options: { name: 'x', command: Array(9000).fill('argument') } }, 'command: ["argument",'],
  ['system packages that no line can hold', { options: { name: 'x', buildPackages: Array.from({ length: 9000 }, (_, number) => `package-${number}`) } }, 'buildPackages: ["package-0",'],
  ['sdists that no line can hold', { options: { name: 'x', sdists: Array.from({ length: 3000 }, (_, number) => `package-${number}`) } }, 'sdists: ["package-0",'],
  ['a path that no system has', { options: { name: 'x', sources: ['x'.repeat(70_000)] } }, 'sources: "xxx'],
  ['a pattern that no system has', { options: { name: 'x' }, calls: [{ on: 'dockerignore', method: 'exclude', arguments: ['x'.repeat(70_000)] }] }, 'exclude: "xxx'],
  ['a label with lines in its name', { options: { name: 'x', labels: { 'a\nUSER root': 'b' } } }, 'label name: "a\\nUSER root" is not possible'],
  ['a stage that BuildKit takes for no image', { options: { name: 'x' }, calls: [{ on: 'dockerfile', method: 'addStage', arguments: ['a.-b', { fromStage: 'base' }] }] }, 'stage: "a.-b" is not possible'],
  ['an index whose address has brackets', { options: { name: 'x', access: { indexes: [{ name: 'a', url: 'https://[::1]/simple/' }] } } }, 'indexes url: "https://[::1]/simple/" is not possible'],
  ['a comment that no line can hold', { options: { name: 'x' }, calls: [{ on: 'production', method: 'comment', arguments: ['a\n' + 'x'.repeat(70_000)] }] }, 'comment: "a\\nxxx'],
  ['an owner that no line can hold', { options: { name: 'x' }, calls: [{ on: 'production', method: 'copy', arguments: [['a'], '/a', { chown: 'x'.repeat(70_000) }] }], files: { a: '' } }, 'chown: "xxx'],
  ['a group that no system has', { options: { name: 'x' }, calls: [{ on: 'production', method: 'copy', arguments: [['a'], '/a', { chown: `a:${'x'.repeat(33)}` }] }], files: { a: '' } }, 'chown: "a:xxx'],
  ['a number that no user has', { options: { name: 'x' }, calls: [{ on: 'production', method: 'copy', arguments: [['a'], '/a', { chown: '1'.repeat(11), link: true }] }], files: { a: '' } }, 'chown: "111'],
  ['permissions that no line can hold', { options: { name: 'x' }, calls: [{ on: 'production', method: 'copy', arguments: [['a'], '/a', { chmod: 'u+x,'.repeat(20_000) + 'u+x' }] }], files: { a: '' } }, 'chmod: "u+x,'],
  ['a user that no line can hold', { options: { name: 'x' }, calls: [{ on: 'production', method: 'user', arguments: ['1'.repeat(70_000)] }] }, 'user: "111'],
  ['a folder of PATH that no line can hold', { options: { name: 'x' }, calls: [{ on: 'production', method: 'prependPath', arguments: [`/${'x'.repeat(70_000)}`] }] }, 'path: "/xxx'],
  ['a secret that no line can hold', {
    options: { name: 'x', access: { indexes: [{ name: 'acme', url: 'https://pypi.example.com/simple/', usernameSecret: 'U', passwordSecret: 'x'.repeat(256) }] } },
  }, 'indexes acme passwordSecret: "…" is not possible'],
  ['a comment that is no text', { options: { name: 'x' }, calls: [{ on: 'production', method: 'comment', arguments: [5] }] }, 'comment: 5 is not possible: expected a string'],
  ['a path that looks like a here-document', { options: { name: 'x' }, calls: [{ on: 'production', method: 'copy', arguments: [['a'], '/ <<EOF/'] }], files: { a: '' } }, 'copy: "/ <<EOF/" is not possible: editors read <<'],
  ['a path of white space and all quotes', { options: { name: 'x' }, calls: [{ on: 'production', method: 'copy', arguments: [['a'], '/a \'"/'] }], files: { a: '' } }, 'copy: "/a \'\\"/" is not possible: a path with white space'],
];

describe('refused is', () => {
  test.each(REFUSED)('%s', (_name, set, message) => {
    const { error } = synthesize(set);
    expect(error?.message.slice(0, message.length)).toBe(message);
    expect(error?.message).toMatch(/ is not possible: | must be /);
  });
});

describeOnEngine('nobody has anything against', () => {
  test('earlier failures', async () => {
    installTools();
    const texts = JUDGED.flatMap(([name, set]) => {
      const { error, dockerfiles } = synthesize(set);
      return error ? [[name, error.message]] : Object.values(dockerfiles).map(({ text }) => [name, text]);
    });
    const findings = await judge(texts.map(([, text]) => text));
    expect(findings.map(({ index, says }) => `${texts[index][0]}: ${says}`)).toEqual([]);
  });
});
