import { Component, Project, SampleDir, SampleFile, TextFile } from 'projen';
import { FuturePaths } from '../../src/standards/future-paths';

const root = new Project({ name: 'x', outdir: '/p' });
const child = new Project({ parent: root, name: 'y', outdir: 'y' });
const COMPONENTS = [new TextFile(root, 'a/b.txt'), new TextFile(child, 'c.txt'), new SampleFile(root, 's/d.txt', { contents: 'x' }), new SampleDir(root, 'dir', { files: { x: 'x' } }), new Component(root)];
const future = new FuturePaths(COMPONENTS, ['/p/made/by/task']);

test.each<[string, boolean, boolean, boolean]>([
  ['/p/a/b.txt', true, false, true], ['/p/a', true, true, false], ['/p', true, true, false], ['/', true, true, false], ['/p/y/c.txt', true, false, true], ['/p/c.txt', false, false, false], ['/p/s/d.txt', true, false, true],
  ['/p/dir', true, false, true], ['/p/dir/in/it', true, false, true], ['/p/made/by/task', true, false, true], ['/p/made/by/task/x', true, false, true], ['/p/made/by', true, true, false], ['/p/a/other', false, false, false], ['/q', false, false, false],
])('%s will exist: %s, as a folder of known files: %s, or as a file or in an unknown folder: %s', (path, exists, isFolder, isWithin) => {
  expect([future.has(path), future.isFolder(path), future.isWithin(path)]).toEqual([exists, isFolder, isWithin]);
});

test('the names in a folder are listed, each once', () => {
  expect(['/p', '/p/a', '/p/made', '/p/y', '/p/dir', '/'].map(folder => future.namesIn(folder).sort())).toEqual([['a', 'dir', 'made', 's', 'y'], ['b.txt'], ['by'], ['c.txt'], [], ['p']]);
});
