import { basename } from 'path';
import { readTextFile } from './text-file';

/** The frontend, which stands above everything but other comments. */
const SYNTAX = /^\uFEFF?(?:#.*\r?\n)*?#[ \t]*syntax[ \t]*=[ \t]*(\S+)/i;
const FROM = /^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)/gim;

/**
 * The digests that stand in a Dockerfile already. Synth has no network to find them, so it carries them over: what tasks and
 * bots have written stays, while name and tag are what is asked for.
 */
export class Pins {
  /** Those of a file, if it is there. */
  public static of(file: string): Pins {
    return new Pins(readTextFile(basename(file), file) ?? '');
  }

  private readonly digests = new Map<string, string>();

  public constructor(text: string) {
    const [, frontend = ''] = SYNTAX.exec(text) ?? [];
    for (const found of [frontend, ...[...text.matchAll(FROM)].map(([, image]) => image)]) {
      const [, image, digest] = /^([^@]+)@(sha256:[0-9a-f]{64})$/.exec(found) ?? [];
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
