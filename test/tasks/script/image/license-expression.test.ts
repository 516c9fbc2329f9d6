import { isAllowed } from '../../../../src/tasks/script/image/license-expression';

const ALLOWED = ['MIT', 'Apache-2.0', 'BSD License', 'GPL-2.0-only WITH Classpath-exception-2.0'];

test.each([
  ['MIT'], ['mit'], [' MIT '], ['BSD License'], ['MIT OR GPL-3.0-only'], ['GPL-3.0-only or MIT'], ['MIT AND Apache-2.0'], ['(MIT)'], ['(MIT OR GPL-3.0-only) AND Apache-2.0'],
  ['GPL-3.0-only AND X OR MIT'], ['MIT OR GPL-3.0-only AND X'], ['Apache-2.0 WITH LLVM-exception'], ['GPL-2.0-only WITH Classpath-exception-2.0'],
])('%s is allowed', (license) => {
  expect(isAllowed([license], ALLOWED)).toBe(true);
  expect(isAllowed([license, 'MIT'], ALLOWED)).toBe(true);
  expect(isAllowed([license, 'GPL-3.0-only'], ALLOWED)).toBe(false);
});

test.each([
  ['GPL-3.0-only'], [''], ['OR'], ['MIT OR'], ['MIT AND GPL-3.0-only'], ['(MIT OR GPL-3.0-only) AND X'], ['MIT)'], ['(MIT'], ['MIT MIT'], ['MIT Apache-2.0'], ['GPL-2.0-only WITH X'],
  ['NOT MIT'], ['MIT WITH'], [`${'('.repeat(400)}MIT`], ['MIT '.repeat(10_000)], ['constructor'],
])('%s is not allowed', (license) => {
  expect(isAllowed([license], ALLOWED)).toBe(false);
});

test('no license is not allowed', () => {
  expect(isAllowed([], ALLOWED)).toBe(false);
  expect(isAllowed(['MIT'], [])).toBe(false);
});
