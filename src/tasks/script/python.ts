import { join } from 'node:path';
import { succeeds } from './processes';

/** The name of this machine's Python, if it is new enough for pip and its flags. */
export function findPython(): string | undefined {
  return ['python3', 'python', 'py'].find(name => succeeds(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']));
}

/** Whether a Python can create virtual environments. Debian and Ubuntu have this module in a separate package. */
export function canMakeVenv(python: string): boolean {
  return succeeds(python, ['-c', 'import ensurepip, venv']);
}

/** The path of a program in a virtual environment. */
export function inVenv(folder: string, program: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', `${program}.exe`) : join(folder, 'bin', program);
}
