import { spawnSync } from 'child_process';

/** What git knows of a folder, if it knows it. */
export class Git {
  public readonly isThere: boolean;

  public constructor(private readonly folder: string) {
    this.isThere = this.run('rev-parse', '--is-inside-work-tree').trim() === 'true';
  }

  /** Whether a file is committed as it is on disk, so that git can bring it back. */
  public isCommitted(path: string): boolean {
    return this.isThere && this.run('ls-files', '--', path).trim() !== ''
      && this.succeeds('cat-file', '-e', `HEAD:./${path}`) && this.run('status', '--porcelain', '--ignored', '--', path).trim() === '' && !this.isAssumed(path);
  }

  /** Files and folders that git ignores; a folder that is ignored as a whole ends with a slash. */
  public ignored(): string[] {
    return this.isThere ? this.run('ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z').split('\0').filter(path => path !== '') : [];
  }

  /** Whether files have line ends that a setting of git would change. */
  public hasCrlf(): boolean {
    return this.isThere && /^i\/(crlf|mixed)|w\/(crlf|mixed)/m.test(this.run('ls-files', '--eol'));
  }

  /** What has changed, for people. */
  public summary(): string {
    return this.isThere ? `${this.run('status', '--short', '--', '.')}${this.run('--no-pager', 'diff', '--stat', '--', '.')}` : '';
  }

  /** Files whose changes git was told not to look at. */
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
