import { execFileSync } from 'child_process';
import { existsSync, symlinkSync } from 'fs';
import { join } from 'path';
import { PythonContainerProject, PythonPackageManager } from '../../src';
import { entriesOf, isFile, isFolder, statsOf } from '../../src/files/entries';
import { folderWith, newFolder, newProject, synth } from '../synth';

const CIRCLE = 'circle';

/** A folder with a link that leads to itself. */
function withCircle(name = CIRCLE, files: { [path: string]: string } = {}): string {
  const folder = folderWith({ 'my_service/main.py': '', 'tests/test_main.py': '', ...files });
  symlinkSync(name, join(folder, name));
  return folder;
}

test('an unreadable path counts as missing', () => {
  const folder = withCircle();
  const paths = [CIRCLE, 'nowhere', 'my_service/main.py/x', 'a\0b', 'a'.repeat(5000)].map(path => join(folder, path));
  const seen = paths.map(path => ({ stats: statsOf(path), isFile: isFile(path), isFolder: isFolder(path), entries: entriesOf(path) }));
  expect(seen).toEqual(paths.map(() => ({ stats: undefined, isFile: false, isFolder: false, entries: [] })));
});

test.each([
  CIRCLE, 'uv.toml', 'requirements', 'requirements.in', 'setup.py', 'setup.cfg', 'pytest.ini', 'conftest.py', 'Dockerfile.old', 'src', 'docker',
])('a link %s to itself is not an error', (name) => {
  expect(synth(newProject({ outdir: withCircle(name) })).Dockerfile).toContain('FROM');
});

test('a pattern of a workspace searches only folders, and each only once', () => {
  const members = (...patterns: string[]) => newProject({
    packageManager: PythonPackageManager.UV,
    outdir: withCircle(CIRCLE, { 'LICENSE': '', 'a/b/c/d/e/f/g/h/pyproject.toml': '[project]\nname = "h"\n', 'pyproject.toml': `[project]\nname = "a"\ndependencies = []\n[tool.uv.workspace]\nmembers = ${JSON.stringify(patterns)}\n` }),
  });
  expect(members('LICENSE/*', 'LICENSE/**', `${'**/'.repeat(200)}h`, `${'**/a/../'.repeat(3)}**/h`, '*/**/*/**/*/**/h')).toBeInstanceOf(PythonContainerProject);
  expect(() => members('../*')).toThrow('pyproject.toml tool.uv.workspace: "../*" is not possible: a member is a folder of the workspace. Write its path without ...');
});

test('a pipe is not read', () => {
  const folder = newFolder();
  const paths = ['setup.py', '.projen/files.json'];
  execFileSync('mkdir', [join(folder, '.projen')]);
  execFileSync('mkfifo', paths.map(path => join(folder, path)));
  expect(() => synth(newProject({ outdir: folder }))).toThrow('setup.py: ');
  expect(existsSync(join(folder, 'Dockerfile'))).toBe(false);
});
