import { writeFileSync } from 'fs';
import { join } from 'path';
import { Framework, PythonContainerProject, PythonPackageManager } from '../../src';
import { formatProblem } from '../../src/package-managers/lock-format';
import { lockState } from '../../src/package-managers/lock-record';
import { folderWith } from '../synth';

const metadata = (version: string) => `[[package]]\nname = "a"\nversion = "1"\n\n[metadata]\n${version}python-versions = "*"\ncontent-hash = "00"\n`;
const MERGE = 'a==1 --hash=sha256:00\n<<<<<<< HEAD\nb==1 --hash=sha256:00\n=======\nb==2 --hash=sha256:00\n>>>>>>> main\n';

test.each<[string, string, string, string]>([
  ['poetry.lock', metadata('lock-version = "1.1"\n'), 'has the format 1.1 of Poetry before 1.3, which does not list the files of packages. Its versions are kept', 'lock'],
  ['poetry.lock', metadata('lock-version = "1.0"\n'), 'has the format 1.0 of Poetry before 1.3', 'lock'],
  ['poetry.lock', metadata(''), 'has the format of Poetry 1.0, which Poetry 2 does not read', 'lock:upgrade'],
  ['poetry.lock', metadata('lock-version = "3.0"\n'), 'has the format 3.0 of a newer Poetry than the one here: upgrade projen-python-container', 'lock:upgrade'],
  ['uv.lock', 'version = 2\nrevision = 1\n', 'has the format 2 of a newer uv, and the one here reads 1: upgrade projen-python-container', 'lock:upgrade'],
  ['../uv.lock', 'version = 1\n\n[[distribution]]\nname = "a"\nversion = "1"\n', 'has the format of uv before 0.3', 'lock'],
  ...['uv.lock', 'poetry.lock', 'requirements.txt'].map((lock): [string, string, string, string] => [lock, MERGE, 'has merge conflicts: resolve them first', 'lock']),
])('%s: %j', (path, lock, problem, task) => {
  expect(formatProblem(path, lock)).toEqual({ problem: expect.stringContaining(problem), task });
});

test.each([
  ['poetry.lock', metadata('lock-version = "2.0"\n')], ['poetry.lock', metadata('lock-version = "2.1"\n')], ['poetry.lock', ''], ['uv.lock', ''],
  ['uv.lock', 'version = 1\nrevision = 9\n\n[[package]]\nname = "a"\nversion = "2.0"\n'], ['requirements.txt', 'a==1 --hash=sha256:00 # <<<<<<< no\n'],
])('%s is read: %j', (path, lock) => {
  expect(formatProblem(path, lock)).toBeUndefined();
});

test('missing hashes of such a lock file are not reported, and synth says what to run', () => {
  const outdir = folderWith({ 'poetry.lock': metadata('lock-version = "1.1"\n'), 'app.py': '' });
  const project = new PythonContainerProject({ name: 'x', outdir, framework: Framework.NONE, pytest: false, autoLock: false, packageManager: PythonPackageManager.POETRY });
  const plan = project.container._packageManager.lock!;
  expect(lockState(outdir, plan)).toMatchObject({ missing: [], unreadable: [{ lock: 'poetry.lock', task: 'lock' }], withoutHashes: [] });
  const warn = jest.spyOn(project.logger, 'warn').mockImplementation();
  project.synth();
  expect(warn.mock.calls.flat()).toContainEqual('Dockerfile: lock: poetry.lock has the format 1.1 of Poetry before 1.3, which does not list the files of packages. '
    + 'Its versions are kept when it is made again: run "npx projen lock".');
  writeFileSync(join(outdir, 'poetry.lock'), metadata('lock-version = "2.1"\n'));
  expect(lockState(outdir, plan)).toMatchObject({ unreadable: [], withoutHashes: [{ lock: 'poetry.lock', packages: ['a'] }] });
});
