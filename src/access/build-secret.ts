/** A secret of a build, from an environment variable or a file of the build host. */
export interface BuildSecret {
  readonly id: string;
  readonly environment?: string;
  readonly file?: string;
}
