import { readdirSync } from 'fs';
import { basename, join } from 'path';

/** Tests that find slowness and no faults: with them, each of thousands of mutants takes seconds. */
const SLOW = ['long-texts.test.ts', 'hostile-lines.test.ts'];

/** Takes all tests of a folder into one file: for each file jest loads projen anew, and for thousands of mutants that is hours. */
export function takeTests(folder: string): void {
  const files = readdirSync(join(__dirname, '..', folder), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.test.ts') && !SLOW.includes(basename(file)));
  files.sort().forEach(file => jest.requireActual(join(__dirname, '..', folder, file)));
}
