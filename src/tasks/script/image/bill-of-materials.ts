import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageArchive } from './image-archive';
import { repositoryOf } from '../../../dockerfile/image-reference';
import { Problem } from '../problem';
import { run } from '../processes';
import { tool } from '../tools';

/** A package of a bill of materials. */
export interface Component {
  readonly 'name': string;
  readonly 'version'?: string;
  readonly 'type'?: string;
  readonly 'purl'?: string;
  readonly 'licenses'?: { readonly expression?: string; readonly license?: { readonly id?: string; readonly name?: string } }[];
}

/** The bills of materials of an image: what is in it, with versions and licenses. */
export interface BillOfMaterials {
  readonly cycloneDx: { components?: Component[]; serialNumber?: string; metadata?: { timestamp?: string } };
  readonly spdx: { documentNamespace?: string; creationInfo?: { created?: string } };
}

const EPOCH = '1970-01-01T00:00:00Z';

/**
 * Lists what is in an image, with syft, in both formats. Unlike those of syft itself, the bills of an image are always the same: their date
 * is that of the image, and their identifiers are computed from their content.
 */
export function billOfMaterials(image: string, archive: ImageArchive, folder: string): BillOfMaterials {
  const [cycloneDx, spdx] = ['bom.cdx.json', 'bom.spdx.json'].map(name => join(folder, name));
  const status = run(tool('syft'), [
    'scan', `docker-archive:${archive.file}`, '--quiet', `--source-name=${repositoryOf(image)}`, `--source-version=${archive.configDigest}`,
    `--output=cyclonedx-json=${cycloneDx}`, `--output=spdx-json=${spdx}`,
  ], { env: { ...process.env, SYFT_CHECK_FOR_APP_UPDATE: 'false' }, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    throw new Problem(`syft could not read ${image}, so that it has no bill of materials.`);
  }
  const { created } = archive.config;
  return stable(JSON.parse(readFileSync(cycloneDx, 'utf8')), JSON.parse(readFileSync(spdx, 'utf8')), created && !isNaN(Date.parse(created)) ? created : EPOCH);
}

/** Replaces what differs from run to run. */
export function stable(cycloneDx: BillOfMaterials['cycloneDx'], spdx: BillOfMaterials['spdx'], created: string): BillOfMaterials {
  const date = `${new Date(created).toISOString().slice(0, 19)}Z`;
  cycloneDx.metadata = { ...cycloneDx.metadata, timestamp: date };
  delete cycloneDx.serialNumber;
  cycloneDx.serialNumber = `urn:uuid:${identifier(cycloneDx)}`;
  spdx.creationInfo = { ...spdx.creationInfo, created: date };
  const name = spdx.documentNamespace?.replace(/-?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, '') ?? '';
  delete spdx.documentNamespace;
  spdx.documentNamespace = `${name}-${identifier(spdx)}`;
  return { cycloneDx, spdx };
}

/** A UUID of version 8, which is the one for own algorithms: the start of a hash. */
function identifier(document: object): string {
  const digits = createHash('sha256').update(JSON.stringify(document)).digest('hex');
  const variant = (parseInt(digits[16], 16) & 3 | 8).toString(16);
  return [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `${variant}${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-');
}
