import { invalidOption, toJson } from '../../src/dockerfile/invalid-option';

const shown = (value: unknown) => /^option: ([^]*) is not possible: allowed\.$/.exec(invalidOption('option', value, 'allowed').message)![1];

test('an error names the option, the value, what is allowed and the fix', () => {
  expect(invalidOption('port', 0, 'a port is from 1 to 65535', 'Write 80').message).toBe('port: 0 is not possible: a port is from 1 to 65535. Write 80.');
  expect(invalidOption('port', 0, 'a port is from 1 to 65535').message).toBe('port: 0 is not possible: a port is from 1 to 65535.');
});

test.each<[unknown, string]>([
  [undefined, 'undefined'], [null, 'null'], [NaN, 'null'], [() => 1, '() => 1'], [['a'], '["a"]'], ['a\n', '"a\\n"'],
  ['\u0085\u2028\u2029\u007f', '"\\u0085\\u2028\\u2029\\u007f"'],
])('shows %p as %s', (value, text) => {
  expect(shown(value)).toBe(text);
});

test.each([
  ['https://user:secret@example.com/x', '"https:…@example.com/x"'],
  ['https://token:x@y@example.com/', '"https:…@example.com/"'],
  ['see https://a.example/p/q?token=secret&x=1 and b', '"see https://a.example/p/q?… and b"'],
  ['git+ssh://me:pw@h/x?y#z', '"git+ssh:…@h/x?…"'],
  ['what?yes', '"what?yes"'],
  ['a: b@c', '"a: b@c"'],
])('shows no passwords: %s', (value, text) => {
  expect(shown(value)).toBe(text);
});

test('shows only the beginning of a long value', () => {
  expect(shown('x'.repeat(498))).toBe(`"${'x'.repeat(498)}"`);
  expect(shown('x'.repeat(499))).toBe(`"${'x'.repeat(499)}…`);
});

test('an error shows no stack trace, unless DEBUG is set', () => {
  const { DEBUG } = process.env;
  try {
    delete process.env.DEBUG;
    expect(invalidOption('port', 0, 'a')).toMatchObject({ name: 'Error', stack: 'port: 0 is not possible: a.' });
    process.env.DEBUG = 'true';
    expect(invalidOption('port', 0, 'a').stack).toMatch(/^Error: port: 0 is not possible: a\.\n +at /);
  } finally {
    process.env.DEBUG = DEBUG ?? '';
  }
});

test('what is no JSON has none', () => {
  expect(toJson(undefined)).toBeUndefined();
});
