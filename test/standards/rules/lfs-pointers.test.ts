import { Framework } from '../../../src';
import { folderWith } from '../../synth';
import { findings } from '../check';

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`;

function found(files: { [path: string]: string }): string[] {
  return findings('lfs-pointers', { framework: Framework.NONE, pytest: false, sources: ['app'], outdir: folderWith({ 'app/a.py': '', ...files }) });
}

test('a git-lfs pointer is reported', () => {
  expect(found({ 'app/model.bin': POINTER })).toEqual(['sources: app/model.bin would be a git-lfs pointer in the image instead of the file. Run: git lfs pull']);
  expect(found({ 'app/a/model.bin': POINTER.replace(/\n/g, '\r\n'), 'app/logo.png': POINTER }))
    .toEqual(['sources: app/logo.png and 1 more would be a git-lfs pointer in the image instead of the file. Run: git lfs pull']);
});

test('only code is not opened', () => {
  expect(found({ 'app/b.py': POINTER, 'app/c.pyi': POINTER })).toEqual([]);
  expect(['app/b.pyc.bin', 'app/x.pyx', 'app/py'].map(path => found({ [path]: POINTER }).length)).toEqual([1, 1, 1]);
});

test('files that look like pointers are not reported', () => {
  expect(found({ 'app/notes.md': `see ${POINTER}`, 'app/big.txt': POINTER + 'x'.repeat(2000), 'app/small.txt': POINTER.slice(0, 50), 'other/model.bin': POINTER, 'app/.env': POINTER, 'app/node_modules/x': POINTER })).toEqual([]);
});
