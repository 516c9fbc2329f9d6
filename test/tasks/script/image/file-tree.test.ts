import { FileTree } from '../../../../src/tasks/script/image/file-tree';

type Entry = [path: string, kind?: string, bytes?: number];

function files(...layers: Entry[][]): { [path: string]: number } {
  const tree = new FileTree();
  for (const entries of layers) {
    tree.startLayer();
    entries.forEach(([path, kind = 'file', bytes = 1]) => tree.add(path, kind, bytes));
  }
  return Object.fromEntries(tree.files());
}

test('later layers replace files', () => {
  expect(files([['a'], ['b/c', 'file', 2]], [['b', 'folder'], ['b/c', 'file', 3], ['b/d']])).toEqual({ 'a': 1, 'b/c': 3, 'b/d': 1 });
});

test('later layers delete files and folders', () => {
  expect(files([['a'], ['b/c'], ['b/d/e']], [['.wh.a'], ['b/.wh.d']])).toEqual({ 'b/c': 1 });
  expect(files([['a']], [['.wh.gone'], ['x/.wh.gone']])).toEqual({ a: 1 });
});

test('a layer can hide all that was in a folder, but not its own files', () => {
  expect(files([['a/b'], ['a/c/d'], ['e']], [['a/.wh..wh..opq'], ['a/f']])).toEqual({ 'e': 1, 'a/f': 1 });
  expect(files([['a/b'], ['e']], [['a/f'], ['a/.wh..wh..opq']])).toEqual({ 'e': 1, 'a/f': 1 });
});

test('a file in the place of a folder hides what was in it, and the other way round', () => {
  expect(files([['a/b'], ['a/c']], [['a', 'symbolic link', 0]])).toEqual({ a: 0 });
  expect(files([['a']], [['a/b']])).toEqual({ 'a/b': 1 });
  expect(files([['a']], [['a', 'folder']])).toEqual({});
});

test('odd names are names', () => {
  expect(files([['../../etc/passwd'], ['./a//b/'], ['.'], ['']], [['__proto__/x'], ['constructor']])).toEqual({ '../../etc/passwd': 1, 'a/b': 1, '__proto__/x': 1, 'constructor': 1 });
});

test('a hundred thousand deletions take no time', () => {
  const names = Array.from({ length: 100_000 }, (_, number) => `f${number}`);
  const start = performance.now();
  expect(files(names.map(name => [`a/${name}`]), names.map(name => [`a/.wh.${name}`]))).toEqual({});
  expect(performance.now() - start).toBeLessThan(2000);
});
