import { ByteSource } from './byte-source';
import { Problem } from '../problem';

/** The kinds of files in an archive, by the letter that tar has for them. */
const KINDS: { readonly [letter: string]: string } = {
  '0': 'file', '\0': 'file', '7': 'file', '1': 'hard link', '2': 'symbolic link', '3': 'character device', '4': 'block device', '5': 'folder', '6': 'pipe',
};
const [BLOCK, MOST] = [512, 2 ** 22];

/** A file of an archive, as its headers describe it. */
export interface TarEntry {
  /** Without `./` in front and `/` at the end. An archive can hold any name: never use it as a path of this machine. */
  readonly path: string;
  readonly kind: string;
  readonly mode: number;
  readonly owner: string;
  /** In seconds since 1970, with the fraction that the archive has. */
  readonly date: string;
  readonly size: number;
  /** What a link points to. */
  readonly target: string;
  readonly device: string;
  /** Extended attributes, such as the capabilities of a program. */
  readonly attributes: { readonly [name: string]: string };
}

/** An entry whose content can be read until the next entry is requested. */
export interface OpenEntry extends TarEntry {
  /** The position of the content in the archive. */
  readonly start: number;
  content(): AsyncGenerator<Buffer>;
}

/** The entries of a tar archive: ustar, with the extensions of POSIX and GNU for long names, which all builders of images use. */
export async function* tarEntries(source: ByteSource): AsyncGenerator<OpenEntry> {
  let extended: { [name: string]: string } = {};
  for (;;) {
    const header = await source.take(BLOCK);
    if (header.every(byte => byte === 0)) {
      return; // also where the archive ends without empty blocks
    }
    check(header);
    const letter = String.fromCharCode(header[156]);
    const size = sizeOf(extended.size ?? number(header, 124, 12));
    const end = source.position + Math.ceil(size / BLOCK) * BLOCK;
    if ('xgLK'.includes(letter)) {
      if (size > MOST) {
        throw new Problem('An archive has a header that is longer than any name: it is damaged.');
      }
      const text = await source.take(size);
      const more = letter === 'L' ? { path: string(text, 0, size) } : letter === 'K' ? { linkpath: string(text, 0, size) } : records(text);
      extended = letter === 'g' ? extended : { ...extended, ...more }; // global headers only have comments
    } else {
      if (!KINDS[letter]) {
        throw new Problem(`An archive has an entry of type ${JSON.stringify(letter)}, which cannot be read.`);
      }
      const start = source.position;
      yield { ...entry(header, letter, size, extended), start, content: () => source.parts(source.position === start ? size : 0) };
      extended = {};
    }
    await source.skip(end - source.position);
  }
}

function entry(header: Buffer, letter: string, size: number, extended: { [name: string]: string }): TarEntry {
  const isPosix = string(header, 257, 6) === 'ustar';
  const prefix = isPosix ? string(header, 345, 155) : '';
  const name = extended.path ?? `${prefix ? `${prefix}/` : ''}${string(header, 0, 100)}`;
  const kind = KINDS[letter];
  return {
    path: name.replace(/^(\.?\/)+/, '').replace(/(?<!\/)\/+$/, ''),
    kind: kind === 'file' && name.endsWith('/') ? 'folder' : kind,
    mode: Number(number(header, 100, 8)) % 0o10000,
    owner: `${extended.uid ?? number(header, 108, 8)}:${extended.gid ?? number(header, 116, 8)}`,
    date: extended.mtime ?? number(header, 136, 12),
    size,
    target: extended.linkpath ?? string(header, 157, 100),
    device: kind.endsWith('device') ? `${number(header, 329, 8)}:${number(header, 337, 8)}` : '',
    attributes: Object.fromEntries(Object.entries(extended).filter(([key]) => key.startsWith('SCHILY.xattr.')).map(([key, value]) => [key.slice(13), value])),
  };
}

/** Each header has the sum of its bytes, where the sum itself counts as blanks. */
function check(header: Buffer): void {
  const sum = header.reduce((all, byte, index) => all + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (header.length < BLOCK || Number(number(header, 148, 8)) !== sum) {
    throw new Problem('An archive cannot be read: it is damaged, or not a tar archive.');
  }
}

/** The records of an extended header: length, blank, name, equals sign, value, line feed. */
function records(text: Buffer): { [name: string]: string } {
  const found: [string, string][] = [];
  for (let start = 0; start < text.length;) {
    const length = Number(string(text, start, text.indexOf(' ', start) - start));
    const equals = text.indexOf('=', start);
    if (!(length > 0) || equals < 0 || equals > start + length) {
      throw new Problem('An archive has an extended header that cannot be read: it is damaged.');
    }
    found.push([string(text, text.indexOf(' ', start) + 1, equals - text.indexOf(' ', start) - 1), decoded(text.subarray(equals + 1, start + length - 1))]);
    start += length;
  }
  return Object.fromEntries(found);
}

function string(buffer: Buffer, start: number, length: number): string {
  const field = buffer.subarray(start, start + length);
  const end = field.indexOf(0);
  return decoded(end < 0 ? field : field.subarray(0, end));
}

/** A name does not have to be UTF-8; different names stay different. */
function decoded(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}

/** A number in octal digits, or in bytes if the first bit is set. */
function number(buffer: Buffer, start: number, length: number): string {
  if (buffer[start] >= 0x80) {
    return String(BigInt.asIntN(length * 8 - 1, BigInt(`0x${buffer.toString('hex', start, start + length)}`)));
  }
  const digits = string(buffer, start, length).trim();
  return String(parseInt(digits || '0', 8));
}

function sizeOf(text: string): number {
  const size = Number(text);
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new Problem('An archive has an entry of an impossible size: it is damaged.');
  }
  return size;
}
