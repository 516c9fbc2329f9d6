import { BOOLEAN, check, Check, checkOptions, listOf, matching, NAMED_STRINGS, oneOf, STRING, STRINGS, struct, wholeNumber } from '../../src/dockerfile/option-checks';

const ENUM = { FIRST: 'first', SECOND: 'second' };
const PLACE = struct({ city: STRING, zip: wholeNumber(1000, 9999) });

const VALID: [string, Check, unknown][] = [
  ['an empty string', STRING, ''],
  ['an empty list', STRINGS, []],
  ['strings', STRINGS, ['a', '']],
  ['true', BOOLEAN, true],
  ['false', BOOLEAN, false],
  ['the least number', wholeNumber(1, 3), 1],
  ['the greatest number', wholeNumber(1, 3), 3],
  ['a member of an enum', oneOf(ENUM), 'second'],
  ['a match', matching('a letter', /^[a-z]$/), 'x'],
  ['no names', NAMED_STRINGS, {}],
  ['names and strings', NAMED_STRINGS, { A: '', B: 'b' }],
  ['a struct', PLACE, { city: 'Bern', zip: 3000 }],
  ['an empty struct', PLACE, {}],
  ['a struct with an option that is undefined', PLACE, { city: undefined, other: undefined }],
  ['a list of structs', listOf(PLACE, 'Write [{}]'), [{}, { zip: 1000 }]],
];

test.each(VALID)('%s is valid', (_name, isValid, value) => {
  expect(() => isValid('option', value)).not.toThrow();
});

const INVALID: [string, Check, unknown, string][] = [
  ['a number', STRING, 5, 'option must be a string, got 5.'],
  ['a String object', STRING, new String('a'), 'option must be a string, got "a".'],
  ['a string for a list', STRINGS, 'a', 'option must be a list of strings, got "a". Write for example [\'a\', \'b\'].'],
  ['a list with a number', STRINGS, ['a', 1], 'option must be a list of strings, got ["a",1]. Write for example [\'a\', \'b\'].'],
  ['a word for a boolean', BOOLEAN, 'true', 'option must be true or false, got "true".'],
  ['too small a number', wholeNumber(1, 3), 0, 'option must be a whole number from 1 to 3, got 0.'],
  ['too great a number', wholeNumber(1, 3, 'Write 2'), 4, 'option must be a whole number from 1 to 3, got 4. Write 2.'],
  ['a fraction', wholeNumber(1, 3), 1.5, 'option must be a whole number from 1 to 3, got 1.5.'],
  ['a number in quotes', wholeNumber(1, 3), '2', 'option must be a whole number from 1 to 3, got "2".'],
  ['another value than those of an enum', oneOf(ENUM), 'FIRST', 'option must be one of \'first\', \'second\', got "FIRST".'],
  ['a list of a value of an enum', oneOf(ENUM), ['first'], 'option must be one of \'first\', \'second\', got ["first"].'],
  ['what does not match', matching('a letter', /^[a-z]$/, 'Write a'), 'xy', 'option must be a letter, got "xy". Write a.'],
  ['a list that reads like a match', matching('a letter', /^[a-z]$/), ['x'], 'option must be a letter, got ["x"].'],
  ['null for names', NAMED_STRINGS, null, 'option must be an object of names and strings, got null. Write for example { NAME: \'text\' }.'],
  ['a list for names', NAMED_STRINGS, ['a'], 'option must be an object of names and strings, got ["a"]. Write for example { NAME: \'text\' }.'],
  ['a name with a number', NAMED_STRINGS, { A: 1 }, 'option A must be a string, got 1. Write it in quotes.'],
  ['two names with numbers', NAMED_STRINGS, { A: 1, B: 2 }, 'option A must be a string, got 1. Write it in quotes.\noption B must be a string, got 2. Write it in quotes.'],
  ['a string for a struct', PLACE, 'Bern', 'option must be an object, got "Bern".'],
  ['null for a struct', PLACE, null, 'option must be an object, got null.'],
  ['a list for a struct', PLACE, [], 'option must be an object, got [].'],
  ['a member of another type', PLACE, { city: 3000 }, 'option.city must be a string, got 3000.'],
  ['two members of other types', PLACE, { city: 1, zip: 'x' }, 'option.city must be a string, got 1.\noption.zip must be a whole number from 1000 to 9999, got "x".'],
  ['an unknown member', PLACE, { town: 'Bern' }, 'option.town: unknown option. The options are city, zip.'],
  ['a string for a list of structs', listOf(PLACE, 'Write [{}]'), 'x', 'option must be a list, got "x". Write [{}].'],
  ['a wrong item', listOf(PLACE, 'Write [{}]'), [{}, { zip: 1 }], 'option[1].zip must be a whole number from 1000 to 9999, got 1.'],
];

test.each(INVALID)('%s is an error that names the option', (_name, isValid, value, message) => {
  let error: Error | undefined;
  try {
    isValid('option', value);
  } catch (thrown) {
    error = thrown as Error;
  }
  expect(error?.message).toBe(message);
});

test('a check of your own completes the sentence', () => {
  expect(() => check('even', value => Number(value) % 2 === 0, 'Add one')('size', 3)).toThrow('size must be even, got 3. Add one.');
});

test('only options that are set are checked, and all problems are reported together', () => {
  const checks = { one: STRING, two: BOOLEAN, three: STRING };
  expect(() => checkOptions({ one: undefined, two: false }, checks as never)).not.toThrow();
  expect(() => checkOptions({ one: 1, two: 'x' }, checks as never, 'outer.')).toThrow('outer.one must be a string, got 1.\nouter.two must be true or false, got "x".');
});

test('an option is named alone, or behind the name of what it belongs to', () => {
  expect(() => checkOptions({ a: 1 } as never, { a: STRING } as never)).toThrow(/^a must be a string, got 1\.$/);
  expect(() => checkOptions({ a: 1 } as never, { a: STRING } as never, 'x.')).toThrow(/^x\.a must be a string, got 1\.$/);
});
