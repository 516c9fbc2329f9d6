import { Mount, Stage } from '../dockerfile';

/** How a distribution makes users and installs packages. */
export interface Distribution {
  /** Adds a user that has no home, no password and no shell. */
  addUser(stage: Stage, name: string, uid: number, gid: number): void;
  /**
   * Installs packages; what is downloaded stays out of the image.
   *
   * @param option names them in errors
   * @param mounts what it takes to reach the network
   */
  installPackages(stage: Stage, option: string, packages: string[], mounts: Mount[]): void;
}

/** Each package once, in alphabetical order, so that the same packages make the same layer. */
export function sortedPackages(packages: string[]): string[] {
  return [...new Set(packages)].sort();
}
