import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DELIVERY_FOLDER } from './folder';
import { mergedImage } from './merge';
import { targetNames, targets } from './targets';
import { Problem } from '../problem';
import { output, succeed } from '../processes';
import { sign } from '../sign';

/** Signs the images that have got their tags. */
export function signMerged(): void {
  targetNames().forEach(name => sign(mergedImage(name), ...key()));
}

/** Signs the bills of materials that BuildKit has made, as a statement about the digest of all platforms. */
export function attestMerged(): void {
  const file = join(DELIVERY_FOLDER, 'sbom.spdx.json');
  for (const image of targets().filter(({ isPlain }) => !isPlain).map(({ name }) => mergedImage(name))) {
    for (const document of billsOfMaterials(image)) {
      writeFileSync(file, JSON.stringify(document));
      succeed('cosign', ['attest', '--yes', '--type=spdxjson', `--predicate=${file}`, ...key(), image]);
    }
  }
}

/** What imagetools says of the bill of materials of a platform. */
interface Scanned {
  readonly SPDX?: object;
}

/** An image for one platform has one, not by the name of the platform. */
function scans(found: Scanned | { readonly [platform: string]: Scanned } | null): Scanned[] {
  return found === null ? [] : 'SPDX' in found ? [found as Scanned] : Object.values(found as { readonly [platform: string]: Scanned });
}

/** One for each platform. */
function billsOfMaterials(image: string): object[] {
  const text = output('docker', ['buildx', 'imagetools', 'inspect', '--format={{json .SBOM}}', image]);
  if (text === undefined) {
    throw new Problem(`${image} cannot be read: check the login to the registry.`);
  }
  const found = JSON.parse(text) as Scanned | { readonly [platform: string]: Scanned } | null;
  const documents = scans(found).flatMap(({ SPDX }) => SPDX ?? []);
  if (documents.length === 0) {
    throw new Problem(`${image} has no bill of materials: BuildKit did not make one.`);
  }
  return documents;
}

/** Without a key, cosign signs with the identity of the workflow. */
function key(): string[] {
  if (process.env.SIGN !== 'key') {
    return [];
  }
  if (!process.env.COSIGN_PRIVATE_KEY) {
    throw new Problem('The secret COSIGN_PRIVATE_KEY is missing, with which the images are signed. Make a key with "cosign generate-key-pair", or set delivery.sign to another value.');
  }
  return ['--key=env://COSIGN_PRIVATE_KEY'];
}
