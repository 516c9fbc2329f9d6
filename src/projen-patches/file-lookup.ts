import { resolve } from 'path';
import { Component, FileBase, Project } from 'projen';

const ID = 'FileLookup';

/**
 * Speeds up projen's search for a file at a path. For each new file, projen searches the
 * whole tree, so that the time to construct a monorepo grows with the square of its services. A file whose path was never
 * searched has not been made: only the others are searched.
 *
 * Seen in projen 0.103.25. Upstream, `FileBase` would add itself to a map of the root project, by its absolute path,
 * and `Project.tryFindFile` would look there instead of walking through `node.findAll()`.
 */
export class FileLookup extends Component {
  /** Adds it to the tree that a project belongs to, if it does not exist yet. */
  public static addTo({ root }: Project): void {
    if (!root.node.tryFindChild(ID) && isAsSeen(root)) {
      new FileLookup(root);
    }
  }

  private constructor(root: Project) {
    super(root, ID);
    const search = root.tryFindFile.bind(root);
    const files = root.node.findAll().filter((construct): construct is FileBase => construct instanceof FileBase);
    const asked = new Set(files.map(({ absolutePath }) => absolutePath));
    root.tryFindFile = (path) => {
      const absolutePath = resolve(root.outdir, path);
      if (asked.has(absolutePath)) {
        return search(absolutePath);
      }
      asked.add(absolutePath);
      return undefined;
    };
  }
}

/** Whether projen still searches the root for each new file with its own method, and not with an override. */
function isAsSeen(root: Project): boolean {
  return root.tryFindFile === Project.prototype.tryFindFile
    && String(root.tryFindFile).includes('.findAll()')
    && /\broot\.tryFindFile\(absolutePath\)/.test(String(FileBase));
}
