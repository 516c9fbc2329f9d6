import { temporaryFolder } from './temporary-folder';
import { bundleLibraries } from '../projenrc/bundle-libraries';
import { bundleScript } from '../projenrc/bundle-script';

/** Runs once before all tests. */
export default function globalSetup(): void {
  temporaryFolder();
  // what the compiler's task makes, for projects that are synthesized from src
  bundleScript();
  bundleLibraries();
}
