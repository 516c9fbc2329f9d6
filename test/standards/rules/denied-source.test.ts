import { folderWith } from '../../synth';
import { Options, findings } from '../check';

/** What the rule says of a project with these files. */
function found(paths: string[], options: Options = {}): string[] {
  const outdir = folderWith(Object.fromEntries(['hello/__init__.py', ...paths].map(path => [path, ''])));
  return findings('denied-source', { outdir, name: 'hello', ...options });
}

test('excluded files in copied folders are listed, with the fix', () => {
  expect(found(['hello/certs/ca.pem', 'hello/.env.defaults', 'hello/static/node_modules/a.js', 'hello/Prod.ENV', 'certs/other.pem'])).toEqual([
    'sources: .dockerignore excludes files in them, so the image does not contain them: "hello/.env.defaults", "hello/Prod.ENV", "hello/certs/ca.pem", "hello/static/node_modules". '
    + 'Add the files that the image needs to dockerignoreExceptions, and exclude the others with dockerignore.exclude().',
  ]);
  expect(found(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(name => `hello/${name}.key`))[0]).toContain('"hello/d.key", "hello/e.key" and 2 more. ');
});

test('of the whole project, what every checkout has is not listed', () => {
  const sources = ['.'];
  expect(found(['.git/config', '.venv/bin/x', 'hello/__pycache__/a.pyc', 'node_modules/x/a.js', '.vscode/x', '.DS_Store', '.mypy_cache/x'], { sources })).toEqual([]);
  expect(found(['.env', 'hello/node_modules/a.js'], { sources })).toEqual([expect.stringContaining(': ".env", "hello/node_modules". ')]);
});

test('nothing is said of what is admitted, excluded by the project, or named outright', () => {
  const paths = ['certs/a.pem', 'certs/b.pem', 'hello/static/node_modules/a.js', 'public.pem'];
  expect(found(paths, { sources: ['hello', 'certs', 'public.pem'], dockerignoreExceptions: ['certs/*.pem', 'hello/static/node_modules'] })).toEqual([]);
  const outdir = folderWith(Object.fromEntries(paths.map(path => [path, ''])));
  expect(findings('denied-source', { outdir, sources: ['hello', 'certs'] }, ({ dockerfile }) => {
    dockerfile.dockerignore.exclude('certs/a.pem');
    dockerfile.dockerignore.exclude('**/b.pem');
    dockerfile.dockerignore.exclude('hello/static/node_modules');
  })).toEqual([]);
});

test.each([['hello/*.pem'], ['hello/x.py'], ['hello'], ['other/a.pem'], ['**/*.key']])('an exception that admits nothing is named: %s', (exception) => {
  expect(found(['hello/x.py', 'other/a.pem'], { dockerignoreExceptions: [exception] })).toEqual([
    `dockerignoreExceptions: "${exception}" has no effect: no excluded file or folder in sources matches it. Remove it.`,
  ]);
});

test('what is in folders that are denied, or that a task makes, may be there', () => {
  expect(found(['hello/.aws/config'], { dockerignoreExceptions: ['hello/.aws/config'] })).toEqual([expect.stringContaining('"hello/.aws"')]);
  expect(findings('denied-source', { name: 'hello', dockerignoreExceptions: ['hello/static/node_modules'] }, container => container.addTaskOutput('hello/static'))).toEqual([]);
});
