import { PackageIndex } from '../access/package-index';
import { PythonPackageManager } from '../package-managers/package-manager';

/** What there is to update in a project. */
export interface UpdateSources {
  readonly packageManager: PythonPackageManager;
  /** The files from which the lock files are made. */
  readonly lockInputs: string[];
  readonly indexes: PackageIndex[];
  /** Whether a package.json brings what .projenrc.ts needs. */
  readonly npm: boolean;
}

/** Days that a version has to be out before a bot takes it: most malicious ones are found before. */
export const COOLDOWN_DAYS = 7;
