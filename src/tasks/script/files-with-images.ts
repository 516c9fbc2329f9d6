import { Dirent, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { COMPOSE_FILE } from '../../dockerfile/compose-places';
import { MARKER } from '../../files/marker';

/**
 * All files with images in a folder and its subfolders: Dockerfiles, except backups of `adopt`, and generated compose
 * files. Hidden and unreadable folders are skipped.
 */
export function filesWithImages(folder: string): string[] {
  return entries(folder).flatMap((entry) => {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : filesWithImages(file);
    }
    return entry.isFile() && (isDockerfile(entry.name) || isComposeFile(file) && readFileSync(file, 'utf8').includes(MARKER)) ? [file] : [];
  }).sort();
}

function isDockerfile(name: string): boolean {
  return /^Dockerfile(\..+)?$|.\.Dockerfile$/.test(name) && !/\.(dockerignore|before)$/.test(name);
}

export function isComposeFile(path: string): boolean {
  return basename(path) === COMPOSE_FILE;
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
