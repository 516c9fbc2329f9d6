import { PythonPackageManager } from '../../../src';
import { folderWith } from '../../synth';
import { findings, Options } from '../check';

const uv = (name: string, ...files: string[]) => `[[package]]\nname = "${name}"\nversion = "1"\nsource = { registry = "https://pypi.org/simple" }\n`
  + files.map(file => file.endsWith('.whl') ? `wheels = [\n    { url = "https://example.com/${file}", hash = "sha256:00" },\n]\n` : `sdist = { url = "https://example.com/${file}", hash = "sha256:00" }\n`).join('');
const poetry = (name: string, ...files: string[]) => `[[package]]\nname = "${name}"\nversion = "1"\nfiles = [\n${files.map(file => `    {file = "${file}", hash = "sha256:00"},\n`).join('')}]\n`;

function inLock(lock: string, text: string, options: Options = {}): string[] {
  const packageManager = lock === 'uv.lock' ? PythonPackageManager.UV : PythonPackageManager.POETRY;
  return findings('source-packages', { packageManager, ...options, outdir: folderWith({ [lock]: text }) });
}

const LOCKS: [string, typeof uv][] = [['uv.lock', uv], ['poetry.lock', poetry]];

test.each(LOCKS)('packages of %s that have no wheel are told with the line to write', (lock, entry) => {
  const text = [entry('Antlr4_Runtime', 'antlr4-1.tar.gz'), entry('idna', 'idna-1.tar.gz', 'idna-1-py3-none-any.whl'), entry('old', 'old-1.zip'), entry('six', 'six-1-py3-none-any.whl')].join('\n');
  expect(inLock(lock, text)).toEqual(['sdists: antlr4-runtime, old: there is no wheel, and the build compiles only packages that are listed. '
    + "Write sdists: ['antlr4-runtime', 'old'], and add the compilers and headers that they need to buildPackages."]);
  expect(inLock(lock, text, { sdists: ['old', 'zope'] })).toEqual([expect.stringContaining("sdists: antlr4-runtime: there is no wheel, and the build compiles only packages that are listed. Write sdists: ['antlr4-runtime', 'old', 'zope'],")]);
  expect(inLock(lock, text, { sdists: ['antlr4_runtime', 'old'] })).toEqual([]);
});

test.each([
  ['uv.lock', '[[package]]\nname = "prices"\nversion = "1"\nsource = { editable = "libs/prices" }\n\n[package.metadata]\nx = "prices-1.tar.gz"\n'],
  ['uv.lock', '[[package]]\nname = "shapes"\nversion = "1"\nsource = { git = "https://example.com/shapes.tar.gz#00" }\n'],
  ['poetry.lock', '[[package]]\nname = "shapes"\nversion = "1"\nfiles = []\n\n[package.source]\ntype = "git"\nurl = "https://example.com/shapes.tar.gz"\n'],
  ['poetry.lock', '[[package]]\nname = "pywin32"\nversion = "1"\nfiles = []\n'],
])('what is not from an index is built in another way: %s, %j', (lock, text) => {
  expect(inLock(lock, text)).toEqual([]);
});

test('a lock that names no files tells nothing', () => {
  expect(findings('source-packages', { outdir: folderWith({ 'requirements.txt': 'antlr4==1 --hash=sha256:00\n' }) })).toEqual([]);
});
