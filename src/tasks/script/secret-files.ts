import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates missing files of secrets, each with a random password. The users in containers have other IDs, so
 * everyone may read a file; the permissions of its folder keep other users of this machine out.
 */
export function makeSecrets(...files: string[]): void {
  for (const file of files.filter(path => !existsSync(path))) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o644, flag: 'wx' });
    console.log(`${file} was missing and has been created with a random password. Replace it if you need another one.`);
  }
}
