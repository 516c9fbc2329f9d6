import { changesContents } from '../../../src/tasks/script/git-attributes';

test.each([
  ['', '# a comment\n\n/x linguist-generated\n', false],
  ['*.py diff=python\n', '*.py diff merge=union -whitespace', false],
  ['*.py text', '*.py   text\r\n', false],
  ['*.py text', '*.py text=auto', true],
  ['*.bin filter=lfs diff=lfs', '*.bin diff=lfs', true],
  ['', '*.sh eol=lf', true],
  ['', '* !text', true],
  ['', '[attr]binary -diff', true],
  ['"a diff" text', '"a" text', true],
  ['*.a text\n*.b -text', '*.b -text\n*.a text', true],
])('%j and %j make other contents: %s', (before, after, expected) => {
  expect(changesContents(before, after)).toBe(expected);
});
