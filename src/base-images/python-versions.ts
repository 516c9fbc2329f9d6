import { invalidOption } from '../dockerfile/invalid-option';

/** The default version of Python. */
export const DEFAULT_PYTHON_VERSION = '3.14';

/** The dates when a version of Python was released, and when its security fixes end. */
interface Lifetime {
  readonly released: string;
  readonly endOfLife: string;
}

/**
 * The minor versions of Python that have an image.
 *
 * @see https://devguide.python.org/versions/
 */
export const PYTHON_VERSIONS: ReadonlyMap<string, Lifetime> = new Map([
  ['3.10', { released: '2021-10-04', endOfLife: '2026-10-31' }],
  ['3.11', { released: '2022-10-24', endOfLife: '2027-10-31' }],
  ['3.12', { released: '2023-10-02', endOfLife: '2028-10-31' }],
  ['3.13', { released: '2024-10-07', endOfLife: '2029-10-31' }],
  ['3.14', { released: '2025-10-07', endOfLife: '2030-10-31' }],
  ['3.15', { released: '2026-10-01', endOfLife: '2031-10-31' }],
]);

/** @see https://peps.python.org/pep-0810/ */
export function hasLazyImports(version: string): boolean {
  return Number(version.split('.')[1]) >= 15;
}

/**
 * Checks a version of Python. On the command line, `--python-version 3.12` becomes a number, and 3.10 becomes 3.1.
 *
 * @throws unless there is an image for this minor version
 */
export function pythonVersion(version: unknown = DEFAULT_PYTHON_VERSION): string {
  const text = version === 3.1 ? '3.10' : String(version);
  if (!PYTHON_VERSIONS.has(text)) {
    throw invalidOption('pythonVersion', version, `the minor versions with an image are ${[...PYTHON_VERSIONS.keys()].join(', ')}`,
      text === '3.1' ? "Write '3.10'" : undefined);
  }
  return text;
}
