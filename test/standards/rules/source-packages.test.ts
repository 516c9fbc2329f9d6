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

test.each(LOCKS)('packages of %s without a wheel are reported with the option to set', (lock, entry) => {
  const text = [entry('Antlr4_Runtime', 'antlr4-1.tar.gz'), entry('idna', 'idna-1.tar.gz', 'idna-1-py3-none-any.whl'), entry('old', 'old-1.zip'), entry('six', 'six-1-py3-none-any.whl')].join('\n');
  expect(inLock(lock, text)).toEqual(['sdists: antlr4-runtime, old: there is no wheel for Python 3.14, and the build compiles only packages that are listed. '
    + "Write sdists: ['antlr4-runtime', 'old'], and add the compilers and headers that they need to buildPackages."]);
  expect(inLock(lock, text, { sdists: ['old', 'zope'] })).toEqual([expect.stringContaining("sdists: antlr4-runtime: there is no wheel for Python 3.14, and the build compiles only packages that are listed. Write sdists: ['antlr4-runtime', 'old', 'zope'],")]);
  expect(inLock(lock, text, { sdists: ['antlr4_runtime', 'old'] })).toEqual([]);
});

test.each([
  ['uv.lock', '[[package]]\nname = "prices"\nversion = "1"\nsource = { editable = "libs/prices" }\n\n[package.metadata]\nx = "prices-1.tar.gz"\n'],
  ['uv.lock', '[[package]]\nname = "shapes"\nversion = "1"\nsource = { git = "https://example.com/shapes.tar.gz#00" }\n'],
  ['poetry.lock', '[[package]]\nname = "shapes"\nversion = "1"\nfiles = []\n\n[package.source]\ntype = "git"\nurl = "https://example.com/shapes.tar.gz"\n'],
  ['poetry.lock', '[[package]]\nname = "pywin32"\nversion = "1"\nfiles = []\n'],
])('packages that are not from an index are not reported: %s, %j', (lock, text) => {
  expect(inLock(lock, text)).toEqual([]);
});

const wheel = (name: string, tags: string) => `${name}-1-${tags}.whl`;

test.each(LOCKS)('packages of %s whose wheels are for other versions of Python', (lock, entry) => {
  const text = [
    entry('numpy', 'numpy-1.tar.gz', wheel('numpy', 'cp312-cp312-manylinux_2_28_x86_64'), wheel('numpy', 'cp314-cp314t-manylinux_2_28_x86_64')),
    entry('cffi', wheel('cffi', 'cp39-abi3-manylinux_2_28_x86_64')), entry('uvloop', wheel('uvloop', 'cp314-cp314-manylinux_2_28_aarch64.manylinux2014_aarch64')),
    entry('pywin32', wheel('pywin32', 'cp312-cp312-win_amd64')), entry('tool', wheel('tool', 'py3-none-manylinux_2_17_x86_64')),
    entry('old', wheel('old', 'cp310-cp310-manylinux_2_28_x86_64')), entry('old', wheel('old', 'cp314-cp314-manylinux_2_28_x86_64')),
  ].join('\n') + (lock === 'poetry.lock' ? '\n[metadata]\nlock-version = "2.1"\n' : '');
  expect(inLock(lock, text)).toEqual(['sdists: numpy: there is no wheel for Python 3.14, and the build compiles only packages that are listed. '
    + "Write sdists: ['numpy'], and add the compilers and headers that they need to buildPackages. "
    + 'There are wheels of numpy for other versions of Python: consider another pythonVersion.']);
  expect(inLock(lock, text, { pythonVersion: '3.12' })).toEqual([expect.stringContaining('uvloop: there is no wheel for Python 3.12')]);
});

test.each([
  ['uv.lock', `${uv('zoneinfo', wheel('zoneinfo', 'cp38-cp38-manylinux_2_28_x86_64'))}\n[[package]]\nname = "x"\ndependencies = [\n    { name = "zoneinfo", marker = "python_full_version < '3.9'" },\n]\n`],
  ['uv.lock', uv('numpy', wheel('numpy', 'cp310-cp310-manylinux_2_28_x86_64')).replace('version =', "resolution-markers = [\n    \"python_full_version < '3.11'\",\n]\nversion =")],
  ['poetry.lock', `${poetry('zoneinfo', wheel('zoneinfo', 'cp38-cp38-manylinux_2_28_x86_64')).replace('files =', 'markers = "python_version < \\"3.9\\""\nfiles =')}\n[metadata]\nlock-version = "2.1"\n`],
  ['poetry.lock', `${poetry('zoneinfo', wheel('zoneinfo', 'cp38-cp38-manylinux_2_28_x86_64'))}\n[metadata]\nlock-version = "2.0"\n`],
])('packages that may not be for this Python are not reported: %s, %j', (lock, text) => {
  expect(inLock(lock, text)).toEqual([]);
});

test('requirements.txt lists no files: the record has the packages that "lock" has found', () => {
  const lock = { 'requirements.txt': 'Antlr4_Runtime[x]==1 --hash=sha256:00\nnumpy==1 \\\n    --hash=sha256:00\n' };
  const found = (record: unknown, options: Options = {}) => findings('source-packages', { ...options, outdir: folderWith({ ...lock, '.projen/locked.json': JSON.stringify(record) }) });
  expect(found({})).toEqual([]);
  const sources = { 'requirements.txt': { withoutWheel: ['antlr4-runtime', 'gone'], forOtherVersions: ['numpy'] } };
  expect(found({ 'requirements.txt': '00', sources })).toEqual([expect.stringContaining("Write sdists: ['antlr4-runtime', 'numpy'], and add the compilers")]);
  expect(found({ sources }, { sdists: ['numpy', 'antlr4-runtime'] })).toEqual([]);
  for (const odd of [null, [], 'x', { 'requirements.txt': ['numpy'] }, { 'requirements.txt': { withoutWheel: 'numpy', forOtherVersions: [] } }, { 'requirements.txt': { withoutWheel: [1], forOtherVersions: ['numpy'] } }]) {
    expect(found({ sources: odd })).toEqual([]);
  }
});
