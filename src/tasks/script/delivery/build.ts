import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DELIVERY_FOLDER as FOLDER } from './folder';
import { platformName, required, targetNames, targets } from './targets';
import { bake } from '../bake';
import { Problem } from '../problem';
import { annotations } from '../push';
import { dateOfSources } from '../source-date';

/** Builds the images of TARGETS for PLATFORM, and keeps them in the cache of the builder. */
export function build(): void {
  run(['--set=*.output=type=cacheonly']);
}

/** Builds the images of TARGETS for PLATFORM, pushes them without a tag, and writes their digests to files. */
export function push(): void {
  const { SBOM, CACHE } = process.env;
  const list = targets();
  const metadata = join(FOLDER, 'metadata.json');
  mkdirSync(FOLDER, { recursive: true });
  run([
    `--metadata-file=${metadata}`,
    '--set=*.output=type=image,push-by-digest=true,name-canonical=true,push=true',
    ...list.map(({ name, repository }) => `--set=${name}.tags=${repository}`),
    ...annotations().map(annotation => `--set=*.annotations=${annotation}`),
    ...list.filter(({ isPlain }) => SBOM && !isPlain).map(({ name }) => `--set=${name}.attest=type=sbom${SBOM === 'true' ? '' : `,${SBOM}`}`),
  ], { PROVENANCE: 'min', ...CACHE ? { CACHE_TO: CACHE } : {} });
  const results = JSON.parse(readFileSync(metadata, 'utf8')) as { [target: string]: { 'containerimage.digest'?: string } };
  for (const { name } of list) {
    const digest = results[name]?.['containerimage.digest'];
    if (digest === undefined) {
      throw new Problem(`buildx did not say which digest the image of ${name} has: use a later version of buildx.`);
    }
    const file = digestFile(name, required('PLATFORM'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${digest}\n`);
  }
}

/** Writes the images of TARGETS, which were built before, to files that `docker load` reads. */
export function archive(): void {
  mkdirSync(join(FOLDER, 'images'), { recursive: true });
  run(['--provenance=false', ...targetNames().map(name => `--set=${name}.output=type=docker,dest=${archiveFile(name)}`)]);
}

/** The file with the digest of an image for a platform. */
export function digestFile(target: string, name: string): string {
  return join(FOLDER, 'digests', target, platformName(name));
}

/** The file with an image. */
export function archiveFile(target: string): string {
  return join(FOLDER, 'images', `${target}.tar`);
}

/** Runs bake for PLATFORM. Layers of one platform are of no use for another, so each has its own cache. */
function run(flags: string[], variables: NodeJS.ProcessEnv = {}): void {
  const platform = required('PLATFORM');
  Object.assign(process.env, { CACHE_TAG: `cache-${platformName(platform)}`, SOURCE_DATE_EPOCH: String(dateOfSources()), ...variables });
  bake(...targetNames(), `--set=*.platform=${platform}`, ...flags);
}
