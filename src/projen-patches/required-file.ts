import { dirname } from 'path';
import { FileBase } from 'projen';
import { ConfigurationError } from './configuration-error';
import { statsOf } from '../files/entries';

/**
 * Checks that a path is a file or does not exist, and that its parents are folders.
 *
 * @throws when one of them is something else
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
