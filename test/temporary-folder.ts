import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** Gives all tests of a run one temporary folder, and removes it when they are over: they leave gigabytes in it. */
export function temporaryFolder(): void {
  const folder = mkdtempSync(join(tmpdir(), 'tests-'));
  process.env.TMPDIR = folder; // the workers are started after this
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}
