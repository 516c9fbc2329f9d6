import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { BaseCommit } from './base-commit';
import { git, parts } from './git';
import { changesContents } from './git-attributes';
import { outermost, PathSet } from './path-set';
import { Problem } from './problem';
import { entryAt, isFile } from '../../files/entries';
import { readText } from '../../files/text';

const SUBMODULE = '160000';

/** The paths that can differ between a commit and the working tree, relative to the repository. */
export interface Changes {
  /** Files that differ, and folders that exist on one side only. */
  readonly paths: PathSet;
  /** Folders in which every file can differ: submodules, and folders to which other attributes of git apply. */
  readonly unknown: PathSet;
  /** New folders, of which git tracks nothing. */
  readonly untracked: PathSet;
}

/**
 * Compares the working tree with a commit: committed, staged and other changes, and new files, including those that git ignores, because Docker does
 * not.
 *
 * @param folders the folders in which new files count
 */
export function changesSince(base: BaseCommit, folders: string[]): Changes {
  const { paths, unknown, untracked } = new Search(base, outermost(folders).map(folder => folder || '.'));
  return { paths: new PathSet(paths), unknown: new PathSet(unknown), untracked: new PathSet(untracked) };
}

class Search {
  public readonly paths = new Set<string>();
  public readonly unknown: string[] = [];
  public readonly untracked: string[] = [];

  public constructor(private readonly base: BaseCommit, private readonly folders: string[]) {
    this.addTracked();
    const submodules = this.addHidden();
    this.addNew();
    this.addAttributes();
    submodules.forEach(([path, id]) => this.addSubmodule(path, id));
  }

  private addTracked(): void {
    const fields = parts(git(this.base.top, 'diff', '--raw', '-z', '--no-renames', '--no-relative', '--no-ext-diff', '--ignore-submodules=none', this.base.id, '--'));
    for (let index = 0; index < fields.length; index += 2) {
      const [before, after] = fields[index].slice(1).split(' ');
      const path = fields[index + 1];
      if (before === SUBMODULE && after === SUBMODULE) {
        continue;
      }
      if (before === SUBMODULE || after === SUBMODULE) {
        this.unknown.push(path);
      }
      this.paths.add(path);
      this.addFolders(path);
    }
  }

  /** Adds the folders of a new or deleted file that exist on one side only. BuildKit sends empty folders too. */
  private addFolders(path: string): void {
    for (let folder = posix.dirname(path); folder !== '.' && !this.paths.has(folder); folder = posix.dirname(folder)) {
      const isThere = entryAt(join(this.base.top, folder))?.isDirectory() ?? false;
      if (isThere === (this.base.tree.get(folder)?.type === 'folder')) {
        return;
      }
      this.paths.add(folder);
    }
  }

  /**
   * Adds the files that git was told not to look at, and returns the submodules.
   *
   * @see https://git-scm.com/docs/git-update-index
   */
  private addHidden(): [path: string, id: string][] {
    const submodules: [string, string][] = [];
    for (const line of parts(git(this.base.top, 'ls-files', '--stage', '-v', '-z', '--', ...this.folders))) {
      const [, tag, mode, id, path] = /^(.) (\d+) (\w+) \d\t(.*)$/s.exec(line)!;
      const isAbsent = tag === 'S' && !existsSync(join(this.base.top, path)); // a sparse checkout: it counts as it is committed
      if (mode === SUBMODULE) {
        submodules.push([path, id]);
      } else if (/[a-zS]/.test(tag) && !isAbsent) {
        this.paths.add(path);
      }
    }
    return submodules;
  }

  private addNew(): void {
    for (const path of parts(git(this.base.top, 'ls-files', '--others', '--directory', '-z', '--', ...this.folders))) {
      if (path.endsWith('/')) {
        this.untracked.push(path.slice(0, -1));
      } else {
        this.paths.add(path);
      }
    }
  }

  private addAttributes(): void {
    const changed = [...this.paths].filter(path => posix.basename(path) === '.gitattributes');
    const texts = changed.length ? this.base.read(changed) : new Map<string, string>();
    const now = (file: string) => isFile(file) ? readText(file) : '';
    for (const path of changed.filter(name => changesContents(texts.get(name) ?? '', now(join(this.base.top, name))))) {
      this.unknown.push(path.slice(0, -'/.gitattributes'.length));
    }
  }

  /** A submodule is a repository of its own, of which the commit names a commit. */
  private addSubmodule(path: string, id: string): void {
    const folder = join(this.base.top, path);
    const before = this.base.tree.get(path)?.id;
    if (!existsSync(join(folder, '.git'))) { // it is not checked out
      this.unknown.push(...before === id ? [] : [path]);
      return;
    }
    try {
      const { paths, unknown, untracked } = new Search(BaseCommit.find(folder, before ?? ''), ['.']);
      const inside = (name: string) => posix.join(path, name);
      paths.forEach(name => this.paths.add(inside(name)));
      this.unknown.push(...unknown.map(inside));
      this.untracked.push(...untracked.map(inside));
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      this.unknown.push(path); // its repository does not have the commit
    }
  }
}
