import { symlinkSync } from 'fs';
import { join } from 'path';
import { Framework } from '../../../src';
import { folderWith } from '../../synth';
import { findings } from '../check';

/** Links: their paths, and what they lead to. */
function found(links: { [path: string]: string }, sources = ['app', 'data'], exclude?: string): string[] {
  const outdir = folderWith({ 'app/a.py': '', 'data/d.csv': '', 'other/o.txt': '', 'app/sub/b.py': '' });
  Object.entries(links).forEach(([path, target]) => symlinkSync(target, join(outdir, path)));
  return findings('source-links', { framework: Framework.NONE, pytest: false, sources, outdir }, ({ dockerfile }) => exclude && dockerfile.dockerignore.exclude(exclude));
}

const broken = (link: string, target: string, problem: string) => `sources: ${link} is a symbolic link to ${target}, which ${problem}: the link would be broken in the image. `
  + 'Replace the link with the file, add its target to sources, or exclude the link in .dockerignore.';

test.each([
  ['nowhere', 'does not exist'], ['../other/o.txt', 'is not sent to the build'], ['../other', 'is not sent to the build'], ['../../x', 'is outside the build context'], ['/etc/hostname', 'is outside the build context'],
  ['../..', 'is outside the build context'], ['user@host.123:456', 'does not exist'],
])('a link to %s', (target, problem) => {
  expect(found({ 'app/x': target })).toEqual([broken('app/x', target, problem)]);
});

test.each(['a.py', './a.py', 'sub', 'sub/', '../data', '../data/d.csv', '..', 'sub/../a.py'])('a link to %s works in the image too', (target) => {
  expect(found({ 'app/x': target })).toEqual([]);
});

test('a source that is a link, and one behind a link', () => {
  const message = 'sources: link is a symbolic link to other: the build gets the link and not its target. Add the target to sources.';
  expect(found({ link: 'other' }, ['app', 'link'])).toEqual([message]);
  expect(found({ link: 'other' }, ['app', 'link/o.txt'])).toEqual([message]);
  expect(found({ link: 'other' }, ['.'])).toEqual([]);
});

test('excluded links are not reported, and only the first of many are listed', () => {
  expect(found({ 'app/x': 'nowhere' }, ['app', 'data'], 'app/x')).toEqual([]);
  expect(found({ 'app/x': '../data' }, ['app', 'data'], 'data/*')).toEqual([broken('app/x', '../data', 'is not sent to the build')]);
  const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`app/x${index}`, 'nowhere']));
  expect(found(many)).toHaveLength(11);
  expect(found(many)[10]).toBe('sources: 15 more symbolic links would be broken in the image.');
});
