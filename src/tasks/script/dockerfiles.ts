import { Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All Dockerfiles below a folder. Folders that are hidden, or closed to us, hold none. */
export function dockerfiles(folder: string): string[] {
  return entries(folder).flatMap((entry) => {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : dockerfiles(file);
    }
    return entry.isFile() && /^Dockerfile(\..+)?$|.\.Dockerfile$/.test(entry.name) && !entry.name.endsWith('.dockerignore') ? [file] : [];
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
