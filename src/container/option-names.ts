import { PYTHON_IMAGE } from './option-checks';
import { PythonImageOptions } from './python-image-options';
import { ACCESS } from '../access/access-checks';
import { given } from '../dockerfile/option-checks';
import { nearest, unknownOption } from '../dockerfile/unknown-options';
import { ConfigurationError } from '../projen-patches/configuration-error';
import { StandardsOptions } from '../standards/standards-options';

const STANDARDS: { readonly [option in keyof Required<StandardsOptions>]: true } = { rules: true, acceptedFindings: true };

/** The options that are objects with nested options. */
const GROUPS: { readonly [group: string]: readonly string[] } = { access: Object.keys(ACCESS), standards: Object.keys(STANDARDS) };

const NAMES = Object.keys(PYTHON_IMAGE);

/** The options of a project that are passed to its container. */
export function imageOptions(options: PythonImageOptions): PythonImageOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => NAMES.includes(name)));
}

/**
 * Refuses unknown options, for users without a type checker.
 *
 * @param others the options in addition to those of the image
 * @param areAllKnown whether there cannot be others: new versions of projen add options
 * @throws when a name is unknown, or looks like a typo: the error suggests the right name
 */
export function refuseUnknownNames(options: object, others: readonly string[], areAllKnown: boolean): void {
  const known = [...others, ...NAMES];
  for (const name of Object.keys(given(options)).filter(each => !known.includes(each))) {
    const group = Object.keys(GROUPS).find(each => GROUPS[each].includes(name));
    if (group) {
      throw new ConfigurationError(`${name}: unknown option. It is part of ${group}: write ${group}: { ${name}: … }.`);
    }
    if (areAllKnown || nearest(name, known)) {
      throw unknownOption(name, known);
    }
  }
}
