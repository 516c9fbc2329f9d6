import { invalidOption } from '../dockerfile/invalid-option';

/** The Python that a project gets if it names none. */
export const DEFAULT_PYTHON_VERSION = '3.13';

/**
 * The minor versions of Python that have an image, and the end of their security fixes.
 *
 * @see https://devguide.python.org/versions/
 */
export const PYTHON_END_OF_LIFE: ReadonlyMap<string, string> = new Map([
  ['3.10', '2026-10-31'],
  ['3.11', '2027-10-31'],
  ['3.12', '2028-10-31'],
  ['3.13', '2029-10-31'],
  ['3.14', '2030-10-31'],
]);

/**
 * Checks a version of Python. A command line hands `--python-version 3.12` over as a number, and 3.10 as 3.1.
 *
 * @throws unless it is a minor version that has an image
 */
export function pythonVersion(version: unknown = DEFAULT_PYTHON_VERSION): string {
  const text = version === 3.1 ? '3.10' : String(version);
  if (!PYTHON_END_OF_LIFE.has(text)) {
    throw invalidOption('pythonVersion', version, `the minor versions with an image are ${[...PYTHON_END_OF_LIFE.keys()].join(', ')}`,
      text === '3.1' ? "Write '3.10'" : undefined);
  }
  return text;
}
