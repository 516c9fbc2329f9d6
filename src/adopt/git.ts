import { spawnSync } from 'child_process';
import { resolve } from 'path';

/** The state of a folder in git, if it is in a repository. */
export class Git {
  public readonly isThere: boolean;

  public constructor(private readonly folder: string) {
    this.isThere = this.run('rev-parse', '--is-inside-work-tree').trim() === 'true';
  }

  /** Whether a file is committed without later changes, so that git can restore it. */
  public isCommitted(path: string): boolean {
    return this.isThere && this.run('ls-files', '--', path).trim() !== ''
      && this.succeeds('cat-file', '-e', `HEAD:./${path}`) && this.run('status', '--porcelain', '--ignored', '--', path).trim() === '' && !this.isAssumed(path);
  }

  /** Files and folders that git ignores. Ignored folders end with a slash. */
  public ignored(): string[] {
    return this.isThere ? this.run('ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z').split('\0').filter(path => path !== '') : [];
  }

  /** The file with the patterns that are ignored in this clone only. */
  public get excludeFile(): string | undefined {
    const path = this.run('rev-parse', '--git-path', 'info/exclude').trim();
    return path === '' ? undefined : resolve(this.folder, path);
  }

  /** The folder that the repository begins with, if it is not this one. */
  public get outerFolder(): string | undefined {
    const path = this.run('rev-parse', '--show-cdup').trim();
    return path === '' ? undefined : resolve(this.folder, path);
  }

  /** Whether files have line endings that a setting of git would change. */
  public hasCrlf(): boolean {
    return this.isThere && /^i\/(crlf|mixed)|w\/(crlf|mixed)/m.test(this.run('ls-files', '--eol'));
  }

  /** A summary of the changes for the user. */
  public summary(): string {
    return this.isThere ? `${this.run('status', '--short', '--', '.')}${this.run('--no-pager', 'diff', '--stat', '--', '.')}` : '';
  }

  /** Files whose changes git ignores because of a flag. */
  private isAssumed(path: string): boolean {
    return /^[a-z]|^S/.test(this.run('ls-files', '-v', '--', path));
  }

  private succeeds(...argv: string[]): boolean {
    return spawnSync('git', argv, { cwd: this.folder, stdio: 'ignore' }).status === 0;
  }

  private run(...argv: string[]): string {
    const { status, stdout } = spawnSync('git', argv, { cwd: this.folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] });
    return status === 0 ? stdout : '';
  }
}
