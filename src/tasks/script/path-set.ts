/** Paths of files and folders, which are found by a folder above or below them. */
export class PathSet {
  private readonly sorted: string[];
  private readonly set: ReadonlySet<string>;

  public constructor(paths: Iterable<string>) {
    this.set = new Set(paths);
    this.sorted = [...this.set].sort(compare);
  }

  public has(path: string): boolean {
    return this.set.has(path);
  }

  /** The first of a path and the folders that it is in which is one of them. */
  public above(path: string): string | undefined {
    for (let folder = path; ; folder = folderOf(folder)) {
      if (this.set.has(folder)) {
        return folder;
      }
      if (folder === '') {
        return undefined;
      }
    }
  }

  /** Those that are a path, or in the folder at this path; the repository itself is the empty path. */
  public within(path: string): string[] {
    if (path === '') {
      return this.sorted;
    }
    const below = this.sorted.slice(this.place(`${path}/`), this.place(`${path}0`)); // 0 comes after /
    return this.set.has(path) ? [path, ...below] : below;
  }

  /** The place at which a text would stand. */
  private place(text: string): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      [low, high] = compare(this.sorted[middle], text) < 0 ? [middle + 1, high] : [low, middle];
    }
    return low;
  }
}

/** Not localeCompare: the order must be that of the characters' numbers. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The paths that are in none of the others. */
export function outermost(paths: string[]): string[] {
  const set = new PathSet(paths);
  return [...new Set(paths)].filter(path => path === '' || set.above(folderOf(path)) === undefined);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
