import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { FileHandle, open } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Readable, Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { FileBytes, StreamBytes } from './byte-source';
import { OpenEntry, tarEntries } from './tar';
import { Problem } from '../problem';
import { run } from '../processes';

/** What an image's configuration says, as far as it is used here. */
export interface ImageConfig {
  readonly os?: string;
  readonly architecture?: string;
  readonly variant?: string;
  readonly created?: string;
  readonly config?: { readonly Labels?: { readonly [name: string]: string } | null; readonly Env?: string[] | null };
  readonly history?: { readonly created_by?: string; readonly empty_layer?: boolean }[];
  readonly rootfs: { readonly diff_ids: string[] };
}

/** A layer of an image. */
export interface Layer {
  /** The digest of its files without compression, which does not depend on the builder. */
  readonly diffId: string;
  /** The instruction that made it. */
  readonly createdBy: string;
  /** Its bytes in the archive, and where they start. */
  readonly bytes: number;
  readonly start: number;
  /** How these bytes are compressed, if they are: engines keep layers in one way or the other. */
  readonly compression?: Compression;
}

type Compression = 'gzip' | 'zstd';
const MAGIC: [string, Compression][] = [['1f8b', 'gzip'], ['28b52ffd', 'zstd']];
const MOST_JSON = 1 << 24;

/** An image as `docker image save` writes it. Nothing of it is ever unpacked to the disk, so that no name in it can do harm. */
export class ImageArchive {
  /** Saves an image of the engine to a file in a folder. */
  public static async save(image: string, folder: string): Promise<ImageArchive> {
    const file = join(folder, `${createHash('sha256').update(image).digest('hex').slice(0, 12)}.tar`);
    if (run('docker', ['image', 'save', `--output=${file}`, image]) !== 0) {
      throw new Problem(`${image} could not be read from Docker.`);
    }
    return this.open(file);
  }

  /** @throws if the file is not an archive with one image */
  public static async open(file: string): Promise<ImageArchive> {
    const handle = await open(file);
    try {
      const blobs = await index(handle);
      const [manifest, ...others] = await json(handle, blobs.get('manifest.json')) as { Config: string; Layers: string[] }[];
      const place = blobs.get(manifest?.Config);
      if (others.length || !place || !Array.isArray(manifest.Layers)) {
        throw new Problem(`Docker saved ${others.length ? 'several images' : 'no image'}, where one was expected.`);
      }
      const bytes = await read(handle, place);
      const config: ImageConfig = JSON.parse(bytes.toString());
      const steps = (config.history ?? []).filter(({ empty_layer: isEmpty }) => !isEmpty);
      const layers = await Promise.all(manifest.Layers.map(async (name, position): Promise<Layer> => {
        const blob = blobs.get(name);
        if (!blob) {
          throw new Problem('Docker saved an image without one of its layers.');
        }
        const magic = (await read(handle, { ...blob, size: Math.min(blob.size, 4) })).toString('hex');
        return {
          diffId: config.rootfs.diff_ids[position],
          createdBy: steps.length === manifest.Layers.length ? steps[position].created_by ?? '' : '',
          bytes: blob.size,
          start: blob.start,
          compression: MAGIC.find(([first]) => magic.startsWith(first))?.[1],
        };
      }));
      return new ImageArchive(file, config, `sha256:${createHash('sha256').update(bytes).digest('hex')}`, layers);
    } finally {
      await handle.close();
    }
  }

  private constructor(public readonly file: string, public readonly config: ImageConfig, public readonly configDigest: string, public readonly layers: Layer[]) {}

  /** The platform that the image is for. */
  public get platform(): string {
    const { os = 'linux', architecture = 'unknown', variant } = this.config;
    return [os, architecture, ...variant ? [variant] : []].join('/');
  }

  /** The files of a layer, in the order of its archive. */
  public async *entries({ start, bytes, compression }: Layer): AsyncGenerator<OpenEntry> {
    if (bytes > 0) {
      const stream = createReadStream(this.file, { start, end: start + bytes - 1 });
      yield* tarEntries(new StreamBytes(compression ? piped(stream, compression === 'gzip' ? zlib.createGunzip() : zstd()) : stream));
    }
  }
}

/** Where the files of an archive are. Older versions of Docker write a layer that occurs twice as a link. */
async function index(handle: FileHandle): Promise<Map<string, { start: number; size: number }>> {
  const blobs = new Map<string, { start: number; size: number }>();
  for await (const { path, kind, start, size, target } of tarEntries(new FileBytes(handle))) {
    const linked = kind === 'symbolic link' ? posix.join(posix.dirname(path), target) : kind === 'hard link' ? target : path;
    blobs.set(path, blobs.get(linked) ?? { start, size });
  }
  return blobs;
}

async function json(handle: FileHandle, place?: { start: number; size: number }): Promise<unknown> {
  if (!place) {
    throw new Problem('Docker saved an archive without a manifest.');
  }
  return JSON.parse((await read(handle, place)).toString());
}

async function read(handle: FileHandle, { start, size }: { start: number; size: number }): Promise<Buffer> {
  if (size > MOST_JSON) {
    throw new Problem('The configuration of an image is larger than 16 MB: it is damaged.');
  }
  const { buffer } = await handle.read(Buffer.alloc(size), 0, size, start);
  return buffer;
}

/** A stream through a decompressor, with the errors of both. */
function piped(stream: Readable, decompressor: Transform): Transform {
  stream.on('error', error => decompressor.destroy(error));
  return stream.pipe(decompressor);
}

function zstd(): Transform {
  if (!('createZstdDecompress' in zlib)) {
    throw new Problem(`A layer of the image is compressed with zstd, which Node.js ${process.versions.node} cannot read: Node.js 22.15 and later can.`);
  }
  return (zlib as unknown as { createZstdDecompress(): Transform }).createZstdDecompress();
}
