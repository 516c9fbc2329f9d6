import { FileTree } from '../image/file-tree';
import type { ImageArchive } from '../image/image-archive';
import { isPackageList, Package, PackageIndex } from '../image/packages';

/** A layer with the files that it adds. */
export interface LayerSize {
  readonly diffId: string;
  readonly createdBy: string;
  /** The bytes of its files, without compression. */
  readonly bytes: number;
  readonly files: number;
}

/** A package and the bytes of its files. */
export type PackageSize = Package & { readonly bytes: number };

/** What an image is made of. */
export interface Contents {
  /** The bytes of all layers, without compression. */
  readonly bytes: number;
  readonly layers: LayerSize[];
  /** The largest first. */
  readonly packages: PackageSize[];
  /** The bytes of each file that containers see. */
  readonly files: ReadonlyMap<string, number>;
}

const MOST_LIST = 1 << 24;

/** Reads all layers of an image. */
export async function contentsOf(archive: ImageArchive): Promise<Contents> {
  const tree = new FileTree();
  const lists = new Map<string, string>();
  const layers: LayerSize[] = [];
  for (const layer of archive.layers) {
    let [bytes, files] = [0, 0];
    tree.startLayer();
    for await (const { path, kind, size, content } of archive.entries(layer)) {
      tree.add(path, kind, size);
      bytes += size;
      files += kind === 'folder' ? 0 : 1;
      if (kind === 'file' && size <= MOST_LIST && isPackageList(path)) {
        lists.set(path, await textOf(content()));
      }
    }
    layers.push({ diffId: layer.diffId, createdBy: layer.createdBy, bytes, files });
  }
  const files = new Map(tree.files());
  return { bytes: sum(layers.map(layer => layer.bytes)), layers, files, packages: packageSizes(files, new PackageIndex(lists)) };
}

function packageSizes(files: ReadonlyMap<string, number>, index: PackageIndex): PackageSize[] {
  const sizes = new Map<string, PackageSize>();
  for (const [path, bytes] of files) {
    const owner = index.ownerOf(path);
    const key = JSON.stringify([owner.kind, owner.name, owner.version]);
    sizes.set(key, { ...owner, bytes: (sizes.get(key)?.bytes ?? 0) + bytes });
  }
  return [...sizes.values()].filter(({ bytes }) => bytes > 0).sort((one, other) => other.bytes - one.bytes || (one.name < other.name ? -1 : 1));
}

async function textOf(parts: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const part of parts) {
    all.push(part);
  }
  return Buffer.concat(all).toString('utf8');
}

export function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
