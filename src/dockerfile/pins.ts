import { basename } from 'path';
import type { Project } from 'projen';
import { ImagePlace, pinnablePlaces } from './image-places';
import { readTextFile } from './text-file';

/** A file with images, whose digests are kept by synth. */
export interface PinnedFile {
  readonly project: Project;
  readonly absolutePath: string;
  /** The images that have no digest in the file on disk. */
  readonly unpinnedImages: string[];
  /** The images that have a digest in the file on disk but are no longer used, with that digest. */
  readonly droppedImages: string[];
  /** The images that lines copy or mount from, as they stand there. */
  readonly copiedImages: string[];
  /** The images as they are asked for. */
  readonly _references: string[];
  /** Looks at the file again. */
  _readPins(): void;
}

/**
 * The digests that are already in a file, a Dockerfile or a compose file. Synth has no network to find them, so it keeps the digests that
 * tasks and bots have written, as long as name and tag do not change.
 */
export class Pins {
  /**
   * The digests in a file, if it exists.
   *
   * @param places the function that finds the images in its text
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
