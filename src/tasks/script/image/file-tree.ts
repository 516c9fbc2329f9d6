/** A file or folder of an image. */
export interface TreeNode {
  readonly bytes: number;
  /** The entries of a folder. */
  readonly entries?: Map<string, TreeNode>;
}

const [DELETED, OPAQUE] = ['.wh.', '.wh..wh..opq'];

/**
 * The files that containers of an image see: those of all layers, where a later layer replaces and deletes files of the earlier ones.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts
 */
export class FileTree {
  private readonly root: TreeNode = { bytes: 0, entries: new Map() };
  /** What the current layer has made an own folder: the earlier layers' files in it were hidden before. */
  private own = new Set<TreeNode>();

  public startLayer(): void {
    this.own = new Set();
  }

  /** Adds an entry of the current layer. */
  public add(path: string, kind: string, bytes: number): void {
    const names = path.split('/').filter(name => name !== '' && name !== '.');
    const name = names.pop();
    if (name === undefined) {
      return;
    }
    const entries = this.folder(names);
    if (name === OPAQUE) {
      for (const [hidden, node] of entries) {
        if (!this.own.has(node)) {
          entries.delete(hidden);
        }
      }
    } else if (name.startsWith(DELETED)) {
      entries.delete(name.slice(DELETED.length));
    } else if (kind !== 'folder') {
      this.set(entries, name, { bytes });
    } else if (!entries.get(name)?.entries) {
      this.set(entries, name, { bytes: 0, entries: new Map() });
    }
  }

  /** All files with their sizes. */
  public *files(): Generator<[path: string, bytes: number]> {
    const waiting: [string, TreeNode][] = [['', this.root]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [path, { entries, bytes }] = next;
      if (entries) {
        for (const [name, node] of entries) {
          waiting.push([path ? `${path}/${name}` : name, node]);
        }
      } else {
        yield [path, bytes];
      }
    }
  }

  private folder(names: string[]): Map<string, TreeNode> {
    let entries = this.root.entries!;
    for (const name of names) {
      const next = entries.get(name)?.entries;
      if (next) {
        this.own.add(entries.get(name)!); // it has at least one file of this layer
        entries = next;
      } else {
        const made = new Map<string, TreeNode>();
        this.set(entries, name, { bytes: 0, entries: made });
        entries = made;
      }
    }
    return entries;
  }

  private set(entries: Map<string, TreeNode>, name: string, node: TreeNode): void {
    entries.set(name, node);
    this.own.add(node);
  }
}
