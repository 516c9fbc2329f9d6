import { createHash } from 'crypto';
import { mkdirSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';

/** The script as jest has bundled it. */
export const SCRIPT = resolve(__dirname, '../../src/tasks/container.cjs');

/** Puts a program where the script looks for a tool that is installed, and returns the program's path. Its lock is written too, or is what it is said to be. */
export function installFake(folder: string, name: string, program: string, lock?: string): string {
  const text = lock ?? `${name}==1 --hash=sha256:00\n`;
  const hash = createHash('sha256').update(text.replace(/^#.*\n/gm, '')).digest('hex').slice(0, 12);
  const bin = join(folder, `.projen/tools/${name}-${hash}-fake/bin`);
  mkdirSync(bin, { recursive: true });
  if (lock === undefined) {
    writeFileSync(join(folder, `.projen/${name}.txt`), text);
  }
  writeFileSync(join(bin, '../complete'), '');
  writeFileSync(join(bin, 'python'), '');
  writeFileSync(join(bin, name), program, { mode: 0o755 });
  return join(bin, name);
}
