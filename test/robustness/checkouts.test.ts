import { spawnSync } from 'child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { hashes } from './programs';
import { Framework, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager } from '../../src';
import { fingerprint } from '../../src/package-managers/lock-record';
import { folderWith } from '../synth';

const DIGEST = `sha256:${'a'.repeat(64)}`;

function edit(file: string, change: (text: string) => string): void {
  chmodSync(file, 0o644);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/** Synthesizes; returns the warnings and what all files hold. */
function synth(outdir: string, options: Partial<PythonContainerProjectOptions>) {
  const project = new PythonContainerProject({ name: 'shop', framework: Framework.NONE, sources: ['shop'], command: ['python', '-m', 'shop.main'], ...options, outdir });
  const warnings = jest.spyOn(project.logger, 'warn').mockImplementation();
  project.synth();
  return { warnings: warnings.mock.calls.flat(), files: hashes(outdir) };
}

/** What git does to texts on Windows. */
function withCarriageReturns(folder: string): void {
  Object.keys(hashes(folder)).forEach(path => edit(join(folder, path), text => text.replace(/\r?\n/g, '\r\n')));
}

function script(folder: string, ...argv: string[]) {
  const { status, stderr } = spawnSync(process.execPath, ['.projen/container.cjs', ...argv], { cwd: folder, encoding: 'utf8' });
  return { status, stderr };
}

const CODE = { 'shop/main.py': '', 'tests/test_main.py': '', 'bytecode.txt': 'json\nasyncio\n' };
const LOCK = '# made by uv\nidna==3.10 \\\n    --hash=sha256:00\n';
const PYPROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["idna"]\n\n[dependency-groups]\ndev = ["pytest"]\n';

describe.each<[string, { [path: string]: string }, string[], Partial<PythonContainerProjectOptions>]>([
  ['pip', CODE, ['requirements.txt', 'requirements-dev.txt'], {}],
  ['uv', CODE, ['uv.lock'], { packageManager: PythonPackageManager.UV }],
  ['poetry', CODE, ['poetry.lock'], { packageManager: PythonPackageManager.POETRY }],
  ['pip with existing requirements', { ...CODE, 'requirements.in': 'idna\n', 'requirements-dev.in': 'pytest\n' }, ['requirements.txt', 'requirements-dev.txt'], {}],
  ['uv with an existing pyproject.toml', { ...CODE, 'pyproject.toml': PYPROJECT }, ['uv.lock'], { packageManager: PythonPackageManager.UV }],
])('a checkout with CRLF, with %s', (_manager, code, locks, options) => {
  let folder: string;
  let before: ReturnType<typeof synth>;

  beforeEach(() => {
    folder = folderWith(code);
    synth(folder, options);
    locks.forEach(lock => writeFileSync(join(folder, lock), LOCK));
    edit(join(folder, 'Dockerfile'), text => text.replace(/^(# syntax=|FROM )(\S+:\S+)/gm, `$1$2@${DIGEST}`));
    // as `lock` records it
    const [plan] = JSON.parse(readFileSync(join(folder, '.projen/container.json'), 'utf8')).locks;
    writeFileSync(join(folder, '.projen/locked.json'), JSON.stringify(Object.fromEntries(locks.map(lock => [lock, fingerprint(folder, plan)]))));
    before = synth(folder, options);
    expect(before.warnings).toEqual([]);
  });

  test('is synthesized to the same bytes, and its locks are fresh', () => {
    withCarriageReturns(folder);
    expect(script(folder, 'locked')).toEqual({ status: 0, stderr: '' });
    const { warnings, files } = synth(folder, options);
    expect(warnings).toEqual([]);
    // what people wrote, and locks, stay as git has laid them
    const generated = Object.keys(files).filter(path => !(path in code) && !locks.includes(path) && path !== '.projen/locked.json');
    expect(generated.length).toBeGreaterThan(12);
    generated.forEach(path => expect([path, files[path]]).toEqual([path, before.files[path]]));
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toContain(`@${DIGEST} AS base\n`);
    expect(script(folder, 'locked')).toEqual({ status: 0, stderr: '' });
  });
});

test('a folder with spaces and letters of other alphabets is synthesized to the same bytes as another one', () => {
  const plain = folderWith(CODE);
  const folder = mkdtempSync(join(tmpdir(), 'unit- mein Projekt ü 日本-'));
  for (const [path, text] of Object.entries(CODE)) {
    spawnSync('mkdir', ['-p', join(folder, path, '..')]);
    writeFileSync(join(folder, path), text);
  }
  synth(folder, {});
  expect(synth(folder, {}).files).toEqual(synth(plain, {}).files);
});

test.each<[string, string, Partial<PythonContainerProjectOptions>]>([
  ['sources', "folders are separated by / on every system. Write 'src/app'.", { sources: ['src\\app'] }],
  ['sources', 'a path must be inside the build context. Write it relative to the project.', { sources: ['C:\\x'] }],
  ['sources', 'a path must be inside the build context. Write it relative to the project.', { sources: ['\\\\server\\share'] }],
  ['moduleName', "the name of a module must be a Python identifier and not a keyword. Set moduleName, for example to 'my_service'.", { moduleName: 'src\\app' }],
])('%s: a Windows path is refused: %s', (option, reason, options) => {
  expect(() => new PythonContainerProject({ name: 'shop', outdir: folderWith(CODE), ...options }))
    .toThrow(new RegExp(`^${option}: .* is not possible: ${reason.replace(/[.\\/]/g, '\\$&')}$`));
});
