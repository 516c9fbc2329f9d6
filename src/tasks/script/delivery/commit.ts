import { readFileSync } from 'node:fs';
import { Problem } from '../problem';
import { output } from '../processes';

/** What a run of a workflow is for. */
export interface Commit {
  readonly sha: string;
  /** The branch, unless the run is for a tag. */
  readonly branch?: string;
  /** The git tag, if the run is for one. */
  readonly tag?: string;
  /** The commit to compare with: where a pull request begins, or what was delivered last. */
  readonly base?: string;
}

/** The commit of this run, from the variables of GitHub or GitLab. Elsewhere it is the current commit of the repository. */
export function commit(env: NodeJS.ProcessEnv = process.env): Commit {
  if (env.GITHUB_SHA) {
    const isTag = env.GITHUB_REF_TYPE === 'tag';
    return { sha: env.GITHUB_SHA, [isTag ? 'tag' : 'branch']: env.GITHUB_REF_NAME, base: isTag ? undefined : gitHubBase(env) };
  }
  if (env.CI_COMMIT_SHA) {
    // GitLab does not say what was delivered last, so the default branch builds everything, from the cache
    const base = env.CI_COMMIT_TAG ? undefined : env.CI_MERGE_REQUEST_DIFF_BASE_SHA;
    return { sha: env.CI_COMMIT_SHA, branch: env.CI_COMMIT_BRANCH, tag: env.CI_COMMIT_TAG, base };
  }
  const git = (...argv: string[]) => output('git', argv)?.trim();
  const sha = git('rev-parse', 'HEAD');
  if (!sha) {
    throw new Problem('There is no commit: run this in a git repository.');
  }
  return { sha, branch: git('symbolic-ref', '--short', 'HEAD') };
}

/**
 * Where a pull request begins, or BASE: the commit of the last run that has delivered. The commit before the push would be wrong, because its run may
 * have failed or have been cancelled.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
function gitHubBase(env: NodeJS.ProcessEnv): string | undefined {
  const event = env.GITHUB_EVENT_PATH ? JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')) as { pull_request?: { base: { sha: string } } } : {};
  return event.pull_request?.base.sha ?? (env.BASE || undefined);
}
