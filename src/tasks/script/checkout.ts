import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { PROJEN } from './facts';
import { shown } from './image/shown';
import { Problem } from './problem';
import { output } from './processes';
import { inDraft } from '../../files/drafts';

/** A commit's files in a folder of their own. */
export interface Checkout {
  /** The full ID of the commit. */
  readonly commit: string;
  /** Its date in seconds since 1970. */
  readonly date: string;
  /** The folder of this project in the checkout. */
  readonly folder: string;
}

/**
 * Settings that a person has for the own checkout, and that would change the files of this one: hooks that run programs, a part of the
 * files only, line ends of Windows.
 */
const PLAIN = ['core.hooksPath=/dev/null', 'core.sparseCheckout=false', 'core.autocrlf=false'].flatMap(setting => ['-c', setting]);

/** Checks a commit of this repository out beside the own checkout, which is not changed, and removes it afterwards. */
export async function inCheckout<T>(revision: string, work: (checkout: Checkout) => T | Promise<T>): Promise<T> {
  const prefix = output('git', ['rev-parse', '--show-prefix'])?.trim();
  if (prefix === undefined) {
    throw new Problem('This folder is not in a git repository, so that no commit can be built. Clone the repository of the image.');
  }
  const commit = output('git', ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.trim();
  if (!commit) {
    throw new Problem(`The commit ${shown(revision)} is not in this repository. Fetch it: git fetch origin ${shown(revision)}`);
  }
  mkdirSync(PROJEN, { recursive: true });
  return inDraft(PROJEN, async (draft) => {
    const tree = join(realpathSync(draft), 'checkout');
    git('worktree', 'prune'); // what a killed run has left
    try {
      git(...PLAIN, 'worktree', 'add', '--quiet', '--detach', tree, commit);
      if (existsSync(join(tree, '.gitmodules'))) {
        git('-C', tree, ...PLAIN, 'submodule', 'update', '--quiet', '--init', '--recursive');
      }
      return await work({ commit, date: output('git', ['show', '--no-patch', '--format=%ct', commit])!.trim(), folder: join(tree, prefix) });
    } finally {
      output('git', ['worktree', 'remove', '--force', tree]);
    }
  });
}

function git(...argv: string[]): void {
  const { status, stderr, error } = spawnSync('git', argv, { encoding: 'utf8' });
  if (status !== 0) {
    throw new Problem(`The commit could not be checked out: ${error?.message ?? stderr.trim()}`);
  }
}
