import { dirname } from 'path';
import { FileBase } from 'projen';
import { ConfigurationError } from './configuration-error';
import { statsOf } from '../files/entries';

/**
 * What is to be written is a file, or not there yet, and what it stands in are folders.
 *
 * @throws when something else has the name of one of them
 */
export function requireFile({ absolutePath, path, project }: FileBase): void {
  const stats = statsOf(absolutePath);
  if (stats && !stats.isFile()) {
    const kind = stats.isDirectory() ? 'a folder' : 'no file';
    throw new ConfigurationError(`${path}: ${absolutePath} is ${kind}, and a file of this name is to be written. Move it, or remove it.`);
  }
  for (let folder = dirname(absolutePath); folder.length >= project.outdir.length; folder = dirname(folder)) {
    const found = statsOf(folder);
    if (found && !found.isDirectory()) {
      throw new ConfigurationError(`${path}: ${folder} is no folder, and a file is to be written into it. Move it, or remove it.`);
    }
    if (found) {
      return;
    }
  }
}
