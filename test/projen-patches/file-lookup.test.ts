import { join } from 'path';
import { Project, TextFile } from 'projen';
import { Dockerfile } from '../../src/dockerfile';
import { newFolder } from '../synth';

function monorepo(): Project {
  return new Project({ name: 'monorepo', outdir: newFolder() });
}

function service(parent: Project, name: string): Project {
  return new Project({ parent, name, outdir: name });
}

test('a second file at a path is refused, whichever project makes it, and whether the first is older than the Dockerfile', () => {
  const root = monorepo();
  const [one, two] = [service(root, 'one'), service(root, 'two')];
  new TextFile(root, 'one/old.txt');
  new Dockerfile(one, 'Dockerfile');
  new TextFile(two, 'new.txt');
  expect(() => new TextFile(one, 'old.txt')).toThrow('There is already a file under one/old.txt');
  expect(() => new TextFile(root, 'two/new.txt')).toThrow('There is already a file under two/new.txt');
  expect(() => new Dockerfile(one, 'Dockerfile')).toThrow('There is already a file under one/Dockerfile');
});

test('files are found by relative and absolute paths, before and after they are created', () => {
  const root = monorepo();
  new Dockerfile(service(root, 'one'), 'Dockerfile');
  expect(root.tryFindFile('one/a.txt')).toBeUndefined();
  const file = new TextFile(root, 'one/a.txt');
  expect(root.tryFindFile('one/a.txt')).toBe(file);
  expect(root.tryFindFile(join(root.outdir, 'one/../one/a.txt'))).toBe(file);
});

test('a file that was removed can be made again', () => {
  const root = monorepo();
  new Dockerfile(root, 'Dockerfile');
  new TextFile(root, 'a.txt');
  root.tryRemoveFile('a.txt');
  expect(root.tryFindFile('a.txt')).toBeUndefined();
  const file = new TextFile(root, 'a.txt');
  expect(root.tryFindFile('a.txt')).toBe(file);
});

test('a new file does not search the tree', () => {
  const root = monorepo();
  const one = service(root, 'one');
  new Dockerfile(one, 'Dockerfile');
  const search = jest.spyOn(root.node, 'findAll');
  new TextFile(one, 'a.txt');
  expect(search).not.toHaveBeenCalled();
});

test.each<[string, () => Project]>([
  ['a projen that looks files up in another way', () => {
    jest.spyOn(Project.prototype, 'tryFindFile').mockReturnValue(undefined);
    return monorepo();
  }],
  ['a project that looks files up in its own way', () => {
    class Own extends Project {
      public tryFindFile(path: string) {
        return super.tryFindFile(path);
      }
    }
    return new Own({ name: 'own', outdir: newFolder() });
  }],
])('%s is not changed', (_name, make) => {
  const root = make();
  const { tryFindFile } = root;
  new Dockerfile(root, 'Dockerfile');
  expect([root.tryFindFile === tryFindFile, Object.keys(root).includes('tryFindFile')]).toEqual([true, false]);
  jest.restoreAllMocks();
});
