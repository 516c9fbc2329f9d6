import { Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All Dockerfiles in a folder and its subfolders, except backups of `adopt`. Hidden and unreadable folders are skipped. */
export function dockerfiles(folder: string): string[] {
  return entries(folder).flatMap((entry) => {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : dockerfiles(file);
    }
    return entry.isFile() && /^Dockerfile(\..+)?$|.\.Dockerfile$/.test(entry.name) && !/\.(dockerignore|before)$/.test(entry.name) ? [file] : [];
  }).sort();
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') {
      return [];
    }
    throw error;
  }
}
