import { temporaryFolder } from './temporary-folder';
import { bundleScript } from '../projenrc/bundle-script';
import { writeShellParser } from '../projenrc/shell-parser';

/** Runs once before all tests. */
export default function globalSetup(): void {
  temporaryFolder();
  // what the compiler's task makes, for projects that are synthesized from src
  bundleScript();
  writeShellParser();
}
