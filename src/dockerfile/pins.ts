import { basename } from 'path';
import { imagePlaces } from './image-places';
import { readTextFile } from './text-file';

/**
 * The digests that are already in a Dockerfile. Synth has no network to find them, so it keeps the digests that tasks and
 * bots have written, as long as name and tag do not change.
 */
export class Pins {
  /**
   * The digests in a file, if it exists.
   *
   * @throws when it cannot be read
   */
  public static of(file: string): Pins {
    return new Pins(readTextFile(basename(file), file) ?? '');
  }

  private readonly digests = new Map<string, string>();

  public constructor(text: string) {
    const { frontend, stages } = imagePlaces(text);
    for (const { image, digest } of [...frontend ? [frontend] : [], ...stages]) {
      if (digest && !this.digests.has(image)) {
        this.digests.set(image, digest);
      }
    }
  }

  /** An image with the digest from this file, if it has none itself. */
  public pin(image: string): string {
    const digest = this.digests.get(image);
    return digest ? `${image}@${digest}` : image;
  }

  /** The images that have a digest in this file, and are not in this list. */
  public othersThan(images: string[]): { readonly image: string; readonly digest: string }[] {
    const listed = images.map(image => image.replace(/@.*/, ''));
    return [...this.digests].filter(([image]) => !listed.includes(image)).map(([image, digest]) => ({ image, digest }));
  }
}
