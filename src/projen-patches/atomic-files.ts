import { randomUUID } from 'crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { dirname, join, relative } from 'path';
import { Component, FileBase, IResolver, Project } from 'projen';
import { ConfigurationError } from './configuration-error';
import { requireFile } from './required-file';
import { DRAFT, isDraft, removeLeftovers } from '../files/drafts';

const ID = 'AtomicFiles';
const FOLDER = '.projen';

/** The read-only or protected members of a file that are changed while it is written. */
interface Movable {
  path: string;
  synthesizeContent: (resolver: IResolver) => string | undefined;
}

/**
 * Writes the files of a tree of projects to drafts and renames them. projen empties a file before it fills it: if it is stopped in
 * between, or the disk is full, data that was only in the old file is lost: the digests of a Dockerfile, user settings in a
 * package.json, and the task that synthesizes.
 *
 * Seen in projen 0.103.25. Upstream, `util.writeFile` would write to a temporary file in the same folder and rename it,
 * and `FileBase.synthesize` would need no more than that.
 */
export class AtomicFiles extends Component {
  /** Adds it to the tree that a project belongs to, if it does not exist yet. */
  public static addTo({ root }: Project): void {
    if (!root.node.tryFindChild(ID) && isAsSeen()) {
      new AtomicFiles(root);
    }
  }

  private readonly folder: string;
  /** The files that are already patched, because a project can be synthesized again. */
  private readonly files = new Set<FileBase>();

  private constructor(root: Project) {
    super(root, ID);
    this.folder = join(root.outdir, FOLDER);
    root.addGitIgnore(`/${FOLDER}/${DRAFT}*`);
  }

  public preSynthesize(): void {
    const files = this.project.node.findAll().filter((construct): construct is FileBase => construct instanceof FileBase);
    files.forEach(requireFile);
    removeLeftovers(this.folder, isDraft);
    for (const file of files) {
      if (!this.files.has(file) && isOpen(file)) {
        this.files.add(file);
        const synthesize = file.synthesize.bind(file);
        file.synthesize = () => this.replace(file, synthesize);
      }
    }
  }

  /** Makes a file compare and write itself in another place. */
  private replace(file: FileBase, synthesize: () => void): void {
    const { path, absolutePath } = file;
    const draft = join(this.folder, `${DRAFT}${randomUUID()}`);
    const isThere = existsSync(absolutePath);
    try {
      if (isThere) {
        mkdirSync(this.folder, { recursive: true });
        // a copy could have the date of the old file, and be removed as a leftover
        writeFileSync(draft, readFileSync(absolutePath));
        chmodSync(draft, statSync(absolutePath).mode);
      }
      at(file, relative(file.project.outdir, draft), synthesize);
      if (!existsSync(draft)) {
        rmSync(absolutePath, { force: true, recursive: true });
      } else if (file.changed) {
        if (!isThere) {
          mkdirSync(dirname(absolutePath), { recursive: true });
        }
        renameSync(draft, absolutePath);
      }
    } catch (error) {
      const isOfSystem = (error as NodeJS.ErrnoException).syscall !== undefined;
      throw isOfSystem ? new ConfigurationError(`${path} cannot be written, and was not changed: ${(error as Error).message}`) : error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
}

/** Makes a file write itself to another path. It keeps its own path while it makes its content, because the list of all files contains itself. */
function at(file: FileBase, path: string, synthesize: () => void): void {
  const movable = file as unknown as Movable;
  const { path: own, synthesizeContent } = movable;
  movable.synthesizeContent = (resolver) => {
    movable.path = own;
    const content = synthesizeContent.call(file, resolver);
    movable.path = path;
    return content;
  };
  movable.path = path;
  try {
    synthesize();
  } finally {
    movable.path = own;
    movable.synthesizeContent = synthesizeContent;
  }
}

/** Whether projen still writes the content of the file to `path`, in the folder of the project. */
function isAsSeen(): boolean {
  const source = String(FileBase.prototype.synthesize);
  return source.includes('this.synthesizeContent(') && source.includes('this.path') && !source.includes('this.absolutePath');
}

/** Whether a file is written by projen's own method, and its content can be read: this is not the case if the class is written in Python. */
function isOpen(file: FileBase): boolean {
  return file.synthesize === FileBase.prototype.synthesize && Object.getOwnPropertyDescriptor(file, 'synthesizeContent')?.writable !== false;
}
