import { mkdirSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Project } from 'projen';
import { Dockerfile, SourceFiles, SourceKind } from '../../src';
import { folderWith } from '../synth';

function look(outdir: string, sources: string[], change: (dockerfile: Dockerfile) => void = () => {}): SourceFiles {
  const dockerfile = new Dockerfile(new Project({ name: 'x', outdir }), 'Dockerfile');
  dockerfile.addStage('x', { image: 'debian:1' }).copy(sources, '/x/');
  change(dockerfile);
  return SourceFiles._of(dockerfile);
}

const lines = (entries: { path: string; kind: string }[]) => entries.map(({ path, kind }) => `${kind} ${path}`).sort();

test('files of folders are found, and excluded files are listed separately', () => {
  const outdir = folderWith({ 'app/a.py': '', 'app/sub/b.py': '', 'app/.env': '', 'app/node_modules/x/y.js': '', 'app/data/c.csv': '', 'other/d': '' });
  const files = look(outdir, ['app', 'missing'], ({ dockerignore }) => dockerignore.exclude('app/data'));
  expect(lines(files.admitted)).toEqual(['file app/a.py', 'file app/sub/b.py']);
  expect(lines(files.denied)).toEqual(['file app/.env', 'folder app/data', 'folder app/node_modules']);
});

test('the whole context, a glob and a file are sources, each found once', () => {
  const outdir = folderWith({ 'a.py': '', 'app/b.py': '', 'conf/c.yaml': '', 'conf/d.txt': '' });
  expect(lines(look(outdir, ['.', 'app', 'a.py']).admitted)).toEqual(['file a.py', 'file app/b.py', 'file conf/c.yaml', 'file conf/d.txt']);
  expect(lines(look(outdir, ['conf/*.yaml', 'a.py']).admitted)).toEqual(['file a.py', 'file conf/c.yaml']);
});

test('links are listed and never followed, also in the path of a source', () => {
  const outdir = folderWith({ 'app/a.py': '', 'real/b.py': '' });
  symlinkSync('..', join(outdir, 'app/up'));
  symlinkSync('real', join(outdir, 'link'));
  const files = look(outdir, ['app', 'link/b.py']);
  expect(lines(files.admitted)).toEqual(['file app/a.py', 'link app/up']);
  expect(lines(files.links)).toEqual(['link link']);
});

test('the start of a file is read, and nothing of other entries', () => {
  const outdir = folderWith({ 'a.txt': 'one two' });
  mkdirSync(join(outdir, 'b'));
  const files = look(outdir, ['a.txt']);
  expect(files.start(files.admitted[0], 3)).toBe('one');
  expect(files.start({ path: 'b', kind: SourceKind.FOLDER }, 3)).toBe('');
  expect(files.start({ path: 'gone', kind: SourceKind.FILE }, 3)).toBe('');
  expect(files.sizeOf(files.admitted[0])).toBe(7);
  expect(files.sizeOf({ path: 'gone', kind: SourceKind.FILE })).toBeUndefined();
  writeFileSync(join(outdir, 'a.txt'), '');
  expect(files.start(files.admitted[0], 3)).toBe('');
});

test('patterns of every kind exclude the same files as in Docker', () => {
  const outdir = folderWith(Object.fromEntries(['a.py', 'data/a.csv', 'data/b/a.csv', 'data/b/c.txt', 'x+y/z', 'b', 'sub/b', 'sub/deep/b', 'sub/a*b', 'sub/aXb', '.env.local', 'k/id_rsa'].map(path => [`app/${path}`, ''])));
  const all = lines(look(outdir, ['app']).admitted);
  expect(all).not.toContain('file app/.env.local');
  expect(all).toHaveLength(10);
  for (const pattern of ['app/data', 'app/data/*', 'app/data/**', '**/b', '**/*.csv', 'app/*/b', 'app/sub/a\\*b', 'app/x+y', '*/*/[ab]', 'app/**/c.txt', '**/?', 'app/data/b/', '**', 'other']) {
    const { admitted } = look(outdir, ['app'], ({ dockerignore }) => dockerignore.exclude(pattern));
    const dockerfile = new Dockerfile(new Project({ name: 'x', outdir }), 'Dockerfile');
    dockerfile.addStage('x', { image: 'debian:1' }).copy(['app'], '/x/');
    dockerfile.dockerignore.exclude(pattern);
    expect([pattern, lines(admitted)]).toEqual([pattern, all.filter(line => dockerfile.dockerignore.admitted([line.slice(5)]).length > 0)]);
  }
});
