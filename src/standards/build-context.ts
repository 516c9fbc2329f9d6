import { existsSync } from 'fs';
import { join } from 'path';
import { FuturePaths } from './future-paths';
import { entriesOf } from '../files/entries';

/** A file or folder of a build context. */
export interface ContextEntry {
  /** Its name, without the path of its folder. */
  readonly name: string;
  /** Whether it is a folder. */
  readonly isFolder: boolean;
}

/** The files of a build context: those on disk, and those that synth or a task will create. */
export class BuildContext {
  /** @internal */
  public static _of(folder: string, future: FuturePaths): BuildContext {
    return new BuildContext(folder, future);
  }

  private constructor(private readonly folder: string, private readonly future: FuturePaths) {}

  /** Whether a path of the build context exists or will exist: as a generated file, a sample file, or a file that a task creates. */
  public willExist(path: string): boolean {
    const file = join(this.folder, path);
    return existsSync(file) || this.future.has(file);
  }

  /** Whether a task creates a whole folder, so that the files in it are not known. */
  public isOpen(path: string): boolean {
    return this.future.isWithin(join(this.folder, path));
  }

  /** The files and folders that are directly in a folder, or will be. */
  public entriesIn(path: string): ContextEntry[] {
    const folder = join(this.folder, path);
    const entries = entriesOf(folder).map(entry => ({ name: entry.name, isFolder: entry.isDirectory() }));
    const known = new Set(entries.map(({ name }) => name));
    const others = this.future.namesIn(folder).filter(name => !known.has(name));
    return [...entries, ...others.map(name => ({ name, isFolder: this.future.isFolder(join(folder, name)) }))];
  }
}
