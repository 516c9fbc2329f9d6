import { Contents, PackageSize, sum } from './contents';

/** A package or a file that is larger, smaller, new or gone. */
export interface Change {
  readonly name: string;
  readonly kind: string;
  /** The version before and after, or what happened. */
  readonly before: string;
  readonly after: string;
  /** The bytes that it has more than before. */
  readonly bytes: number;
}

/** What an image has that another one has not. */
export interface Comparison {
  /** The image that it is compared with. */
  readonly image: string;
  readonly bytes: number;
  /** The bytes of the layers that the other image does not have, without compression: who has that image pulls only these. */
  readonly newLayerBytes: number;
  readonly newLayers: number;
  /** The largest changes first. */
  readonly packages: Change[];
  readonly files: Change[];
}

/** Compares an image with an earlier one. */
export function comparison(image: string, before: Contents, after: Contents): Comparison {
  const known = new Set(before.layers.map(({ diffId }) => diffId));
  const layers = after.layers.filter(({ diffId }) => !known.has(diffId));
  return {
    image,
    bytes: after.bytes - before.bytes,
    newLayerBytes: sum(layers.map(({ bytes }) => bytes)),
    newLayers: layers.length,
    packages: changes(byName(before.packages), byName(after.packages)),
    files: changes(asSizes(before.files), asSizes(after.files)),
  };
}

interface Sized { readonly kind: string; readonly name: string; readonly version: string; readonly bytes: number }

/** Packages by kind and name: several versions of one are one entry. */
function byName(packages: PackageSize[]): Map<string, Sized> {
  const found = new Map<string, Sized>();
  for (const one of packages) {
    const key = `${one.kind}\0${one.name}`;
    const other = found.get(key);
    found.set(key, other ? { ...one, version: [other.version, one.version].sort().join(' and '), bytes: one.bytes + other.bytes } : one);
  }
  return found;
}

function asSizes(files: ReadonlyMap<string, number>): Map<string, Sized> {
  return new Map([...files].map(([path, bytes]) => [path, { kind: 'file', name: `/${path}`, version: '', bytes }]));
}

function changes(before: ReadonlyMap<string, Sized>, after: ReadonlyMap<string, Sized>): Change[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((key): Change[] => {
    const [old, now] = [before.get(key), after.get(key)];
    const bytes = (now?.bytes ?? 0) - (old?.bytes ?? 0);
    const text = (one?: Sized) => one ? one.version || 'there' : 'none';
    return bytes === 0 && text(old) === text(now) ? [] : [{ name: (now ?? old)!.name, kind: (now ?? old)!.kind, before: text(old), after: text(now), bytes }];
  }).sort((one, other) => Math.abs(other.bytes) - Math.abs(one.bytes) || (one.name < other.name ? -1 : 1));
}
