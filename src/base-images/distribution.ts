import { Mount, RunOptions, Stage } from '../dockerfile';

/** How a distribution installs packages. */
export interface Distribution {
  /** The file with the trusted certificates, if it differs from Debian's and Alpine's. */
  readonly bundle?: string;
  /** Takes packages from the archive as it was at a certain time, if the option is set. */
  useSnapshot?(stage: Stage): void;
  /**
   * Installs packages, without storing the downloads in the image.
   *
   * @param option the name of the option for errors
   * @param mounts the mounts that are needed to use the network
   */
  installPackages(stage: Stage, option: string, packages: string[], mounts: Mount[]): void;
}

/** Each package once, in alphabetical order, so that the same packages make the same layer. */
export function sortedPackages(packages: string[]): string[] {
  return [...new Set(packages)].sort();
}

/** The date of everything that is built except the code: it is constant, because with a new date everything would be built again. 1980 is the earliest date in ZIP files. */
export const EPOCH = '315532800';

/** The command that sets this date. It must be part of the RUN that writes the files: a later RUN would copy them into another layer. */
export function normalizeDates(...files: string[]): string {
  return `touch -h -d @${EPOCH} ${files.join(' ')}`;
}

/** Runs commands that change the system, and sets a fixed date on the files that they wrote, so that the same commands make the same layer. */
export function runWithNormalizedDates(stage: Stage, commands: string[], options: RunOptions = {}): void {
  stage.runAll([
    'touch /tmp/start',
    'sleep 0.1', // files with the same time stamp do not count as newer
    ...commands,
    `find / -xdev -newer /tmp/start -exec ${normalizeDates('{}')} +`,
  ], { ...options, mounts: [...options.mounts ?? [], Mount.tmpfs('/tmp')] });
}
