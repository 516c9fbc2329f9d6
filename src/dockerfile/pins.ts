import { basename } from 'path';
import { imagePlaces } from './image-places';
import { readTextFile } from './text-file';

/**
 * The digests that stand in a Dockerfile already. Synth has no network to find them, so it carries them over: what tasks and
 * bots have written stays, while name and tag are what is asked for.
 */
export class Pins {
  /**
   * Those of a file, if it is there.
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

  /** An image with the digest that it has here, if it has none of its own. */
  public pin(image: string): string {
    const digest = this.digests.get(image);
    return digest ? `${image}@${digest}` : image;
  }

  /** The images that have a digest here, and are not in this list. */
  public othersThan(images: string[]): { readonly image: string; readonly digest: string }[] {
    const listed = images.map(image => image.replace(/@.*/, ''));
    return [...this.digests].filter(([image]) => !listed.includes(image)).map(([image, digest]) => ({ image, digest }));
  }
}
