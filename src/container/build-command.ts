/** A command that makes files of the code when the image is built. */
export interface BuildCommand {
  /** The command: a program and its arguments. */
  readonly command: string[];
  /** The files and folders that it makes: paths relative to /app. */
  readonly outputs: string[];
  /**
   * Environment variables of this command alone: they are not in the image.
   *
   * @default - those of the container
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Whether development has its outputs too.
   *
   * @default false
   */
  readonly inDev?: boolean;
}
