import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { copyFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, posix } from 'path';
import { Repository } from './repository';

/** Larger files are data: synth only checks that they exist. */
const MOST_BYTES = 1_000_000;
/** Files that are made in the copy and stay there. */
const LEFT_THERE = /^(node_modules|\.git|\.projen\/(tools|draft-[^/]*)|\.venv)(\/|$)/;

/** The end of a program. */
interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** A copy of a repository, in which everything is tried before the repository itself is changed. */
export class Staging {
  public readonly folder: string;
  private readonly outer: string;
  private readonly before = new Map<string, string>();

  public constructor(private readonly repository: Repository) {
    this.outer = mkdtempSync(join(tmpdir(), 'adopt-'));
    this.folder = join(this.outer, 'repository');
    mkdirSync(this.folder);
    for (const path of repository.paths) {
      this.copy(path);
    }
  }

  public write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { force: true }); // it may be read-only, or a link
    writeFileSync(file, text);
  }

  public has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  public read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  public removeFile(path: string): void {
    rmSync(join(this.folder, path), { force: true });
  }

  /**
   * The paths that git would not ignore in the copy.
   *
   * @param exclude the file with the patterns of this clone only
   */
  public visible(paths: readonly string[], exclude?: string): string[] {
    this.run('git', 'init', '--quiet');
    if (exclude !== undefined && existsSync(exclude)) {
      mkdirSync(join(this.folder, '.git/info'), { recursive: true });
      copyFileSync(exclude, join(this.folder, '.git/info/exclude'));
    }
    const { stdout, status } = spawnSync('git', ['check-ignore', '--no-index', '-z', '--stdin'], { cwd: this.folder, input: paths.join('\0'), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    const ignored = new Set(stdout.split('\0'));
    return status === 0 || status === 1 ? paths.filter(path => !ignored.has(path)) : [];
  }

  /** Runs a program in the copy. Its output is shown if it fails. */
  public run(program: string, ...argv: string[]): Ended {
    return this.runIn(this.folder, program, argv);
  }

  /** Installs packages where the copy finds them, but without those that it lists itself. */
  public installBeside(manifest: string, ...argv: string[]): Ended {
    writeFileSync(join(this.outer, 'package.json'), manifest);
    return this.runIn(this.outer, 'npm', argv);
  }

  private runIn(cwd: string, program: string, argv: string[]): Ended {
    const { PROJEN_CREATE_PROJECT, NODE_OPTIONS, ...others } = process.env;
    const env = { ...others, PROJEN_DISABLE_POST: 'true' }; // lock files keep the versions of the old one
    const { status, stdout, stderr, error } = spawnSync(program, argv, { cwd, encoding: 'utf8', env, maxBuffer: 64 * 1024 * 1024 });
    return { status, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}` };
  }

  /** The files that are new or differ from those of the repository. */
  public changed(): string[] {
    return this.walk('').filter(path => this.before.get(path) !== fingerprint(join(this.folder, path))).sort();
  }

  public remove(): void {
    rmSync(this.outer, { recursive: true, force: true });
  }

  private copy(path: string): void {
    const [from, to] = [join(this.repository.folder, path), join(this.folder, path)];
    mkdirSync(dirname(to), { recursive: true });
    const status = lstatSync(from);
    if (status.isSymbolicLink()) {
      symlinkSync(readlinkSync(from), to);
    } else if (status.size > MOST_BYTES) {
      writeFileSync(to, '');
    } else {
      try {
        copyFileSync(from, to);
      } catch {
        writeFileSync(to, ''); // a file that cannot be read
      }
    }
    this.before.set(path, fingerprint(to));
  }

  private walk(folder: string): string[] {
    return readdirSync(join(this.folder, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return LEFT_THERE.test(path) ? [] : entry.isDirectory() ? this.walk(path) : [path];
    });
  }
}

/** A key for the content of a file. */
export function fingerprint(file: string): string {
  return lstatSync(file).isSymbolicLink() ? `link ${readlinkSync(file)}` : createHash('sha256').update(readFileSync(file)).digest('hex');
}
