import temporaryFolder from './temporary-folder';
import { bundleScript } from '../projenrc/bundle-script';

/** Runs once before all tests. */
export default function globalSetup(): void {
  temporaryFolder();
  bundleScript(); // projects that are synthesized from src have the script too
}
