import { KnownTexts, printedText } from '../../src/standards/printed-text';

/** What commands read here: a pipe has two lines, and two files have a text. */
const TEXTS: KnownTexts = { input: () => 'one b\ntwo', file: path => ({ a: 'text of a', f: 'text of f' })[path] ?? '' };

const SILENT: KnownTexts = { input: () => '', file: () => '' };

test.each<[string[], string]>([
  [['echo', 'a', 'b'], 'a b'],
  [['echo', '-n', '-e', '-En', 'a', '-n'], 'a -n'],
  [['echo', '-na', 'b'], '-na b'],
  [['echo', 'x-n', 'b'], 'x-n b'],
  [['echo'], ''],
  [['yes', 'a'], 'a'],
  [['echo', 'a\\nb\\rc\\td\\\\e\\a'], 'a\nb\nc d\\e '],
  [['echo', '\\x41\\x4', '\\101', '\\0101', '\\u0041\\u41', '\\x4g'], 'A\u0004 A A AA \u0004g'],
  [['echo', '\\z'], '\\z'],
  [['printf', 'a b'], 'a b'],
  [['printf', '--', '%s', 'a'], 'a'],
  [['printf', '--', '--', 'a'], '--'],
  [['printf'], ''],
  [['printf', '%s-%5.2f|', 'a', 'b', 'c'], 'a-b|c-|'],
  [['printf', '%-9s %+d %#x %05d %1$', 'a', 'b', 'c', 'd'], 'a b c d %1$'],
  [['printf', '%b\\n', 'a\\tb'], 'a b\n'],
  [['printf', 'a\\n', 'unused'], 'a\n'],
  [['printf', '%s%%'], '%'],
  [['which', '-a', 'pip'], 'pip'],
  [['which', 'a', 'b'], 'a\nb'],
  [['command', '-v', 'pip'], 'pip'],
  [['command', '-V', 'pip'], 'pip'],
  [['command', '-x', 'pip'], 'one b\ntwo'],
  [['command', 'x-v'], 'one b\ntwo'],
  [['cat', '/x/a'], 'one b\ntwo\ntext of a'],
  [['cat', '-n', 'a', '-', 'f', 'gone'], 'one b\ntwo\ntext of a\ntext of f'],
  ...['awk', 'cut', 'fold', 'grep', 'head', 'nl', 'paste', 'sed', 'sort', 'tac', 'tail', 'uniq'].map((name): [string[], string] => [[name, 'f'], 'one b\ntwo\ntext of f']),
  [['unknown', 'a'], 'one b\ntwo'],
  [['constructor', 'a'], 'one b\ntwo'],
  [['rev'], 'b eno\nowt'],
  [['rev', 'a'], 'b eno\nowt\na fo txet'],
])('%j prints %j', (words, text) => {
  expect(printedText(words, TEXTS)).toBe(text);
});

test.each<[string[], string]>([
  ...['-d', '-D', '--decode', '-di'].map((option): [string[], string] => [['base64', option], 'pip']),
  [['basenc', '-d', '--base64'], 'pip'],
  [['openssl', 'enc', '-d', '-base64'], 'pip'],
  [['base64'], 'cG\nlw'],
  [['base64', '-w', '0'], 'cG\nlw'],
  [['base64', 'x-d', '--decode-not'], 'cG\nlw'],
  [['openssl', 'enc', '-aes256'], 'cG\nlw'],
])('%j of a text in base64 prints %j', (words, text) => {
  expect(printedText(words, { ...SILENT, input: () => 'cG\nlw' })).toBe(text);
});

test.each<[string[], string]>([
  [['xxd', '-r', '-p'], 'pip'],
  [['xxd', '-ps', '-revert'], 'pip'],
  [['xxd', '-pr'], 'pip'],
  [['xxd', '-p'], '7069 70'],
  [['xxd', 'x-r', '-2r', '--r'], '7069 70'],
])('%j of a hexadecimal text prints %j', (words, text) => {
  expect(printedText(words, { ...SILENT, input: () => '7069 70' })).toBe(text);
  expect(printedText([...words, 'f'], { input: () => '', file: () => '7069 70' })).toBe(text === 'pip' ? text : '');
});

test.each<[string, string[], string]>([
  ['abc', ['a-c', 'x-z'], 'xyz'],
  ['abc', ['abc', 'x'], 'xxx'],
  ['abc', ['abc', 'xy'], 'xyy'],
  ['a-c', ['-', '_'], 'a_c'],
  ['abc', ['-d', 'b'], 'ac'],
  ['abc', ['-sd', 'b'], 'ac'],
  ['abc', ['-dc', 'b'], 'abc'],
  ['abc', ['-C', 'b', 'x'], 'abc'],
  ['abc', ['b'], 'ac'],
  ['abc', [], 'abc'],
  ['ab\nc', ['\\n', ' '], 'ab c'],
  ['PIP', ['[:upper:]', '[:lower:]'], 'pip'],
  ['pip', ['[:lower:]', '[:upper:]'], 'PIP'],
  ['a1b2', ['-d', '[:digit:]'], 'ab'],
  ['abc', ['c-a', 'x'], 'abc'],
  ['🐍a', ['a', 'b'], '🐍b'],
])('%j through tr %j is %j', (input, words, text) => {
  expect(printedText(['tr', ...words], { ...SILENT, input: () => input })).toBe(text);
});

test('a format is not repeated without an end', () => {
  const list = Array.from({ length: 200_000 }, () => 'x');
  expect(printedText(['printf', '%s', ...list], SILENT)).toHaveLength(33_334);
  expect(printedText(['printf', `%s${'-'.repeat(99_998)}`, ...list], SILENT)).toHaveLength(99_999);
});
