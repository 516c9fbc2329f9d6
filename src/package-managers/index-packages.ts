import { normalizeName } from './requirement';
import { PackageIndex } from '../access/package-index';
import { invalidOption } from '../dockerfile/invalid-option';

/** The packages that come from one index only: the index by the normalized name of the package. @throws when a package has two indexes */
export function indexPackages(indexes: PackageIndex[]): { readonly [name: string]: string } {
  const found: { [name: string]: string } = {};
  for (const { name: index, packages = [] } of indexes) {
    for (const name of packages.map(normalizeName)) {
      if (Object.hasOwn(found, name) && found[name] !== index) {
        throw invalidOption(`indexes ${index} packages`, name, `it already comes from ${found[name]}`, 'List it in one of them');
      }
      found[name] = index;
    }
  }
  return found;
}

/**
 * The same for a project with these requirements: uv and Poetry have no index for indirect requirements.
 *
 * @throws when the project does not require one of them itself
 */
export function requiredIndexPackages(indexes: PackageIndex[], required: string[]): { readonly [name: string]: string } {
  const found = indexPackages(indexes);
  const missing = Object.keys(found).find(name => !required.includes(name));
  if (missing !== undefined) {
    throw invalidOption(`indexes ${found[missing]} packages`, missing, 'the project itself does not require it, and the packages of an index must be its own requirements',
      `Add ${missing} to requirements too`);
  }
  return found;
}
