import { Checks, STRING } from '../dockerfile/option-checks';

/** What images of Debian can be asked for. */
export interface DebianImageOptions {
  /**
   * The time at which Debian's archive is looked at, so that the same system packages are installed always: `20261101T000000Z`.
   *
   * @see https://snapshot.debian.org
   * @default - the archive as it is when the image is built
   */
  readonly aptSnapshot?: string;
}

/** What the official slim image can be asked for. */
export interface SlimImageOptions extends DebianImageOptions {
  /**
   * The Debian release, because the plain `slim` tag moves from one to the next: `bookworm`.
   *
   * @default "trixie"
   */
  readonly release?: string;
}

export const DEBIAN_IMAGE: Checks<DebianImageOptions> = { aptSnapshot: STRING };

export const SLIM_IMAGE: Checks<SlimImageOptions> = { ...DEBIAN_IMAGE, release: STRING };
