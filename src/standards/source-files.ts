import { closeSync, constants, Dirent, lstatSync, openSync, readdirSync, readSync, Stats } from 'fs';
import { join, posix } from 'path';
import { Dockerfile } from '../dockerfile';
import { globFolder, globPattern, isGlob } from '../dockerfile/context-path';

/** The most files that are looked at in a build context: enough for a repository, and a limit for folders full of data. */
const MOST_ENTRIES = 100_000;

/** The kind of a file. */
export enum SourceKind {
  /** A file. */
  FILE = 'file',
  /** A folder. */
  FOLDER = 'folder',
  /** A symbolic link, which is never followed. */
  LINK = 'link',
  /** A pipe, a socket or a device. */
  OTHER = 'other',
}

/** A file, folder or link on disk. Links are never followed. */
export interface SourceEntry {
  /** The path relative to the root of the build context, with `/` between folders. */
  readonly path: string;
  /** The kind of the file. */
  readonly kind: SourceKind;
}

/** The files on disk that a Dockerfile copies or mounts, including the files in its source folders. */
export class SourceFiles {
  /** @internal */
  public static _of(dockerfile: Dockerfile): SourceFiles {
    return new SourceFiles(dockerfile);
  }

  /** The files, links and others that are sent to the build. Folders are not listed, because the files in them are. */
  public readonly admitted: SourceEntry[] = [];
  /** The files and folders that .dockerignore excludes. The files in an excluded folder are not listed. */
  public readonly denied: SourceEntry[] = [];
  /** The symbolic links that are sources, or that are part of a source's path. */
  public readonly links: SourceEntry[] = [];
  private readonly folder: string;

  private constructor(dockerfile: Dockerfile) {
    this.folder = dockerfile.contextFolder;
    const seen = new Set<string>();
    const sources = dockerfile.contextSources.flatMap(source => this.entriesOfSource(source));
    this.links.push(...sources.filter(({ kind }) => kind === SourceKind.LINK));
    let level = sources.filter(({ kind }) => kind !== SourceKind.LINK);
    const deniable = isDeniable(dockerfile.dockerignore.patterns);
    let mayBeDenied = (_: SourceEntry) => true;
    while (level.length > 0 && seen.size < MOST_ENTRIES) {
      const entries = level.filter(({ path }) => !seen.has(path) && seen.add(path)).slice(0, MOST_ENTRIES);
      const doubtful = entries.filter(mayBeDenied).map(({ path }) => path);
      const admitted = new Set(dockerfile.dockerignore.admitted(doubtful));
      const denied = new Set(doubtful.filter(path => !admitted.has(path)));
      const folders: SourceEntry[] = [];
      for (const entry of entries) {
        (denied.has(entry.path) ? this.denied : entry.kind === SourceKind.FOLDER ? folders : this.admitted).push(entry);
      }
      level = folders.flatMap(({ path }) => this.entriesIn(path));
      mayBeDenied = ({ path }) => deniable(posix.basename(path));
    }
  }

  /** The size of a file in bytes, or of a link itself; undefined if it cannot be read. */
  public sizeOf({ path }: SourceEntry): number | undefined {
    return this.stats(path)?.size;
  }

  /** The permissions of a file, such as `0o755`; undefined if they cannot be read. */
  public modeOf({ path }: SourceEntry): number | undefined {
    const mode = this.stats(path)?.mode;
    return mode === undefined ? undefined : mode % 0o10000;
  }

  /** The first bytes of a file, as a string; empty if it cannot be read. */
  public start({ path, kind }: SourceEntry, bytes: number): string {
    if (kind !== SourceKind.FILE) {
      return '';
    }
    try {
      // it may have become a link or a pipe in the meantime
      const file = openSync(join(this.folder, path), constants.O_RDONLY + (constants.O_NOFOLLOW ?? 0) + (constants.O_NONBLOCK ?? 0));
      try {
        const buffer = Buffer.alloc(bytes);
        return buffer.toString('utf8', 0, readSync(file, buffer, 0, bytes, 0));
      } finally {
        closeSync(file);
      }
    } catch {
      return '';
    }
  }

  private stats(path: string): Stats | undefined {
    try {
      return lstatSync(join(this.folder, path));
    } catch {
      return undefined;
    }
  }

  private entriesOfSource(source: string): SourceEntry[] {
    if (isGlob(source)) {
      const pattern = globPattern(posix.basename(source));
      return this.entriesIn(globFolder(source)).filter(({ path }) => pattern.test(posix.basename(path)));
    }
    // a folder above it may be a link
    const parts = source.split('/');
    const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    const stats = paths.map(path => this.stats(path));
    const end = stats.findIndex((found, index) => !found || found.isSymbolicLink() || index === paths.length - 1);
    return stats[end] ? [{ path: paths[end], kind: kindOf(stats[end]) }] : [];
  }

  private entriesIn(folder: string): SourceEntry[] {
    try {
      const entries = readdirSync(join(this.folder, folder), { withFileTypes: true });
      return entries.map(entry => ({ path: folder === '.' ? entry.name : `${folder}/${entry.name}`, kind: kindOf(entry) }));
    } catch {
      return []; // it cannot be read, or it is gone
    }
  }
}

/**
 * The names that a path must have to be excluded in an included folder: the last names of the patterns after the first
 * exception. The patterns are only evaluated for these names, because that is the slowest part.
 */
function isDeniable(patterns: string[]): (name: string) => boolean {
  const start = patterns.findIndex(pattern => pattern.startsWith('!'));
  const names = patterns.slice(start + 1).filter(pattern => !pattern.startsWith('!')).map(pattern => globPattern(posix.basename(pattern)));
  return name => names.some(pattern => pattern.test(name));
}

function kindOf(entry: Dirent | Stats): SourceKind {
  return entry.isFile() ? SourceKind.FILE : entry.isDirectory() ? SourceKind.FOLDER : entry.isSymbolicLink() ? SourceKind.LINK : SourceKind.OTHER;
}
