import { existsSync } from 'fs';
import { join } from 'path';
import { FuturePaths } from './future-paths';
import { entriesOf } from '../files/entries';

/** A file or folder of a build context. */
export interface ContextEntry {
  /** Its name, without the folder that it stands in. */
  readonly name: string;
  /** Whether it is a folder. */
  readonly isFolder: boolean;
}

/** A build context as it will be: what is on disk, and what will be there. */
export class BuildContext {
  /** @internal */
  public static _of(folder: string, future: FuturePaths): BuildContext {
    return new BuildContext(folder, future);
  }

  private constructor(private readonly folder: string, private readonly future: FuturePaths) {}

  /** Whether a path of the build context is there, or will be: as a generated file, a sample, or what a task makes. */
  public willExist(path: string): boolean {
    const file = join(this.folder, path);
    return existsSync(file) || this.future.has(file);
  }

  /** Whether something makes a folder as a whole, so that nobody knows what will be in it. */
  public isOpen(path: string): boolean {
    return this.future.isWithin(join(this.folder, path));
  }

  /** What is directly in a folder, or will be. */
  public entriesIn(path: string): ContextEntry[] {
    const folder = join(this.folder, path);
    const entries = entriesOf(folder).map(entry => ({ name: entry.name, isFolder: entry.isDirectory() }));
    const known = new Set(entries.map(({ name }) => name));
    const others = this.future.namesIn(folder).filter(name => !known.has(name));
    return [...entries, ...others.map(name => ({ name, isFolder: this.future.isFolder(join(folder, name)) }))];
  }
}
