import { PackageIndex } from '../access/package-index';
import { PythonPackageManager } from '../package-managers/package-manager';

/** The things to update in a project. */
export interface UpdateSources {
  readonly packageManager: PythonPackageManager;
  /** The files from which the lock files are made. */
  readonly lockInputs: string[];
  readonly indexes: PackageIndex[];
  /** Whether there is a package.json with the packages that .projenrc.ts needs. */
  readonly npm: boolean;
  /** Whether compose.yaml uses images that are not built here. */
  readonly services: boolean;
}

/** The age in days that a version must have before it is used: most malicious versions are found before. */
export const COOLDOWN_DAYS = 7;
