import { isUtf8 } from 'buffer';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'fs';
import { join, posix } from 'path';
import { isFile } from '../files/entries';

/** Folders that tools generate: they contain no facts about the repository. `.git` is a file in submodules and in further worktrees. */
const MADE = new Set(['.git', '.hg', '.svn', 'node_modules', '__pycache__', '.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache', '__pypackages__', '.eggs']);

/** Larger than any handwritten file. */
const MOST_BYTES = 4_000_000;

/** The files of a repository at the time of reading. */
export class Repository {
  /** The paths of all files and symbolic links, sorted. */
  public readonly paths: string[];
  /** Folders that cannot be opened, and names that are not UTF-8. */
  public readonly unreadable: string[] = [];
  private readonly present: Set<string>;
  private readonly folders: Set<string>;

  public constructor(public readonly folder: string) {
    this.paths = this.walk('').sort();
    this.present = new Set(this.paths);
    this.folders = new Set(this.paths.flatMap(path => foldersOf(path)));
  }

  /** Whether there is a file with this path, in the same case. */
  public has(path: string): boolean {
    return this.present.has(path);
  }

  public hasFolder(path: string): boolean {
    return this.folders.has(path);
  }

  /** The files and folders at the top level, sorted. */
  public get entries(): string[] {
    return [...new Set(this.paths.map(path => path.split('/')[0]))];
  }

  /** Whether a file may be executed. */
  public isExecutable(path: string): boolean {
    return this.has(path) && /[1357]/.test((lstatSync(join(this.folder, path)).mode % 0o1000).toString(8));
  }

  /** Whether there is a file that can have been written by hand. A link may lead to a device or a pipe, which never ends. */
  public hasText(path: string): boolean {
    const file = join(this.folder, path);
    return this.has(path) && isFile(file) && statSync(file).size <= MOST_BYTES;
  }

  /** The text of a file, decoded according to its byte order mark; as Latin-1 if it is not valid UTF-8. Empty if there is no file. */
  public text(path: string): string {
    try {
      const bytes = this.hasText(path) ? readFileSync(join(this.folder, path)) : Buffer.alloc(0);
      // PowerShell writes UTF-16: pip freeze > requirements.txt
      const text = bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.subarray(2).toString('utf16le') : bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
      return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
    } catch {
      return ''; // it cannot be read
    }
  }

  public lines(path: string): string[] {
    return this.text(path).split('\n');
  }

  /** A path with the number of the first line that matches, as evidence. */
  public evidence(path: string, pattern: RegExp | string): string {
    const index = this.lines(path).findIndex(line => typeof pattern === 'string' ? line.includes(pattern) : pattern.test(line));
    return `${path}:${Math.max(index, 0) + 1}`;
  }

  private walk(folder: string): string[] {
    const path = join(this.folder, folder);
    let entries;
    try {
      entries = readdirSync(path, { withFileTypes: true });
    } catch {
      this.unreadable.push(folder);
      return [];
    }
    return entries.flatMap((entry) => {
      const child = posix.join(folder, entry.name);
      if (entry.name.includes('\uFFFD')) {
        this.unreadable.push(child); // Node.js cannot open it
        return [];
      }
      if (!entry.isDirectory()) {
        return entry.isSymbolicLink() || entry.isFile() && entry.name !== '.git' ? [child] : [];
      }
      return MADE.has(entry.name) || existsSync(join(this.folder, child, 'pyvenv.cfg')) ? [] : this.walk(child);
    });
  }
}

/** All folders of a path: `a` and `a/b` for `a/b/c`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
