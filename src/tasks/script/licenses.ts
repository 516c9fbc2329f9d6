import { billOfMaterials, Component } from './image/bill-of-materials';
import { imageArguments, refuseFlags } from './image/image-arguments';
import { isAllowed } from './image/license-expression';
import { withImage } from './image/local-image';
import { shown } from './image/shown';
import { Problem } from './problem';

const [ALLOW, EXCEPT, SYSTEM] = ['--allow', '--except', '--system'];

/**
 * Lists the licenses of an image's Python packages, and fails if one is not allowed: `licenses BUILT -- [IMAGE] [--allow=ID,…] [--except=PACKAGE,…]
 * [--system=true]`. A package whose license is not known is not allowed either.
 */
export async function licenses(built: string, _end: string, ...argv: string[]): Promise<void> {
  const flags = [ALLOW, EXCEPT, SYSTEM];
  const { image: named, own, others } = imageArguments(argv, flags);
  refuseFlags(others, flags);
  const [allowed, excepted] = [ALLOW, EXCEPT].map(flag => own[flag].flatMap(text => text.split(',')).map(text => text.trim()).filter(text => text));
  await withImage(named, built, async (archive, image, folder) => {
    const { components = [] } = billOfMaterials(image, archive, folder).cycloneDx;
    const packages = components.filter(({ purl = '' }) => purl.startsWith('pkg:pypi/') || own[SYSTEM].includes('true') && /^pkg:(deb|apk|rpm)\//.test(purl));
    if (!packages.length) {
      throw new Problem(`No packages were found in ${image}, so that no licenses were checked.`);
    }
    const unknown = excepted.find(name => !packages.some(one => normal(one.name) === normal(name)));
    if (unknown !== undefined) {
      throw new Problem(`${EXCEPT}=${shown(unknown)}: ${image} has no such package.`);
    }
    console.log(table(packages).join('\n'));
    if (!allowed.length) {
      console.error(`Nothing was checked, because no license was allowed: name those that are, as in ${ALLOW}=MIT,BSD-3-Clause`);
      return;
    }
    const wrong = packages.filter(one => !excepted.some(name => normal(name) === normal(one.name)) && !isAllowed(licensesOf(one), allowed));
    if (wrong.length) {
      throw new Problem(`These licenses are not allowed:\n${table(wrong).join('\n')}\nAllow a license with ${ALLOW}=…, or a package that you have looked at with ${EXCEPT}=…`);
    }
    console.error(`The licenses of all ${packages.length} packages are allowed.`);
  });
}

function table(packages: Component[]): string[] {
  return packages
    .map(one => [`${one.name} ${one.version ?? ''}`.trim(), licensesOf(one).map(text => text.split('\n')[0]).join(' AND ') || 'unknown'].map(text => shown(text, 120)).join(': '))
    .sort();
}

/** A package with several entries has them all. */
export function licensesOf({ licenses: entries = [] }: Component): string[] {
  return [...new Set(entries.map(({ expression, license }) => expression ?? license?.id ?? license?.name ?? '').filter(text => text.trim() !== ''))];
}

/** @see https://packaging.python.org/en/latest/specifications/name-normalization/ */
function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
