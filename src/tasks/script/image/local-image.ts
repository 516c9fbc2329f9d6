import { checkReference } from './image-arguments';
import { ImageArchive } from './image-archive';
import { facts, PROJEN } from '../facts';
import { Problem } from '../problem';
import { run, succeeds } from '../processes';
import { inDraft } from '../../../files/drafts';

/**
 * Reads an image of the engine. An image that was named and that the engine does not have is pulled, as `docker run` does.
 *
 * @param built the project's own image, which is read if none was named
 */
export async function withImage<T>(named: string | undefined, built: string, work: (archive: ImageArchive, image: string, folder: string) => Promise<T>): Promise<T> {
  const image = named ?? built;
  checkReference(image);
  if (!succeeds('docker', ['image', 'inspect', image])) {
    if (named === undefined) {
      throw new Problem(`${image} has not been built. Build it first: ${facts().projenCommand} docker:build, or name an image of a registry.`);
    }
    if (run('docker', ['pull', '--quiet', image], { stdio: ['ignore', 'ignore', 'inherit'] }) !== 0) {
      throw new Problem(`${image} is not on this machine and could not be pulled.`);
    }
  }
  return inDraft(PROJEN, async folder => work(await ImageArchive.save(image, folder), image, folder));
}
