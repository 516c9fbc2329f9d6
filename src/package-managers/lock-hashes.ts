/**
 * The packages in a lock file that have a file without a hash: a change of the file would not be noticed. Folders and git repositories have
 * none.
 */
export function withoutHashes(lock: string): string[] {
  const entries = lock.split('[[package]]').slice(1);
  if (entries.length === 0) {
    const lines = lock.replace(/\\\n/g, ' ').split('\n').filter(line => /^[A-Za-z0-9]/.test(line) && !line.includes('--hash='));
    return lines.map(line => /^[\w.-]+/.exec(line)![0]);
  }
  return entries.filter((entry) => {
    const files = entry.split('\n').filter(line => /^(?!source).*\{\s*(url|file|path) = /.test(line));
    return !/^source = \{ (virtual|editable|directory|git|path) =|^type = "(git|directory|file)"/m.test(entry)
      && (files.length === 0 || files.some(line => !line.includes('hash = "')));
  }).map(entry => /^name = "([^"]+)"/m.exec(entry)![1]);
}
