import dockerignore from '@balena/dockerignore';
import fc from 'fast-check';
import { NamePattern, PathPattern } from '../../src/dockerfile/glob';

const name = fc.array(fc.constantFrom('a', 'b', '.', '-', '+'), { minLength: 1, maxLength: 5 }).map(characters => characters.join('')).filter(text => !/^\.+$/.test(text));
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map(names => names.join('/'));
const part = fc.array(fc.constantFrom('a', 'b', '.', '-', '*', '?', '[ab]', '[a-b]', '[+]', '\\a'), { minLength: 1, maxLength: 5 })
  .map(parts => parts.join('')).filter(text => !/\*\*|^\.+$|\\a/.test(text.replace(/\\a/g, '')));
const pattern = fc.array(fc.oneof({ weight: 3, arbitrary: part }, { weight: 1, arbitrary: fc.constant('**') }), { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'));

test('paths match as they do to the reference', () => {
  fc.assert(fc.property(pattern, path, (text, file) => {
    expect(new PathPattern(text).covers(file)).toBe(dockerignore({ ignorecase: false }).add([text]).ignores(file));
  }), { numRuns: 20_000 });
});

test('names match as they do to the reference, which lets [^a] stand for a / too', () => {
  const names = fc.array(fc.constantFrom('a', '[^a]', '*', '[^.b]'), { minLength: 1, maxLength: 5 }).map(parts => parts.join('')).filter(text => !text.includes('**'));
  fc.assert(fc.property(names, name, (text, file) => {
    expect(new NamePattern(text).test(file)).toBe(dockerignore({ ignorecase: false }).add([text]).ignores(file));
  }), { numRuns: 5000 });
});

test.each<[string, string[], string[]]>([
  ['a/**', ['a/b', 'a/b/c'], ['a', 'b/a/c']],
  ['**/a/**', ['a/b', 'x/a/b'], ['a', 'x/a']],
  ['**', ['a', 'a/b'], []],
  ['**/a', ['a', 'b/a', 'b/a/c'], ['ab', 'b/ab']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b/z'], ['b', 'a', 'a/x']],
  ['é?', ['é🐍'], ['é', 'e🐍', 'é🐍x']],
  ['[à-ü]', ['é'], ['z']],
  ['[🐍]', ['🐍'], ['🐊']],
  ['[\\]x]', [']', 'x'], ['\\']],
  ['a\nb', ['a\nb'], ['ab']],
])('the pattern %s covers %j and not %j', (text, covered, others) => {
  expect([...covered, ...others].filter(file => new PathPattern(text).covers(file))).toEqual(covered);
});

test('the number of stars does not matter', () => {
  const long = 'a'.repeat(4000);
  const start = Date.now();
  expect(new NamePattern(`${'*a'.repeat(100)}b`).test(long)).toBe(false);
  expect(new NamePattern('*'.repeat(4000)).test(long)).toBe(true);
  expect(new PathPattern(`${'**/a/'.repeat(400)}b`).covers(Array(2000).fill('a').join('/'))).toBe(false);
  expect(new NamePattern('['.repeat(4000)).isValid).toBe(false);
  expect(Date.now() - start).toBeLessThan(1000);
});

test.each([['*', true], ['***', true], ['', true], ['a', false], ['?', false], ['*a', false], ['a*', false]])('whether %j takes an empty name: %s', (text, expected) => {
  expect(new NamePattern(text).test('')).toBe(expected);
});
