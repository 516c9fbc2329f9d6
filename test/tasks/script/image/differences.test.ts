import { writeFileSync } from 'fs';
import { join } from 'path';
import { File, Image, savedImage } from './archives';
import { imageDifferences } from '../../../../src/tasks/script/image/differences';
import { ImageArchive } from '../../../../src/tasks/script/image/image-archive';
import { newFolder } from '../../../synth';

async function archiveOf(image: Image): Promise<ImageArchive> {
  const file = join(newFolder(), 'image.tar');
  writeFileSync(file, savedImage(image));
  return ImageArchive.open(file);
}

const BASE = { files: [{ path: 'etc/os-release', content: 'Debian' }], createdBy: 'RUN base' };
const code = (...files: File[]): Image => ({ layers: [BASE, { files, createdBy: 'COPY --from=layers /layers/code /' }] });

async function differences(one: Image, other: Image): Promise<string[]> {
  return imageDifferences(await archiveOf(one), await archiveOf(other));
}

const PLACE = 'layer 2 of 2 (COPY --from=layers /layers/code /):';

test.each<[string, File, File, string]>([
  ['one byte', { path: 'app/main.py', content: 'a = 1' }, { path: 'app/main.py', content: 'a = 2' }, 'app/main.py has other content of the same 5 B'],
  ['the size', { path: 'app/main.py', content: 'a = 1' }, { path: 'app/main.py', content: 'a = 1\n' }, 'app/main.py has other content: 5 B, rebuilt 6 B'],
  ['the mode', { path: 'a', mode: 0o755 }, { path: 'a', mode: 0o4755 }, 'a has mode 0755, rebuilt 4755'],
  ['the owner', { path: 'a', uid: 0 }, { path: 'a', uid: 1000 }, 'a belongs to 0:0, rebuilt 1000:0'],
  ['the date', { path: 'a', date: 0 }, { path: 'a', date: 1_735_689_600 }, 'a has date 1970-01-01T00:00:00Z, rebuilt 2025-01-01T00:00:00Z'],
  ['the kind', { path: 'a', letter: '5' }, { path: 'a', letter: '2', target: 'b' }, 'a is a folder, rebuilt a symbolic link'],
  ['the target', { path: 'a', letter: '2', target: '/b' }, { path: 'a', letter: '2', target: '/c' }, 'a links to /b, rebuilt /c'],
  ['attributes', { path: 'a', attributes: { 'security.capability': 'x' } }, { path: 'a' }, 'a has other extended attributes'],
  ['several things', { path: 'a', content: 'x', mode: 0o644 }, { path: 'a', content: 'y', mode: 0o600 }, 'a has other content of the same 1 B; has mode 0644, rebuilt 0600'],
  ['a name of two lines', { path: 'a\nEqual: b', content: 'x' }, { path: 'a\nEqual: b', content: 'y' }, 'a\\u{a}Equal: b has other content of the same 1 B'],
  ['a name that reverses the line', { path: 'a\u202eb\u001b[2J', content: 'x' }, { path: 'a\u202eb\u001b[2J', content: 'y' }, 'a\\u{202e}b\\u{1b}[2J has other content of the same 1 B'],
  ['a deleted file', { path: 'etc/.wh.passwd', content: '' }, { path: 'etc/.wh.passwd', content: 'x' }, 'etc/.wh.passwd has other content: 0 B, rebuilt 1 B'],
])('%s is a difference, in both directions', async (_, one, other, line) => {
  expect(await differences(code(one), code(other))).toEqual([`${PLACE} ${line}`]);
  expect(await differences(code(other), code(one))).toHaveLength(1);
});

test('files that only one image has are named', async () => {
  expect(await differences(code({ path: 'a' }, { path: 'b' }), code({ path: 'b' }, { path: 'c' }))).toEqual([
    `${PLACE} a is only in the published image`,
    `${PLACE} c is only in the rebuilt image`,
  ]);
});

test('a file that is there twice is compared twice', async () => {
  const [one, two] = [{ path: 'a', content: '1' }, { path: 'a', content: '2' }];
  expect(await differences(code(one, two), code(one))).toEqual([`${PLACE} a is only in the published image`]);
  expect(await differences(code(one, two), code(two, one))).toHaveLength(2);
});

test('another order of the files is a difference too', async () => {
  expect(await differences(code({ path: 'a' }, { path: 'b' }), code({ path: 'b' }, { path: 'a' }))).toEqual([`${PLACE} its archive is written in another way; its files are the same`]);
});

test('a layer too many is named, and the others are compared', async () => {
  const more: Image = { layers: [...code({ path: 'a' }).layers, { files: [{ path: 'backdoor' }], createdBy: 'RUN evil' }] };
  const steps = 'the setting history.3 differs';
  expect(await differences(more, code({ path: 'a' }))).toEqual([steps, 'layer 3 of 3 (RUN evil) is only in the published image']);
  expect(await differences(code({ path: 'a' }), more)).toEqual([steps, 'layer 3 of 3 (RUN evil) is only in the rebuilt image']);
});

test('the same layers in another order are a difference', async () => {
  const [one, two] = [{ files: [{ path: 'a' }], createdBy: 'RUN' }, { files: [{ path: 'b' }], createdBy: 'RUN' }];
  expect(await differences({ layers: [one, two] }, { layers: [two, one] })).toEqual(['the order of the layers or of the settings differs']);
});

test('settings are named without their values', async () => {
  const image = (env: string[], user: string): Image => ({ ...code({ path: 'a' }), config: { Env: env, User: user } });
  const found = await differences(image(['PATH=/bin', 'TOKEN=s3cret', 'A=1'], '10001'), image(['PATH=/bin', 'TOKEN=0ther', 'B=1'], '0'));
  expect(found).toEqual(['config.Env.TOKEN', 'config.Env.A', 'config.Env.B', 'config.User'].map(name => `the setting ${name} differs`));
});

test('how the engine has compressed a layer is no difference', async () => {
  const image = (isCompressed: boolean): Image => ({ layers: [{ ...BASE, isCompressed }, { files: [{ path: 'a', content: 'x' }], isCompressed }] });
  expect(await differences(image(true), image(false))).toEqual([]);
  expect(await differences(image(true), { layers: [{ ...BASE }, { files: [{ path: 'a', content: 'y' }] }] })).toEqual(['layer 2 of 2 (COPY): a has other content of the same 1 B']);
});

test('of thousands of files the first are named', async () => {
  const files = (content: string) => Array.from({ length: 1000 }, (_, number) => ({ path: `f${number}`, content }));
  const lines = await differences(code(...files('a')), code(...files('b')));
  expect(lines).toHaveLength(101);
  expect(lines.pop()).toBe(`${PLACE} 900 more files differ`);
});

