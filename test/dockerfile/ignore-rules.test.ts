import fc from 'fast-check';
import { ignorePatterns, IgnoreRules } from '../../src/dockerfile/ignore-rules';
import { isWithin } from '../../src/files/relative-path';

const name = fc.constantFrom('a', 'b', 'a.b', '-');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map(names => names.join('/'));
const part = fc.oneof(name, fc.constantFrom('*', '**', 'a*', '[ab]', '?', '\\a'));
const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'));
const line = fc.tuple(fc.boolean(), pattern).map(([admits, text]) => admits ? `!${text}` : text);
const lines = fc.tuple(fc.boolean(), fc.array(line, { maxLength: 6 })).map(([isDerived, list]) => [...isDerived ? ['*'] : [], ...list]);

test('what is admitted is in a folder that may have it', () => {
  let admitted = 0;
  fc.assert(fc.property(lines, path, (list, file) => {
    const rules = new IgnoreRules(list);
    if (rules.admits(file)) {
      admitted++;
      const folders = file.split('/').slice(0, -1).map((_, index, parts) => parts.slice(0, index + 1).join('/'));
      expect(folders.filter(folder => !rules.admits(folder) && !rules.mayAdmitIn(folder))).toEqual([]);
      expect(rules.roots?.some(root => root === '.' || isWithin(file, root)) ?? true).toBe(true);
    }
  }), { numRuns: 20_000 });
  expect(admitted).toBeGreaterThan(1000);
});

test.each([
  [['*', '!a'], 'b', false],
  [['*', '!a/b'], 'a', true],
  [['*', '!a/b', 'a'], 'a', false],
  [['*', '!**', '**/x'], 'x', false],
  [['*', '!**/c', '**/x'], 'b', true],
  [['*', '!a/*.py'], 'b', false],
])('whether %j can admit something in %s: %s', (list, folder, expected) => {
  expect(new IgnoreRules(list).mayAdmitIn(folder)).toBe(expected);
});

test('the folders in which everything lies are known if everything else is excluded', () => {
  expect(new IgnoreRules(['*', '!a/b', '**/x', '!c/*.py', '!d\\*/e']).roots?.sort()).toEqual(['.', 'a/b', 'c']);
  expect(new IgnoreRules(['*', '!**']).roots).toEqual(['.']);
  expect([[], ['a', '*'], ['!*']].map(list => new IgnoreRules(list).roots)).toEqual([undefined, undefined, undefined]);
});

test('without patterns everything is admitted', () => {
  expect(new IgnoreRules([]).admits('a/b')).toBe(true);
});

test.each([
  ['\ufeff*\r\n# x\r\n\r\n  !a/  \r\n', ['*', '!a']],
  ['/a/b\n! /c\n./d/../e\n #f', ['a/b', '!c', 'e', '#f']],
  ['/', ['/']],
  ['', []],
])('the patterns of %j are %j', (text, expected) => {
  expect(ignorePatterns(text)).toEqual(expected);
});

test('a path with a line break counts as admitted if a pattern with ** excludes it, because BuildKit may admit it', () => {
  const rules = new IgnoreRules(['*', '!a', '**/*.pem', 'a/x\n']);
  expect(['a/b/k.pem', 'a/b\nc/k.pem', 'b\nc/k.pem', 'a/x\n'].map(file => rules.admits(file))).toEqual([false, true, false, false]);
});
