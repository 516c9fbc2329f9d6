import { spawnSync } from 'node:child_process';
import { Problem } from './problem';

/**
 * Runs git in a folder, and returns what it printed. File names that are not UTF-8 contain replacement characters.
 *
 * @throws with git's message when it fails
 */
export function git(folder: string, ...argv: string[]): string {
  return gitBytes(folder, argv).toString();
}

/** The same, for an output that is not text, of a command that reads an input. */
export function gitBytes(folder: string, argv: string[], input?: string): Buffer {
  const { status, stdout, stderr, error } = spawnSync('git', ['--no-optional-locks', '--literal-pathspecs', '-C', folder, ...argv], { input, maxBuffer: 1024 * 1024 * 1024 });
  if (error || status !== 0) {
    throw new Problem(`git ${argv[0]} failed: ${error?.message ?? stderr.toString().trim()}`);
  }
  return stdout;
}

/** The parts of git's output that are separated by NUL. */
export function parts(output: string): string[] {
  return output.split('\0').slice(0, -1);
}

/** Git's output without its line feed at the end. */
export function oneLine(output: string): string {
  return output.replace(/\r?\n$/, '');
}
