import { Mount, RunOptions, Stage } from '../dockerfile';

/** How a distribution installs packages. */
export interface Distribution {
  /** The file of the certificates that it trusts, where that is another one than Debian's and Alpine's. */
  readonly bundle?: string;
  /** Takes packages from the archive as it was at a time, if the image was asked to. */
  useSnapshot?(stage: Stage): void;
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

/** The date of all that is built but the code: one that never changes, because a new one would build everything anew. 1980 is as old as ZIP files can be. */
export const EPOCH = '315532800';

/** The command that gives files that date. It belongs into the RUN that writes them: a later one would copy them into a layer of its own. */
export function setDates(...files: string[]): string {
  return `touch -h -d @${EPOCH} ${files.join(' ')}`;
}

/** Runs commands that change the system, and gives what they wrote one date: the same commands make the same layer. */
export function runEvenly(stage: Stage, commands: string[], options: RunOptions = {}): void {
  stage.runAll([
    'touch /tmp/start',
    'sleep 0.1', // files of one tick of the clock count as no newer
    ...commands,
    `find / -xdev -newer /tmp/start -exec ${setDates('{}')} +`,
  ], { ...options, mounts: [...options.mounts ?? [], Mount.tmpfs('/tmp')] });
}
