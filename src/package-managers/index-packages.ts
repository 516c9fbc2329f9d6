import { normalizeName } from './requirement';
import { PackageIndex } from '../access/package-index';
import { invalidOption } from '../dockerfile/invalid-option';

/** The packages that come from one index alone: the names of the indexes by theirs, in normal form. @throws when a package has two indexes */
export function indexPackages(indexes: PackageIndex[]): { readonly [name: string]: string } {
  const found: { [name: string]: string } = {};
  for (const { name: index, packages = [] } of indexes) {
    for (const name of packages.map(normalizeName)) {
      if (Object.hasOwn(found, name) && found[name] !== index) {
        throw invalidOption(`indexes ${index} packages`, name, `it comes from ${found[name]} already`, 'Name it in one of them');
      }
      found[name] = index;
    }
  }
  return found;
}

/**
 * The same, of a project whose requirements are known: uv and Poetry know no index of what only others require.
 *
 * @throws when the project does not require one of them itself
 */
export function requiredIndexPackages(indexes: PackageIndex[], required: string[]): { readonly [name: string]: string } {
  const found = indexPackages(indexes);
  const missing = Object.keys(found).find(name => !required.includes(name));
  if (missing !== undefined) {
    throw invalidOption(`indexes ${found[missing]} packages`, missing, 'the project itself does not require it, and an index counts for its own requirements alone',
      `Name ${missing} in requirements too`);
  }
  return found;
}
