import { temporaryFolder } from './temporary-folder';
import { writeShellParser } from '../projenrc/shell-parser';

/** What a run of the tests needs, once. */
export default function setup(): void {
  temporaryFolder();
  writeShellParser();
}
