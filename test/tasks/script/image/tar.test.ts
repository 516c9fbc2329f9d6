import { spawnSync } from 'child_process';
import { linkSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Readable } from 'stream';
import { File, tar } from './archives';
import { StreamBytes } from '../../../../src/tasks/script/image/byte-source';
import { TarEntry, tarEntries } from '../../../../src/tasks/script/image/tar';
import { newFolder } from '../../../synth';

/** The entries of an archive that arrives in parts, with their contents. */
async function entriesOf(archive: Buffer, part = 700): Promise<(TarEntry & { text: string })[]> {
  const parts = Array.from({ length: Math.ceil(archive.length / part) }, (_, index) => archive.subarray(index * part, (index + 1) * part));
  const found = [];
  for await (const { content, start, ...entry } of tarEntries(new StreamBytes(Readable.from(parts)))) {
    let text = '';
    for await (const bytes of content()) {
      text += bytes.toString('latin1');
    }
    found.push({ ...entry, text });
  }
  return found;
}

const NAMES = ['a', 'b c/d', `long/${'x'.repeat(120)}/${'y'.repeat(90)}`, 'line\nfeed', '<script>alert(1)</script>', 'ü/日本', '-rf', '$(id)', '.wh.gone'];

test.each(['gnu', 'posix', 'oldgnu'])('an archive of tar in its format %s is read as tar reads it', async (format) => {
  const folder = newFolder();
  for (const name of NAMES) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), `content of ${name}`);
  }
  writeFileSync(join(folder, Buffer.from([0x66, 0xff]).toString('latin1')), '');
  symlinkSync(`../${'z'.repeat(150)}`, join(folder, 'link'));
  linkSync(join(folder, 'a'), join(folder, 'another a'));
  utimesSync(join(folder, 'b c/d'), 1_735_689_600, 1_735_689_600);
  const { stdout } = spawnSync('tar', ['--create', `--format=${format}`, '--sort=name', '--mode=0640', '--owner=1000', '--group=2000000', '--numeric-owner', '.'],
    { cwd: folder, maxBuffer: 2 ** 24 });
  const entries = await entriesOf(stdout);
  const files = new Map(entries.map(entry => [entry.path, entry]));
  for (const name of NAMES.filter(path => path !== 'a')) {
    expect(files.get(name)).toMatchObject({ kind: 'file', mode: 0o640, owner: '1000:2000000', text: Buffer.from(`content of ${name}`).toString('latin1') });
  }
  expect(files.get('b c/d')!.date).toMatch(/^1735689600(\.0*)?$/);
  expect(files.get('link')).toMatchObject({ kind: 'symbolic link', target: `../${'z'.repeat(150)}` });
  expect([files.get('a')!.kind, files.get('another a')!.kind]).toEqual(['file', 'hard link']);
  expect(files.get('b c')).toMatchObject({ kind: 'folder', size: 0 });
  expect(entries).toHaveLength(spawnSync('tar', ['--list', '--quoting-style=escape'], { input: stdout, encoding: 'utf8' }).stdout.trim().split('\n').length);
});

test('what tests write as an archive is one for tar', () => {
  const files: File[] = NAMES.map(path => ({ path, content: `content of ${path}` }));
  const folder = newFolder();
  expect(spawnSync('tar', ['--extract'], { cwd: folder, input: tar(files), encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  NAMES.forEach(name => expect(readFileSync(join(folder, name), 'utf8')).toBe(`content of ${name}`));
});

test.each([1, 511, 512, 513, 2 ** 20])('the size of the parts, such as %d, does not matter', async (part) => {
  const files = [{ path: 'a', content: 'x'.repeat(1500) }, { path: 'b', content: '' }, { path: 'ü', content: 'z'.repeat(512) }];
  expect((await entriesOf(tar(files), part)).map(({ path, text }) => [path, text.length])).toEqual([['a', 1500], ['b', 0], ['ü', 512]]);
});

test('contents that nobody reads are skipped', async () => {
  const names = [];
  for await (const { path } of tarEntries(new StreamBytes(Readable.from([tar([{ path: 'a', content: 'x'.repeat(3000) }, { path: 'b' }])])))) {
    names.push(path);
  }
  expect(names).toEqual(['a', 'b']);
});

test('attributes, modes and links are read', async () => {
  const [ping, link] = await entriesOf(tar([
    { path: './bin/ping', mode: 0o4755, uid: 7, attributes: { 'security.capability': 'x=y\nz' } },
    { path: '/abs/', letter: '1', target: '/etc/../shadow' },
  ]));
  expect(ping).toMatchObject({ path: 'bin/ping', mode: 0o4755, owner: '7:0', date: '315532800', attributes: { 'security.capability': 'x=y\nz' } });
  expect(link).toMatchObject({ path: 'abs', kind: 'hard link', target: '/etc/../shadow' });
});

test.each(['/', 'a/', './', 'é', '.'])('a name of a million characters of %j takes no time', async (unit) => {
  const before = process.cpuUsage(); // the machine may be busy
  const [{ path }] = await entriesOf(tar([{ path: `a${unit.repeat(1_000_000 / unit.length)}x` }]), 2 ** 20);
  expect(path.endsWith('x')).toBe(true);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
});

/** An archive with other bytes at a place of its first header, and the sum that fits. */
function patched(place: number, bytes: Buffer): Buffer {
  const archive = tar([{ path: 'a', content: 'b' }]);
  bytes.copy(archive, place);
  archive.fill(' ', 148, 156);
  archive.write(archive.subarray(0, 512).reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0'), 148);
  return archive;
}

test.each<[string, Buffer, string]>([
  ['text', Buffer.from('x'.repeat(2000)), 'An archive cannot be read: it is damaged, or not a tar archive.'],
  ['the start of an archive', tar([{ path: 'a' }]).subarray(0, 100), 'An archive cannot be read: it is damaged, or not a tar archive.'],
  ['a sparse file', patched(156, Buffer.from('S')), 'An archive has an entry of type "S", which cannot be read.'],
  ['a size below zero', patched(124, Buffer.alloc(12, 0xff)), 'An archive has an entry of an impossible size: it is damaged.'],
  ['a size that no disk has', patched(124, Buffer.from('80ffffffffffffffffffffff', 'hex')), 'An archive has an entry of an impossible size: it is damaged.'],
  ['a size that is no number', patched(124, Buffer.from('size        ')), 'An archive has an entry of an impossible size: it is damaged.'],
  ['a header of gigabytes', patched(124, Buffer.concat([Buffer.from('77777777777\0'), Buffer.from('00000000000\0'), Buffer.from('        x')])),
    'An archive has a header that is longer than any name: it is damaged.'],
])('%s is refused', async (_, archive, message) => {
  await expect(entriesOf(archive)).rejects.toThrow(message);
});

test('of an archive that ends too early, the last file has what is there', async () => {
  const [{ text }] = await entriesOf(tar([{ path: 'a', content: 'x'.repeat(1000) }]).subarray(0, 900));
  expect(text).toBe('x'.repeat(388));
});
