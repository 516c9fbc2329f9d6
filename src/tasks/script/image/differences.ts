import { createHash } from 'node:crypto';
import { ImageArchive, ImageConfig, Layer } from './image-archive';
import { bytesShown, shown } from './shown';
import { TarEntry } from './tar';

/** A file of a layer, with the hash of its content. */
export type HashedEntry = TarEntry & { readonly hash: string };

/** The most files that are named for one layer. */
const MOST = 100;

/** Where a rebuilt image differs from the published one, one line for each file or setting; none if they are equal. */
export async function imageDifferences(published: ImageArchive, rebuilt: ImageArchive): Promise<string[]> {
  const isIn = (layers: Layer[], { diffId }: Layer) => layers.some(layer => layer.diffId === diffId);
  const [left, right] = [published.layers.filter(layer => !isIn(rebuilt.layers, layer)), rebuilt.layers.filter(layer => !isIn(published.layers, layer))];
  const lines = configDifferences(published.config, rebuilt.config);
  for (let position = 0; position < Math.max(left.length, right.length); position++) {
    const [one, other] = [left[position], right[position]];
    const [place, image] = one ? [one, published] : [other, rebuilt];
    const name = `layer ${image.layers.indexOf(place) + 1} of ${image.layers.length}${place.createdBy ? ` (${shown(place.createdBy, 80)})` : ''}`;
    if (!one || !other) {
      lines.push(`${name} is only in the ${one ? 'published' : 'rebuilt'} image`);
      continue;
    }
    const found = entryDifferences(await hashed(published, one), await hashed(rebuilt, other));
    lines.push(...found.slice(0, MOST).map(line => `${name}: ${line}`));
    if (found.length > MOST) {
      lines.push(`${name}: ${found.length - MOST} more files differ`);
    }
    if (!found.length) {
      lines.push(`${name}: its archive is written in another way; its files are the same`);
    }
  }
  return lines.length || left.length || published.configDigest === rebuilt.configDigest ? lines : ['the order of the layers or of the settings differs'];
}

/** The files of a layer by their path. A path can occur twice, which is no reason to overlook one. */
async function hashed(archive: ImageArchive, layer: Layer): Promise<Map<string, HashedEntry>> {
  const entries = new Map<string, HashedEntry>();
  for await (const { content, start, ...entry } of archive.entries(layer)) {
    const hash = createHash('sha256');
    for await (const part of content()) {
      hash.update(part);
    }
    let key = entry.path;
    for (; entries.has(key); key += '\0') {}
    entries.set(key, { ...entry, hash: hash.digest('hex') });
  }
  return entries;
}

/** The differences between the files of two layers: one line for each file. */
export function entryDifferences(published: ReadonlyMap<string, HashedEntry>, rebuilt: ReadonlyMap<string, HashedEntry>): string[] {
  return [...new Set([...published.keys(), ...rebuilt.keys()])].sort().flatMap((key) => {
    const [one, other] = [published.get(key), rebuilt.get(key)];
    const path = shown((one ?? other)!.path) || '/';
    if (!one || !other) {
      return [`${path} is only in the ${one ? 'published' : 'rebuilt'} image`];
    }
    const changes = entryChanges(one, other);
    return changes.length ? [`${path} ${changes.join('; ')}`] : [];
  });
}

function entryChanges(one: HashedEntry, other: HashedEntry): string[] {
  if (one.kind !== other.kind) {
    return [`is a ${one.kind}, rebuilt a ${other.kind}`];
  }
  const between = (words: string, left: string, right: string) => left === right ? [] : [`${words} ${shown(left)}, rebuilt ${shown(right)}`];
  const octal = (mode: number) => mode.toString(8).padStart(4, '0');
  const content = one.size !== other.size ? [`has other content: ${bytesShown(one.size)}, rebuilt ${bytesShown(other.size)}`] : [`has other content of the same ${bytesShown(one.size)}`];
  return [
    ...one.hash === other.hash ? [] : content,
    ...between('links to', one.target, other.target),
    ...between('has mode', octal(one.mode), octal(other.mode)),
    ...between('belongs to', one.owner, other.owner),
    ...between('has date', dateShown(one.date), dateShown(other.date)),
    ...between('is device', one.device, other.device),
    ...JSON.stringify(sorted(one.attributes)) === JSON.stringify(sorted(other.attributes)) ? [] : ['has other extended attributes'],
  ];
}

function sorted(attributes: { readonly [name: string]: string }): [string, string][] {
  return Object.entries(attributes).sort(([one], [other]) => one < other ? -1 : 1);
}

function dateShown(seconds: string): string {
  const [, whole, fraction = ''] = /^(-?\d{1,11})(?:\.0*|(\.\d+))?$/.exec(seconds) ?? [];
  return whole === undefined ? seconds : `${new Date(Number(whole) * 1000).toISOString().slice(0, 19)}${fraction}Z`;
}

/** The names of the settings that differ, without their values, which may not be for everyone's eyes. The layers are compared by their files. */
function configDifferences(published: ImageConfig, rebuilt: ImageConfig): string[] {
  return changed(settings(published), settings(rebuilt), '').map(name => `the setting ${shown(name)} differs`);
}

function settings({ rootfs, config, ...others }: ImageConfig): object {
  const variables = (config?.Env ?? []).map(line => [line.replace(/=.*$/s, ''), line]);
  return { ...others, config: { ...config, Env: Object.fromEntries(variables) } };
}

function changed(one: unknown, other: unknown, name: string): string[] {
  if (isObject(one) && isObject(other)) {
    const [left, right] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
    return [...new Set([...left.keys(), ...right.keys()])].flatMap(key => changed(left.get(key), right.get(key), name ? `${name}.${key}` : key));
  }
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [name];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
