import { execFileSync } from 'child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { FileBase, IResolver, JsonFile, Project, TextFile } from 'projen';
import { Dockerfile } from '../../src';
import { newFolder } from '../synth';

/** A project with a Dockerfile, whose files are replaced in one step. */
function newProject(outdir = newFolder()): Project {
  const project = new Project({ name: 'whole', outdir });
  new Dockerfile(project, 'Dockerfile').addStage('a', { image: 'python:3' });
  return project;
}

function read(project: Project, path: string): string {
  return readFileSync(join(project.outdir, path), 'utf8');
}

function drafts(project: Project): string[] {
  return readdirSync(join(project.outdir, '.projen')).filter(name => name.startsWith('draft-'));
}

test('files are the same as without the patch, and say whether they have changed', () => {
  const plain = new Project({ name: 'whole', outdir: newFolder() });
  plain.addGitIgnore('/.projen/draft-*');
  plain.synth();
  const project = new Project({ name: 'whole', outdir: newFolder() });
  const dockerfile = new Dockerfile(project, 'Dockerfile');
  dockerfile.addStage('a', { image: 'python:3' });
  const text = new TextFile(project, 'a/b.txt', { lines: ['one'], readonly: false, committed: false });
  project.synth();
  expect(read(project, '.projen/tasks.json')).toBe(read(plain, '.projen/tasks.json'));
  expect(JSON.parse(read(project, '.projen/files.json')).files).toEqual([
    '.dockerignore', '.gitattributes', '.gitignore', '.projen/deps.json', '.projen/files.json', '.projen/tasks.json', 'Dockerfile',
  ]);
  expect([text.path, text.changed, read(project, 'a/b.txt')]).toEqual(['a/b.txt', true, 'one']);
  expect(read(project, '.gitignore').match(/draft/g)).toHaveLength(1);
  project.synth();
  expect(text.changed).toBe(false);
  text.addLine('two');
  project.synth();
  expect([text.changed, text.diff(), read(project, 'a/b.txt')]).toEqual([true, expect.arrayContaining(['+ two']), 'one\ntwo']);
  expect(drafts(project)).toEqual([]);
});

test('a file without content is removed', () => {
  const project = newProject();
  const file = new JsonFile(project, 'a.json', { obj: () => isThere ? { a: 1 } : undefined });
  let isThere = true;
  project.synth();
  expect(existsSync(file.absolutePath)).toBe(true);
  isThere = false;
  project.synth();
  expect(existsSync(file.absolutePath)).toBe(false);
});

test('the files of sub-projects are drafted in the root project', () => {
  const parent = new Project({ name: 'parent', outdir: newFolder() });
  const child = new Project({ name: 'child', parent, outdir: 'services/child' });
  new Dockerfile(child, 'Dockerfile').addStage('a', { image: 'python:3' });
  let during: string[] = [];
  class Watching extends FileBase {
    protected synthesizeContent(): string {
      during = drafts(parent);
      return `text of ${this.path}`;
    }
  }
  const file = new Watching(child, 'a.txt');
  parent.synth();
  parent.synth();
  expect(readFileSync(file.absolutePath, 'utf8')).toBe('text of a.txt');
  expect(during).toEqual([expect.stringMatching(/^draft-[0-9a-f-]{36}$/)]);
  expect(drafts(parent)).toEqual([]);
});

test('the error for a file that cannot be written names it, and the file is unchanged', () => {
  const folder = newFolder();
  newProject(folder).synth();
  const before = readFileSync(join(folder, 'Dockerfile'), 'utf8');
  const project = newProject(folder);
  new TextFile(project, 'b'.repeat(250), { lines: ['b'] });
  new TextFile(project, 'a'.repeat(300), { lines: ['a'] }); // longer than names can be
  expect(() => project.synth()).toThrow(/^a{300} cannot be written, and was not changed: E\w+: /);
  expect(read(project, 'Dockerfile')).toBe(before);
  expect(read(project, 'b'.repeat(250))).toBe('b');
  expect(drafts(project)).toEqual([]);
});

test.each<[string, (path: string) => void, string]>([
  ['a folder', path => mkdirSync(path), ' is a folder, but a file of this name must be written. Move or remove it.'],
  ['a pipe', path => execFileSync('mkfifo', [path]), ' is no file, but a file of this name must be written. Move or remove it.'],
])('%s in the place of a file is named, and nothing is written', (_name, make, problem) => {
  for (const name of ['Dockerfile', '.dockerignore', 'other.txt', '.projen/tasks.json']) {
    const folder = newFolder();
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    make(join(folder, name));
    const synth = () => {
      const project = newProject(folder);
      new TextFile(project, 'other.txt', { lines: ['a'] });
      project.synth();
    };
    expect(synth).toThrow(new Error(`${name}: ${join(folder, name)}${problem}`));
    expect(readdirSync(folder)).toEqual([name.split('/')[0]]);
  }
});

