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
