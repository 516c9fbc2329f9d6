import type { FileHandle } from 'node:fs/promises';

const PART = 1 << 20;

/** Bytes that are read once, from the first to the last. */
export interface ByteSource {
  /** The next bytes; fewer if the source ends before. */
  take(bytes: number): Promise<Buffer>;
  /** The next bytes in parts, so that a large file needs little memory. */
  parts(bytes: number): AsyncGenerator<Buffer>;
  skip(bytes: number): Promise<void>;
  /** The number of bytes before the next one. */
  readonly position: number;
}

/** The bytes of a file. What is skipped is not read. */
export class FileBytes implements ByteSource {
  public position = 0;

  public constructor(private readonly file: FileHandle) {}

  public async take(bytes: number): Promise<Buffer> {
    const buffer = Buffer.alloc(bytes);
    let length = 0;
    for (let read = -1; length < bytes && read !== 0; length += read) {
      ({ bytesRead: read } = await this.file.read(buffer, length, bytes - length, this.position + length));
    }
    this.position += length;
    return buffer.subarray(0, length);
  }

  public async *parts(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0; left -= PART) {
      yield await this.take(Math.min(left, PART));
    }
  }

  public async skip(bytes: number): Promise<void> {
    this.position += bytes;
  }
}

/** The bytes of a stream. */
export class StreamBytes implements ByteSource {
  public position = 0;
  private rest: Buffer = Buffer.alloc(0);
  private readonly chunks: AsyncIterator<Buffer>;

  public constructor(stream: AsyncIterable<Buffer>) {
    this.chunks = stream[Symbol.asyncIterator]();
  }

  public async take(bytes: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.parts(bytes)) {
      parts.push(part);
    }
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
  }

  public async *parts(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0;) {
      if (!this.rest.length) {
        const { value, done } = await this.chunks.next();
        if (done) {
          return;
        }
        this.rest = value;
      }
      const part = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(part.length);
      this.position += part.length;
      left -= part.length;
      yield part;
    }
  }

  public async skip(bytes: number): Promise<void> {
    for await (const part of this.parts(bytes)) {
      void part;
    }
  }
}
