import { randomUUID } from 'crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, Stats, statSync, writeFileSync } from 'fs';
import { dirname, join, relative } from 'path';
import { Component, FileBase, IResolver, Project } from 'projen';
import { ConfigurationError } from './configuration-error';
import { DRAFT, isDraft, removeLeftovers } from '../files/drafts';

const ID = 'WholeFiles';
const FOLDER = '.projen';

/** What of a file is not for others to change. */
interface Movable {
  path: string;
  synthesizeContent: (resolver: IResolver) => string | undefined;
}

/**
 * Writes the files of a tree of projects aside and renames them. projen empties a file and then fills it: where it is stopped in
 * between, or the disk is full, what only the old file knew is lost. That is the digests of a Dockerfile, what people wrote in a
 * package.json, and the task that synthesizes.
 */
export class WholeFiles extends Component {
  /** Adds it to the tree that a project belongs to, if it is not there yet. */
  public static addTo({ root }: Project): void {
    if (!root.node.tryFindChild(ID)) {
      new WholeFiles(root);
    }
  }

  private readonly folder: string;
  /** The files that are replaced already: a project can be synthesized again. */
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

  /** Lets a file compare and write itself in another place. */
  private replace(file: FileBase, synthesize: () => void): void {
    const { path, absolutePath } = file;
    const draft = join(this.folder, `${DRAFT}${randomUUID()}`);
    const isThere = existsSync(absolutePath);
    try {
      if (isThere) {
        mkdirSync(this.folder, { recursive: true });
        // a copy could have the date of the old file, and pass for a leftover
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
      throw isOfSystem ? new ConfigurationError(`${path} cannot be written, and is as it was: ${(error as Error).message}`) : error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
}

/**
 * What is to be written is a file, or not there yet, and what it stands in are folders.
 *
 * @throws when something else has the name of one of them
 */
export function requireFile({ absolutePath, path, project }: FileBase): void {
  const stats = statsOf(absolutePath);
  if (stats && !stats.isFile()) {
    const kind = stats.isDirectory() ? 'a folder' : 'no file';
    throw new ConfigurationError(`${path}: ${absolutePath} is ${kind}, and a file of this name is to be written. Move it, or remove it.`);
  }
  for (let folder = dirname(absolutePath); folder.length >= project.outdir.length; folder = dirname(folder)) {
    const found = statsOf(folder);
    if (found && !found.isDirectory()) {
      throw new ConfigurationError(`${path}: ${folder} is no folder, and a file is to be written into it. Move it, or remove it.`);
    }
    if (found) {
      return;
    }
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // nobody may look, or its links go in a circle
  }
}

/** Lets a file write itself to another path. While it makes its content it has its own: the list of all files holds itself. */
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

/** Whether the methods can be replaced: those that are written in Python cannot. */
function isOpen(file: FileBase): boolean {
  return ['synthesize', 'synthesizeContent'].every(method => Object.getOwnPropertyDescriptor(file, method)?.writable !== false);
}
