import { existsSync, lstatSync, readdirSync, readFileSync } from 'fs';
import { join, posix } from 'path';

/** Folders that tools generate: they contain no facts about the repository. */
const MADE = new Set(['.git', '.hg', '.svn', 'node_modules', '__pycache__', '.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache', '__pypackages__', '.eggs']);

/** Larger than any handwritten file. */
const MOST_BYTES = 4_000_000;

/** The files of a repository at the time of reading. */
export class Repository {
  /** The paths of all files and symbolic links, sorted. */
  public readonly paths: string[];
  /** Folders that were skipped: virtual environments and generated folders. */
  public readonly skipped: string[] = [];
  private readonly present: Set<string>;

  public constructor(public readonly folder: string) {
    this.paths = this.walk('').sort();
    this.present = new Set(this.paths);
  }

  /** Whether there is a file with this path, in the same case. */
  public has(path: string): boolean {
    return this.present.has(path);
  }

  public hasFolder(path: string): boolean {
    return this.paths.some(file => file.startsWith(`${path}/`));
  }

  /** The files and folders at the top level, sorted. */
  public get entries(): string[] {
    return [...new Set(this.paths.map(path => path.split('/')[0]))];
  }

  /** The text of a file, decoded according to its byte order mark. Empty if there is no file. */
  public text(path: string): string {
    if (!this.has(path)) {
      return '';
    }
    const file = join(this.folder, path);
    try {
      const bytes = lstatSync(file).size > MOST_BYTES ? Buffer.alloc(0) : readFileSync(file);
      // PowerShell writes UTF-16: pip freeze > requirements.txt
      const text = bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.subarray(2).toString('utf16le') : bytes.toString('utf8');
      return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
    } catch {
      return ''; // a broken link, a folder, or a file that cannot be read
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
      this.skipped.push(folder);
      return [];
    }
    return entries.flatMap((entry) => {
      const child = posix.join(folder, entry.name);
      if (!entry.isDirectory()) {
        return entry.isFile() || entry.isSymbolicLink() ? [child] : [];
      }
      if (MADE.has(entry.name) || existsSync(join(this.folder, child, 'pyvenv.cfg'))) {
        this.skipped.push(child);
        return [];
      }
      return this.walk(child);
    });
  }
}
