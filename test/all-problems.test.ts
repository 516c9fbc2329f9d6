import { folderWith, newProject } from './synth';
import { PythonContainer, PythonContainerProjectOptions, PythonPackageManager } from '../src';

/** The lines of the error. */
function problems(options: object, files: { [path: string]: string } = {}): string[] {
  try {
    newProject({ ...options as Partial<PythonContainerProjectOptions>, outdir: folderWith(files) }).synth();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').map(line => line.replace(/( is not possible|, got|: unknown option).*/, ''));
  }
}

test.each<[string, object, { [path: string]: string }, string[]]>([
  ['requirements for production and for development', {}, { 'requirements.in': '-e .\n--no-index\n', 'requirements-dev.in': 'idna\n-r gone.txt\n' },
    ['requirements.in:1: "-e ."', 'requirements.in:2: "--no-index"', 'requirements-dev.in:2: "-r gone.txt"']],
  ['files to rename', {}, { 'requirements.txt': 'idna\n', 'requirements-dev.txt': 'six\n' }, ['requirements.txt: "idna"', 'requirements-dev.txt: "six"']],
  ['options of the wrong type', { port: 'x', uid: 0, environment: { A: 1, B: 2 } }, {}, ['port must be a whole number from 1 to 65535', 'environment A must be a string', 'environment B must be a string', 'uid must be a whole number from 1 to 2147483647']],
  ['requirements', { requirements: ['a b', 'flask', '-e .'] }, {}, ['requirements: "a b"', 'requirements: "-e ."']],
  ['packages to build', { sdists: ['a b', '!'] }, {}, ['sdists: "a b"', 'sdists: "!"']],
  ['paths', { sources: ['../a', 'b', '/c'] }, {}, ['sources: "../a"', 'sources: "/c"']],
  ['places of tests', { sources: ['shop'], testSources: ['shop/gone', 'shop/missing.py'] }, { 'shop/a.py': '' }, ['testSources: "shop/gone"', 'testSources: "shop/missing.py"']],
  ['patterns', { sourceExcludes: ['../a', '!b'] }, {}, ['sourceExcludes: "../a"', 'sourceExcludes: "!b"']],
  ['names of nothing', { access: { index: [], certificate: 'x' } }, {}, ['access.index', 'access.certificate']],
  ['extras', { packageManager: PythonPackageManager.UV, extras: ['a', 'b'] }, { 'pyproject.toml': '[project]\nname = "x"\nversion = "1"\ndependencies = []\n' }, ['extras: ["a","b"]']],
  ['sources that are not there', { sources: ['a', 'b'] }, {}, ['Dockerfile: context-source: sources: Dockerfile copies or mounts "a", and there is no a in', 'Dockerfile: context-source: sources: Dockerfile copies or mounts "b", and there is no b in'].map(text => expect.stringContaining(text))],
])('all problems are reported together: %s', (_kind, options, files, lines) => {
  expect(problems(options, files)).toEqual(lines);
});

test('the problems of a second container are reported together too', () => {
  expect(() => new PythonContainer(newProject(), { name: 'worker', sources: ['../a', '../b'] })).toThrow(/^sources: "\.\.\/a".*\nsources: "\.\.\/b"/);
  expect(() => new PythonContainer(newProject(), { name: 'worker', pythonVersion: '3.12', sdists: ['a'] })).toThrow(/^pythonVersion: .*\nsdists: /);
});
