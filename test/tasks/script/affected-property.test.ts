import { lstatSync, mkdirSync, rmSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { Monorepo, Target } from './monorepo';

const RUNS = process.env.PROVE ? 500 : 30;

jest.setTimeout(process.env.PROVE ? 3_600_000 : 120_000);

const TARGETS: { readonly [name: string]: Target } = {
  a: { context: 'services/a', dockerfile: 'Dockerfile' },
  b: { context: '.', dockerfile: 'services/b/Dockerfile' },
  c: { context: '.', dockerfile: 'services/c/Dockerfile' },
  d: { context: 'services', dockerfile: 'd/Dockerfile' },
};

const IGNORES = ['services/a/.dockerignore', 'services/b/Dockerfile.dockerignore', '.dockerignore', 'services/d/Dockerfile.dockerignore'];

const folders = ['', 'services/a', 'services/a/app', 'services/a/app/deep', 'services/b', 'services/b/app', 'services/c', 'services/d', 'libs/x', 'libs/x/y', 'conf'];
const names = ['main.py', 'a.pyc', '.env', '.env.example', 'key.pem', 'a.yaml', '__pycache__', 'new', 'we"ird\n*[x]', 'é🐍', 'uv.lock'];
const path = fc.tuple(fc.constantFrom(...folders), fc.constantFrom(...names)).map(([folder, name]) => folder ? `${folder}/${name}` : name);
const dockerfiles = Object.values(TARGETS).map(({ context, dockerfile }) => join(context, dockerfile));
const anyPath = fc.oneof(path, fc.constantFrom(...folders.slice(1)), fc.constantFrom(...dockerfiles));

const admitted = fc.constantFrom('!app', '!services/a', '!services/b/app', '!services/c', '!d', '!libs', '!libs/x', '!libs/x/y/main.py', '!uv.lock', '!conf/*.yaml', '!**', '!**/new', '!services/*/app', '!a');
const denied = fc.constantFrom('**/__pycache__', '**/*.py[cod]', '**/.env*', '**/*.pem', '**/deep', 'libs/x/y', 'app/new', '**/y/**');
const readmitted = fc.constantFrom('!**/.env.example', '!libs/x/y/key.pem', '!**/key.pem');
const patterns = fc.tuple(
  fc.array(admitted, { minLength: 1, maxLength: 4 }),
  fc.array(denied, { maxLength: 4 }),
  fc.array(readmitted, { maxLength: 1 }),
).map(lists => `*\n${lists.flat().join('\n')}\n`);

/** A change of the working tree, or a commit of all. */
const change = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), path, text: fc.constantFrom('', 'x', 'y') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), path: anyPath, text: fc.constant('') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), path: anyPath, text: anyPath }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('link' as const, 'chmod' as const, 'folder' as const), path: anyPath, text: fc.constantFrom('main.py', '..', 'new') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ignore' as const), path: fc.constantFrom(...IGNORES), text: patterns }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('commit' as const, 'stage' as const), path: fc.constant(''), text: fc.constant('') }) },
);

function apply(repository: Monorepo, { kind, path: where, text }: { readonly kind: string; readonly path: string; readonly text: string }): void {
  const file = join(repository.root, where);
  const attempt: { readonly [kind: string]: () => void } = {
    write: () => repository.write(where, text),
    ignore: () => repository.write(where, text),
    remove: () => repository.remove(where),
    move: () => repository.rename(where, text),
    link: () => repository.link(where, text),
    chmod: () => lstatSync(file).isFile() && repository.chmod(where, 0o755),
    folder: () => mkdirSync(file, { recursive: true }),
    stage: () => repository.git('add', '--all'),
    commit: () => repository.commit(),
  };
  try {
    attempt[kind]();
  } catch (error) {
    if (!/^E/.test((error as NodeJS.ErrnoException).code ?? '')) {
      throw error; // a file can be where a folder is needed
    }
  }
}

test('whatever changes, a target whose Dockerfile or context differs is affected', () => {
  let [affectedOnes, superfluous] = [0, 0];
  fc.assert(fc.property(
    fc.array(path, { minLength: 5, maxLength: 30 }), fc.array(patterns, { minLength: 4, maxLength: 4 }), fc.array(change, { minLength: 1, maxLength: 6 }), fc.constantFrom('.', 'a b'),
    (paths, ignores, changes, inside) => {
      const repository = new Monorepo(TARGETS, inside);
      IGNORES.forEach((file, index) => repository.write(file, ignores[index]));
      Object.values(TARGETS).forEach(({ context, dockerfile }) => repository.write(join(context, dockerfile), 'FROM x'));
      paths.forEach(file => apply(repository, { kind: 'write', path: file, text: 'x' }));
      const base = repository.commit();
      const old = repository.digests();
      changes.forEach(one => apply(repository, one));
      const found = repository.affected(base);
      const now = repository.digests();
      const differing = Object.keys(TARGETS).filter(name => old[name] !== now[name]);
      expect(found).toEqual(expect.arrayContaining(differing));
      affectedOnes += found.length;
      superfluous += found.length - differing.length;
      rmSync(repository.top, { recursive: true });
    }), { numRuns: RUNS });
  console.log(`${superfluous} of ${affectedOnes} affected targets do not differ`);
});
