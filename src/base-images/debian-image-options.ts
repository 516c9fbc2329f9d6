import { Checks, STRING } from '../dockerfile/option-checks';

/** Options of base images that contain Debian. */
export interface DebianImageOptions {
  /**
   * The time of the snapshot of Debian's archive from which system packages are installed, so that their versions never change: `20261101T000000Z`.
   *
   * @see https://snapshot.debian.org
   * @default - the current archive at the time of the build
   */
  readonly aptSnapshot?: string;
}

/** Options of the official slim image. */
export interface SlimImageOptions extends DebianImageOptions {
  /**
   * The Debian release, such as `bookworm`. It is part of the tag, because the release behind a tag such as `3.14-slim` changes.
   *
   * @default "trixie"
   */
  readonly release?: string;
}

export const DEBIAN_IMAGE: Checks<DebianImageOptions> = { aptSnapshot: STRING };

export const SLIM_IMAGE: Checks<SlimImageOptions> = { ...DEBIAN_IMAGE, release: STRING };
