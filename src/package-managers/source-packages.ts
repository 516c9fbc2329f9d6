import { normalizeName } from './requirement';

/**
 * The normalized names of the packages in a lock file for which an index has only source files, if the lock file lists its files: those of uv and Poetry
 * do, requirements.txt does not.
 *
 * @see https://packaging.python.org/en/latest/specifications/binary-distribution-format/
 */
export function sourcePackages(lock: string): string[] {
  return lock.split('[[package]]').slice(1).flatMap((entry) => {
    const name = /^name = "([^"]+)"/m.exec(entry)?.[1];
    const isElsewhere = /^source = \{ (virtual|editable|directory|git|path) =|^type = "(git|directory|file)"/m.test(entry);
    const files = entry.match(/[^"/]{1,255}\.(?:whl|tar\.gz|zip|tar\.bz2)(?=["#])/g) ?? [];
    return name && !isElsewhere && files.length > 0 && !files.some(file => file.endsWith('.whl')) ? [normalizeName(name)] : [];
  });
}
