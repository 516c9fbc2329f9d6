import { readdirSync } from 'fs';
import { join } from 'path';

/** Takes all tests of a folder into one file: for each file jest loads projen anew, and for thousands of mutants that is hours. */
export function takeTests(folder: string): void {
  const files = readdirSync(join(__dirname, '..', folder), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.test.ts'));
  files.sort().forEach(file => jest.requireActual(join(__dirname, '..', folder, file)));
}
