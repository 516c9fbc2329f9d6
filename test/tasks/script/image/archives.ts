import { createHash } from 'crypto';
import { gzipSync } from 'zlib';

/** A file for an archive, with what tests do not care about filled in. */
export interface File {
  readonly path: string;
  readonly content?: string;
  /** The letter of tar for the kind of file. */
  readonly letter?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly date?: number;
  readonly target?: string;
  readonly attributes?: { readonly [name: string]: string };
}

/** An archive as builders of images write it: names that are long or not ASCII are in an extended header. */
export function tar(files: File[]): Buffer {
  return Buffer.concat([...files.flatMap((file) => {
    const { path, content = '', letter = '0', target = '', attributes = {} } = file;
    const more: { [name: string]: string } = Object.fromEntries(Object.entries(attributes).map(([name, text]) => [`SCHILY.xattr.${name}`, text]));
    if (!isPlain(path)) {
      more.path = path;
    }
    if (!isPlain(target)) {
      more.linkpath = target;
    }
    const records = Object.entries(more).map(([name, text]) => record(name, text)).join('');
    return [...records ? [header({ path: 'PaxHeaders/file', letter: 'x' }, Buffer.byteLength(records)), padded(records)] : [], header({ ...file, letter }, Buffer.byteLength(content)), padded(content)];
  }), Buffer.alloc(1024)]);
}

function isPlain(name: string): boolean {
  return /^[ -~]{0,100}$/.test(name);
}

function record(name: string, text: string): string {
  const rest = ` ${name}=${text}\n`;
  let length = Buffer.byteLength(rest);
  while (Buffer.byteLength(`${length}${rest}`) !== length) {
    length = Buffer.byteLength(`${length}${rest}`);
  }
  return `${length}${rest}`;
}

function padded(content: string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([bytes, Buffer.alloc((512 - bytes.length % 512) % 512)]);
}

function header({ path, letter = '0', mode = 0o644, uid = 0, date = 315532800, target = '' }: File, size: number): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, start: number, length: number) => block.write(value.toString(8).padStart(length - 1, '0'), start);
  block.write(path.slice(0, 100), 0);
  octal(mode, 100, 8);
  octal(uid, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(date, 136, 12);
  block.fill(' ', 148, 156);
  block.write(letter, 156);
  block.write(target.slice(0, 100), 157);
  block.write('ustar\x0000', 257, 'latin1');
  octal(block.reduce((sum, byte) => sum + byte, 0), 148, 7);
  return block;
}

/** An image for an archive of Docker. */
export interface Image {
  readonly layers: { readonly files: File[]; readonly createdBy?: string; readonly isCompressed?: boolean }[];
  readonly config?: object;
  readonly labels?: { readonly [name: string]: string };
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
}

export function sha256(bytes: Buffer | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The configuration of an image, as a registry and an engine have it. */
export function configOf({ layers, config = {}, labels, platform = { os: 'linux', architecture: 'amd64' } }: Image): string {
  return JSON.stringify({
    ...platform,
    created: '2026-11-22T10:00:00Z',
    config: { Env: ['PATH=/opt/venv/bin'], ...labels ? { Labels: labels } : {}, ...config },
    history: [{ created_by: 'ENV A=1', empty_layer: true }, ...layers.map(({ createdBy = 'COPY' }) => ({ created_by: createdBy }))],
    rootfs: { type: 'layers', diff_ids: layers.map(({ files }) => sha256(tar(files))) },
  });
}

/** What `docker image save` writes. */
export function savedImage(image: Image): Buffer {
  const blobs = image.layers.map(({ files, isCompressed }) => isCompressed ? gzipSync(tar(files)) : tar(files));
  const config = configOf(image);
  const name = (bytes: Buffer | string) => `blobs/sha256/${sha256(bytes).slice(7)}`;
  return binaryTar([
    [name(config), Buffer.from(config)],
    ...blobs.map((blob): [string, Buffer] => [name(blob), blob]),
    ['manifest.json', Buffer.from(JSON.stringify([{ Config: name(config), RepoTags: null, Layers: blobs.map(name) }]))],
  ]);
}

/** An archive of files that are no text. */
export function binaryTar(files: [path: string, content: Buffer][]): Buffer {
  return Buffer.concat([...files.flatMap(([path, content]) => [header({ path }, content.length), content, Buffer.alloc((512 - content.length % 512) % 512)]), Buffer.alloc(1024)]);
}

/** The header of a link, for archives of older versions of Docker. */
export function linkHeader(path: string, target: string): Buffer {
  return header({ path, target, letter: '2' }, 0);
}
