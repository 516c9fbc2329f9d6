import { execFileSync } from 'child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'fs';
import { join } from 'path';
import { readTextFile } from '../../src/dockerfile/text-file';
import { newFolder } from '../synth';

const file = (...contents: (string | Buffer)[]) => {
  const path = join(newFolder(), 'file');
  contents.forEach(content => writeFileSync(path, content));
  return path;
};

test.each(['', 'a\r\nb\n', 'ä 日本語 🐍', '\uFEFFa'])('%j is read as it is', (text) => {
  expect(readTextFile('name', file(text))).toBe(text);
});

test('a missing file has no text', () => {
  expect(readTextFile('name', file())).toBeUndefined();
  expect(readTextFile('name', join(file('a file'), 'below'))).toBeUndefined();
  const link = file();
  symlinkSync('nowhere', link);
  expect(readTextFile('name', link)).toBeUndefined();
});

test.each<[string, (path: string) => void, string]>([
  ['a folder', mkdirSync, 'expected a file, but there is a folder of this name. Rename it.'],
  ['a pipe', path => execFileSync('mkfifo', [path]), 'expected a file, but there is something else of this name. Rename it.'],
  ['bytes', path => writeFileSync(path, Buffer.from([0x61, 0xff])), 'it is not UTF-8 text. Save it as UTF-8.'],
  ['UTF-16', path => writeFileSync(path, Buffer.from('\uFEFFabc', 'utf16le')), 'it is not UTF-8 text. Save it as UTF-8.'],
  ['half a character', path => writeFileSync(path, Buffer.from('ä').subarray(0, 1)), 'it is not UTF-8 text. Save it as UTF-8.'],
  ['NUL', path => writeFileSync(path, 'a\0b'), 'it is not UTF-8 text. Save it as UTF-8.'],
  ['21 MB', (path) => {
    writeFileSync(path, '');
    truncateSync(path, 21 * 1024 ** 2);
  }, 'it has more than 20 MB. Make it shorter, or rename it.'],
])('%s is an error that names the file', (_what, make, problem) => {
  const path = file();
  make(path);
  expect(() => readTextFile('name', path)).toThrow(new Error(`name: ${JSON.stringify(path)} is not possible: ${problem}`));
});
