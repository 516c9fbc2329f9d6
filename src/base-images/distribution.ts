import { Mount, RunOptions, Stage } from '../dockerfile';

/** How a distribution installs packages. */
export interface Distribution {
  /**
   * Takes packages from the archive as it was at a time.
   *
   * @throws when there is no such archive
   */
  useSnapshot(stage: Stage, time: string): void;
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

/**
 * Runs commands that change the system, and gives what they wrote the date of SOURCE_DATE_EPOCH, which the stage has to
 * have: the same commands make the same layer.
 */
export function runEvenly(stage: Stage, commands: string[], options: RunOptions = {}): void {
  stage.runAll([
    'touch /tmp/start',
    ...commands,
    evenOut('/ -xdev -newer /tmp/start'),
  ], { ...options, mounts: [...options.mounts ?? [], Mount.tmpfs('/tmp')] });
}

/**
 * The command that gives files the date of SOURCE_DATE_EPOCH. It belongs into the RUN that writes them: a later one would copy
 * them into a layer of its own.
 *
 * @param files where they are, in the words of `find`
 */
export function evenOut(files: string): string {
  return `find ${files} -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +`;
}
