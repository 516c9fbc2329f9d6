import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes the files of secrets that are missing, each with a password by chance. The users of containers have other numbers than ours, so
 * everyone may read a file: that nobody else on this machine can, its folder sees to.
 */
export function makeSecrets(...files: string[]): void {
  for (const file of files.filter(path => !existsSync(path))) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o644, flag: 'wx' });
    console.log(`${file} was missing. It has a random password now: replace it where another one is needed.`);
  }
}
