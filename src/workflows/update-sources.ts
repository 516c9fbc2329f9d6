import { PackageIndex } from '../access/package-index';
import { PythonPackageManager } from '../package-managers/package-manager';

/** What there is to update in a project. */
export interface UpdateSources {
  readonly packageManager: PythonPackageManager;
  /** The files that the locks are made from. */
  readonly lockInputs: string[];
  readonly indexes: PackageIndex[];
  /** Whether a package.json brings what .projenrc.ts needs. */
  readonly npm: boolean;
  /** Whether compose.yaml takes images of others. */
  readonly services: boolean;
}

/** Days that a version has to be out before a bot takes it: most malicious ones are found before. */
export const COOLDOWN_DAYS = 7;
