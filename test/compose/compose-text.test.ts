import * as fc from 'fast-check';
import { parse } from 'yaml';
import { composeText, literal, literals } from '../../src/compose/compose-text';

test.each([
  ['costs $5', 'costs $$5'], ['$$', '$$$$'], ['${A:-b}', '$${A:-b}'], ['none', 'none'],
])('the $ of %j starts no variable', (text, result) => {
  expect(literal(text)).toBe(result);
  expect(literals({ A: text })).toEqual({ A: result });
});

test.each([
  '1_000', '0o17', '0b11', '0x1f', '1:30', '1e3', '.5', '-7', '+1', '2026-11-27', 'yes', 'No', 'on', 'y', '~', 'null', 'true', '.inf', '<<', '=', '', ' a', 'a ', '- a', '#a', 'a: b',
])('%j stays a string for every parser', (text) => {
  const yaml = composeText({ environment: { A: text } });
  expect(yaml).toMatch(/^environment:\n {2}A: ("|')/);
  expect(parse(yaml, { version: '1.1' })).toEqual({ environment: { A: text } });
  expect(parse(composeText({ [text]: 'A' }), { version: '1.1' })).toEqual({ [text]: 'A' });
});

test('strings with any kind of line break are written on one line', () => {
  const text = 'a\nb\r\nc\td\u0085e\u2028f\u2029g\ufeffh\u0007i';
  const yaml = composeText({ A: text, B: [text] });
  expect(yaml.split(/[\n\r\u0085\u2028\u2029]/)).toHaveLength(3);
  expect(yaml).not.toMatch(/[^\n\x20-\x7e]/);
  expect(parse(yaml)).toEqual({ A: text, B: [text] });
});

test('lists of strings are written as exec forms are', () => {
  expect(composeText({ command: ['python', '-c', 'print("a, b")', '1'], watch: [{ path: './a' }], volumes: { data: {} } }))
    .toBe('command: ["python", "-c", "print(\\"a, b\\")", "1"]\nwatch:\n  - path: ./a\nvolumes:\n  data: {}\n');
});

test('strings are read back unchanged in both versions of YAML', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
    const value = { list: texts, map: Object.fromEntries(texts.map((text, index) => [`A${index}`, text])) };
    expect(parse(composeText(value))).toEqual(value);
    expect(parse(composeText(value), { version: '1.1' })).toEqual(value);
  }), { numRuns: 25 });
});
