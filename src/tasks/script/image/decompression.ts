import { Readable, Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { Decompress } from 'fzstd';

//! Includes fzstd: MIT License, Copyright (c) 2020 Arjun Barrett

export type Compression = 'gzip' | 'zstd';

/** The first bytes of compressed layers, in hexadecimal. */
const MAGIC: [string, Compression][] = [['1f8b', 'gzip'], ['28b52ffd', 'zstd']];

/** How bytes that start like this are compressed, if they are. */
export function compressionOf(start: Buffer): Compression | undefined {
  const digits = start.toString('hex');
  return MAGIC.find(([magic]) => digits.startsWith(magic))?.[1];
}

/** A stream without its compression. Errors of the stream are errors of the result. */
export function decompressed(stream: Readable, compression?: Compression): Readable {
  if (!compression) {
    return stream;
  }
  const decompressor = compression === 'gzip' ? zlib.createGunzip() : zstd();
  stream.on('error', error => decompressor.destroy(error));
  return stream.pipe(decompressor);
}

/** Node.js reads zstd since 22.15; earlier versions need code for it. */
function zstd(): Transform {
  if ('createZstdDecompress' in zlib) {
    return (zlib as unknown as { createZstdDecompress(): Transform }).createZstdDecompress();
  }
  const decompress = new Decompress();
  return new Transform({
    construct(done) {
      decompress.ondata = part => this.push(Buffer.from(part));
      done();
    },
    transform: (part, _encoding, done) => attempt(() => decompress.push(part), done),
    flush: done => attempt(() => decompress.push(new Uint8Array(0), true), done),
  });
}

function attempt(work: () => void, done: (error?: Error) => void): void {
  try {
    work();
    done();
  } catch (error) {
    done(error as Error);
  }
}