test('a file in the place of a folder is named, and nothing is written', () => {
  for (const [blocked, path] of [['.projen', '.projen/tasks.json'], ['conf', 'conf/x/y.txt']]) {
    const folder = newFolder();
    writeFileSync(join(folder, blocked), '');
    const project = newProject(folder);
    new TextFile(project, 'conf/x/y.txt', { lines: ['a'] });
    const problem = `: ${join(folder, blocked)} is not a folder, but a file must be written into it. Move or remove it.`;
    expect(() => project.synth()).toThrow(problem);
    expect(() => project.synth()).toThrow(/^(\.projen|conf)\//);
    expect(path.startsWith(blocked)).toBe(true);
    expect(readdirSync(folder)).toEqual([blocked]);
  }
});

test('a link to a file, and a broken link, are replaced by the file', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'real'), 'FROM debian');
  symlinkSync('real', join(folder, 'Dockerfile'));
  symlinkSync('nowhere', join(folder, '.dockerignore'));
  newProject(folder).synth();
  expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('FROM debian');
  expect(lstatSync(join(folder, 'Dockerfile')).isFile()).toBe(true);
  expect(lstatSync(join(folder, '.dockerignore')).isFile()).toBe(true);
});

test('an error while content is made is thrown unchanged', () => {
  const project = newProject();
  class Broken extends FileBase {
    protected synthesizeContent(): string {
      throw new Error('no idea');
    }
  }
  new Broken(project, 'broken');
  expect(() => project.synth()).toThrow(/^no idea$/);
  expect(drafts(project)).toEqual([]);
});

test('old drafts are removed after a day, and drafts of other processes are kept', () => {
  const project = newProject();
  project.synth();
  const HOUR = 60 * 60;
  for (const [name, age] of [['draft-new', 0], ['draft-slow', 23 * HOUR], ['draft-old', 25 * HOUR], ['draft-from-the-future', -25 * HOUR]] as const) {
    const path = join(project.outdir, '.projen', name);
    writeFileSync(path, 'half');
    const written = Date.now() / 1000 - age;
    utimesSync(path, written, written);
  }
  newProject(project.outdir).synth();
  expect(drafts(project)).toEqual(['draft-new', 'draft-slow']);
});

test('a file whose methods are not JavaScript is written as projen does', () => {
  const project = newProject();
  const file = new TextFile(project, 'a.txt', { lines: ['a'] });
  const value = () => writeFileSync(file.absolutePath, 'from Python');
  Object.defineProperty(file, 'synthesize', { value, writable: false, configurable: false });
  project.synth();
  expect(read(project, 'a.txt')).toBe('from Python');
});

test('modes are kept: generated files are read-only, unless readonly is false', () => {
  const project = newProject();
  const file = new TextFile(project, 'a.txt', { lines: ['a'], readonly: false, executable: true });
  project.synth();
  chmodSync(file.absolutePath, 0o644);
  project.synth();
  const mode = (path: string) => statSync(join(project.outdir, path)).mode.toString(8).slice(-3);
  expect([mode('Dockerfile'), mode('a.txt')]).toEqual(['444', '755']);
});

test('a file without content is not created', () => {
  const project = newProject();
  const file = new JsonFile(project, 'a.json', { obj: () => undefined });
  project.synth();
  expect(existsSync(file.absolutePath)).toBe(false);
});

test('a tree has one component, and an unchanged file is not replaced', () => {
  const folder = newFolder();
  const places = [1, 2].map(() => {
    const project = newProject(folder);
    new Dockerfile(project, 'other.Dockerfile').addStage('a', { image: 'python:3' });
    const file = new TextFile(project, 'a.txt', { lines: ['a'], readonly: false }); // root may write to all files, and projen writes read-only ones anew
    project.synth();
    return statSync(file.absolutePath).ino;
  });
  expect(places[1]).toBe(places[0]);
});

test.each<[string, () => void]>([
  ['writes to another path', function (this: FileBase & { synthesizeContent(resolver: IResolver): string }) {
    mkdirSync(dirname(this.absolutePath), { recursive: true });
    this.synthesizeContent({ resolve: value => value });
    writeFileSync(this.absolutePath, this.path);
  }],
  ['makes content in another way', function (this: FileBase) {
    mkdirSync(join(this.project.outdir, dirname(this.path)), { recursive: true });
    writeFileSync(join(this.project.outdir, this.path), this.path);
  }],
])('a projen that %s is not changed', (_name, other) => {
  const { synthesize } = FileBase.prototype;
  FileBase.prototype.synthesize = other;
  try {
    const project = newProject();
    new TextFile(project, 'a.txt', { lines: ['a'] });
    project.synth();
    expect([read(project, 'a.txt'), read(project, 'Dockerfile')]).toEqual(['a.txt', 'Dockerfile']);
    expect(project.node.tryFindChild('AtomicFiles')).toBeUndefined();
  } finally {
    FileBase.prototype.synthesize = synthesize;
  }
});

test('a file that writes itself is neither removed nor written to a draft', () => {
  const project = newProject();
  class Own extends TextFile {
    public synthesize(): void {
      writeFileSync(this.absolutePath, 'own');
    }
  }
  new Own(project, 'own.txt');
  project.synth();
  expect(read(project, 'own.txt')).toBe('own');
});
