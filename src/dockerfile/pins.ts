import { basename } from 'path';
import type { Project } from 'projen';
import { ImagePlace, pinnablePlaces } from './image-places';
import { readTextFile } from './text-file';

/** A file that names images, and whose digests stay at a synth. */
export interface PinnedFile {
  readonly project: Project;
  readonly absolutePath: string;
  /** The images that have no digest in the file on disk. */
  readonly unpinnedImages: string[];
  /** The images that have one there, and that nobody asks for any more: with that digest. */
  readonly droppedImages: string[];
  /** The images that lines copy or mount from, as they stand there. */
  readonly copiedImages: string[];
  /** The images as they are asked for. */
  readonly _references: string[];
  /** Looks at the file again. */
  _readPins(): void;
}

/**
 * The digests that stand in a file already, a Dockerfile or a compose file. Synth has no network to find them, so it carries them over: what tasks and
 * bots have written stays, while name and tag are what is asked for.
 */
export class Pins {
  /**
   * Those of a file, if it is there.
   *
   * @param places finds the images in its text
   * @throws when it cannot be read
   */
  public static of(file: string, places?: (text: string) => ImagePlace[]): Pins {
    return new Pins(readTextFile(basename(file), file) ?? '', places);
  }

  private readonly digests = new Map<string, string>();

  public constructor(text: string, places = pinnablePlaces) {
    for (const { image, digest } of places(text)) {
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
