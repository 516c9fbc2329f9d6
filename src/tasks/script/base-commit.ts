import { realpathSync } from 'node:fs';
import { git, gitBytes, oneLine, parts } from './git';
import { PathSet } from './path-set';
import { Problem } from './problem';
import { relativePath } from '../../files/relative-path';

/** A file, folder or submodule of a commit. */
export interface TreeEntry {
  readonly type: 'file' | 'link' | 'folder' | 'submodule';
  readonly id: string;
}

const TYPES: { readonly [mode: string]: TreeEntry['type'] } = { '040000': 'folder', '120000': 'link', '160000': 'submodule' };

/** A commit with which the working tree of a repository is compared. Paths are relative to the repository. */
export class BaseCommit {
  /**
   * @param folder a folder of the repository
   * @throws when there is no such commit
   */
  public static find(folder: string, ref: string): BaseCommit {
    const top = realpathSync(oneLine(git(folder, 'rev-parse', '--show-toplevel')));
    try {
      return new BaseCommit(top, oneLine(git(top, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)));
    } catch {
      const isShallow = oneLine(git(top, 'rev-parse', '--is-shallow-repository')) === 'true';
      throw new Problem(`${ref} is not a commit that this repository has. ${isShallow
        ? `The clone is shallow, so it has only the newest commits: fetch this one first, for example with "git fetch --depth=1 origin ${ref}".`
        : 'Use a branch, a tag or a commit, as in --base=origin/main, and fetch it first.'}`);
    }
  }

  private entries?: Map<string, TreeEntry>;
  private paths?: PathSet;

  /** @param top the absolute path of the repository, without links */
  private constructor(public readonly top: string, public readonly id: string) {}

  /** The path of a folder or file on disk, after links; undefined if it does not exist or is outside of the repository. */
  public pathOf(file: string): string | undefined {
    try {
      const path = relativePath(this.top, realpathSync(file));
      return path === '..' || path.startsWith('../') ? undefined : path;
    } catch {
      return undefined;
    }
  }

  /** All files, folders and submodules of the commit. */
  public get tree(): ReadonlyMap<string, TreeEntry> {
    this.entries ??= new Map(parts(git(this.top, 'ls-tree', '-r', '-t', '-z', '--full-tree', this.id)).map((line) => {
      const [, mode, id, path] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line)!;
      return [path, { type: TYPES[mode] ?? 'file', id }];
    }));
    return this.entries;
  }

  /** The paths of `tree` that are in a folder. */
  public within(folder: string): string[] {
    this.paths ??= new PathSet(this.tree.keys());
    return this.paths.within(folder);
  }

  /** The texts of files of the commit; those that it does not have are missing. */
  public read(paths: string[]): Map<string, string> {
    const found = paths.filter(path => this.tree.get(path)?.type === 'file');
    const output = gitBytes(this.top, ['cat-file', '--batch', '--buffer'], found.map(path => `${this.tree.get(path)!.id}\n`).join(''));
    const texts = new Map<string, string>();
    let start = 0;
    for (const path of found) {
      const line = output.indexOf('\n', start);
      const size = Number(output.toString('utf8', start, line).split(' ')[2]);
      texts.set(path, output.toString('utf8', line + 1, line + 1 + size));
      start = line + 1 + size + 1;
    }
    return texts;
  }
}

