import { KnownFiles, newBudget } from '../../src/standards/known-files';
import { asWord } from '../../src/standards/shell-command';

test('a file is known by its name in any folder, with all texts that it got', () => {
  const files = new KnownFiles();
  files.write('/a/x', 'one');
  files.write('b/x', 'two');
  files.write('x', 'one');
  files.write('empty', '');
  expect(['x', './x', '/c/x', 'empty', 'other', 'constructor'].map(path => files.text(path))).toEqual(['one\ntwo', 'one\ntwo', 'one\ntwo', '', '', '']);
});

test('a copy has the text of the file, and keeps its own', () => {
  const files = new KnownFiles();
  files.write('a', 'one');
  files.write('/b', 'two');
  files.copy('./a', '/b');
  expect([files.text('a'), files.text('b')]).toEqual(['one', 'two\none']);
});

test.each<[string, string, boolean, string | undefined]>([
  ['/usr/bin/pip', '/p', false, 'pip'],
  ['/sbin/pip', 'p', false, 'pip'],
  ['bin/pip', 'p', false, 'pip'],
  ['pip', 'p', true, 'pip'],
  ['pip', 'p', false, undefined],
  ['/bin/x/pip', 'p', false, undefined],
  ['/usr/bin/p', '/p', false, undefined],
  ['p', '/p', true, undefined],
])('after %s was copied to %s (a program: %s), p is %s', (from, to, isProgram, origin) => {
  const files = new KnownFiles();
  files.copy(from, to, isProgram);
  expect([files.origin('/x/p'), files.origin('pip')]).toEqual([origin, undefined]);
});

test('no more is read when the budget of all stages is used', () => {
  const budget = newBudget();
  const files = new KnownFiles(budget);
  files.write('a', 'x'.repeat(60_000));
  const child = new KnownFiles(budget, files);
  const lengths = [files, child, files, child].map(known => known.text('a').length);
  expect(lengths).toEqual([60_000, 60_000, 0, 0]);
  expect(new KnownFiles(newBudget(), files).text('a')).toHaveLength(60_000);
});

test('a stage that starts from another has its shell, variables and files, and does not change those', () => {
  const parent = new KnownFiles();
  parent.shell = ['bash', '-c'];
  parent.variables.set('A', asWord('1'));
  parent.write('f', 'one');
  parent.copy('/bin/pip', 'p');
  const child = new KnownFiles(newBudget(), parent);
  expect([child.shell, child.variables.get('A')?.text, child.text('f'), child.origin('p')]).toEqual([['bash', '-c'], '1', 'one', 'pip']);
  child.variables.set('A', asWord('2'));
  child.write('f', 'two');
  expect([parent.variables.get('A')?.text, parent.text('f')]).toEqual(['1', 'one']);
});

test('a stage that copies from another has its files, and neither its shell nor its variables', () => {
  const other = new KnownFiles();
  other.shell = ['bash', '-c'];
  other.variables.set('A', asWord('1'));
  other.write('f', 'one');
  other.copy('/bin/pip', 'p');
  const files = new KnownFiles();
  files.copyFrom(other);
  expect([files.shell, files.variables.size, files.text('f'), files.origin('p')]).toEqual([['/bin/sh', '-c'], 0, 'one', 'pip']);
});

test.each<[string[], boolean]>([
  [['/bin/sh', '-c'], true],
  [['bash', '-o', 'pipefail', '-ec'], true],
  [['bash'], false],
  [['bash', '-e'], false],
  [['bash', '-c', 'x'], false],
  [['bash', '-c-'], false],
  [['bash', 'x-c'], false],
  [['python', '-c'], false],
  [['pwsh', '-Command'], false],
])('%j reads scripts: %s', (shell, hasShell) => {
  const files = new KnownFiles();
  files.shell = shell;
  expect(files.hasShell).toBe(hasShell);
});
