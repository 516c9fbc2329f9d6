import { Stats, statSync } from 'fs';
import { dirname } from 'path';
import { FileBase } from 'projen';
import { ConfigurationError } from './configuration-error';

/**
 * What is to be written is a file, or not there yet, and what it stands in are folders.
 *
 * @throws when something else has the name of one of them
 */
export function requireFile({ absolutePath, path, project }: FileBase): void {
  const stats = statsOf(absolutePath);
  if (stats && !stats.isFile()) {
    const kind = stats.isDirectory() ? 'a folder' : 'no file';
    throw new ConfigurationError(`${path}: ${absolutePath} is ${kind}, but a file of this name must be written. Move or remove it.`);
  }
  for (let folder = dirname(absolutePath); folder.length >= project.outdir.length; folder = dirname(folder)) {
    const found = statsOf(folder);
    if (found && !found.isDirectory()) {
      throw new ConfigurationError(`${path}: ${folder} is not a folder, but a file must be written into it. Move or remove it.`);
    }
    if (found) {
      return;
    }
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // nobody may look, or its links go in a circle
  }
}
