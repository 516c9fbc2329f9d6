/** A secret of a build: what an environment variable or a file of the machine that builds holds. */
export interface BuildSecret {
  readonly id: string;
  readonly environment?: string;
  readonly file?: string;
}
