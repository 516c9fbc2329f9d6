import { writeFileSync } from 'fs';
import { join } from 'path';
import * as zlib from 'zlib';
import { binaryTar, configOf, Image, linkHeader, savedImage, sha256, tar } from './archives';
import { ImageArchive } from '../../../../src/tasks/script/image/image-archive';
import { newFolder } from '../../../synth';

const FILES = [{ path: 'a', content: 'x' }, { path: 'b/c', content: 'yz' }];
const IMAGE: Image = { layers: [{ files: FILES, createdBy: 'RUN one' }], platform: { os: 'linux', architecture: 'arm', variant: 'v7' } };

function open(archive: Buffer): Promise<ImageArchive> {
  const file = join(newFolder(), 'image.tar');
  writeFileSync(file, archive);
  return ImageArchive.open(file);
}

async function paths(archive: ImageArchive): Promise<string[][]> {
  return Promise.all(archive.layers.map(async (layer) => {
    const found = [];
    for await (const { path } of archive.entries(layer)) {
      found.push(path);
    }
    return found;
  }));
}

test.each([true, false])('an image is read, whether or not its layers are compressed (%p)', async (isCompressed) => {
  const archive = await open(savedImage({ ...IMAGE, layers: [{ ...IMAGE.layers[0], isCompressed }] }));
  expect(archive).toMatchObject({ platform: 'linux/arm/v7', configDigest: sha256(configOf(IMAGE)) });
  expect(archive.layers).toMatchObject([{ diffId: sha256(tar(FILES)), createdBy: 'RUN one', compression: isCompressed ? 'gzip' : undefined }]);
  expect(await paths(archive)).toEqual([['a', 'b/c']]);
});

test('older versions of Docker have other paths, and a link for a layer that occurs twice', async () => {
  const config = configOf({ layers: [...IMAGE.layers, ...IMAGE.layers] });
  const archive = await open(Buffer.concat([
    binaryTar([['1/layer.tar', tar(FILES)]]).subarray(0, -1024),
    linkHeader('2/layer.tar', '../1/layer.tar'),
    binaryTar([['config.json', Buffer.from(config)], ['manifest.json', Buffer.from('[{"Config":"config.json","Layers":["1/layer.tar","2/layer.tar"]}]')]]),
  ]));
  expect(await paths(archive)).toEqual([['a', 'b/c'], ['a', 'b/c']]);
});

test('a layer can be empty', async () => {
  const config = configOf({ layers: [{ files: [] }] });
  const archive = await open(binaryTar([['c', Buffer.from(config)], ['l', Buffer.alloc(0)], ['manifest.json', Buffer.from('[{"Config":"c","Layers":["l"]}]')]]));
  expect(await paths(archive)).toEqual([[]]);
});

test.each<[string, [string, Buffer][], string]>([
  ['no manifest', [['a', Buffer.from('{}')]], 'Docker saved an archive without a manifest.'],
  ['no image', [['manifest.json', Buffer.from('[]')]], 'Docker saved no image, where one was expected.'],
  ['several images', [['c', Buffer.from('{}')], ['manifest.json', Buffer.from('[{"Config":"c","Layers":[]},{"Config":"c","Layers":[]}]')]], 'Docker saved several images, where one was expected.'],
  ['no layer', [['c', Buffer.from(configOf(IMAGE))], ['manifest.json', Buffer.from('[{"Config":"c","Layers":["gone"]}]')]], 'Docker saved an image without one of its layers.'],
])('an archive with %s is refused', async (_, files, message) => {
  await expect(open(binaryTar(files))).rejects.toThrow(message);
});

test('zstd is read by a Node.js that has it, and otherwise the message says which has it', async () => {
  const layer = Buffer.from('28b52ffd2004010000', 'hex');
  const archive = await open(binaryTar([['c', Buffer.from(configOf(IMAGE))], ['l', layer], ['manifest.json', Buffer.from('[{"Config":"c","Layers":["l"]}]')]]));
  expect(archive.layers[0].compression).toBe('zstd');
  const hasZstd = 'createZstdDecompress' in zlib;
  await expect(paths(archive)).rejects.toThrow(hasZstd ? /./ : /^A layer of the image is compressed with zstd, which Node\.js .* cannot read: Node\.js 22\.15 and later can\.$/);
});
