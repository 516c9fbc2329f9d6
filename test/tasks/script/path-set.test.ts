import { outermost, PathSet } from '../../../src/tasks/script/path-set';

const SET = new PathSet(['a/b/c', 'a/b', 'a-b', 'a.b/c', 'a0', 'ab', 'é/x', 'a/b']);

test.each([
  ['a', ['a/b', 'a/b/c']],
  ['a/b', ['a/b', 'a/b/c']],
  ['a/b/c', ['a/b/c']],
  ['a/b/c/d', []],
  ['é', ['é/x']],
  ['', ['a-b', 'a.b/c', 'a/b', 'a/b/c', 'a0', 'ab', 'é/x']],
])('within %j are %j', (folder, expected) => {
  expect(SET.within(folder)).toEqual(expected);
});

test.each([['a/b/x/y', 'a/b'], ['a/b', 'a/b'], ['a', undefined], ['a.b/x', undefined], ['', undefined]])('above %j is %j', (path, expected) => {
  expect(SET.above(path)).toBe(expected);
});

test('everything is in the repository', () => {
  expect(new PathSet(['']).above('a/b')).toBe('');
});

test.each([[['a/b', 'a', 'ab', 'a'], ['a', 'ab']], [['', 'a'], ['']], [[], []]])('of %j, %j are in no other', (paths, expected) => {
  expect(outermost(paths)).toEqual(expected);
});
