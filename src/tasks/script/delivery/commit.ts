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
  /** The commit to compare with: where a pull request begins, or what was pushed before. */
  readonly base?: string;
}

/** The commit of a branch that did not exist before. */
const NOTHING = /^0+$/;

/** The commit of this run, from the variables of GitHub or GitLab. Elsewhere it is the current commit of the repository. */
export function commit(env: NodeJS.ProcessEnv = process.env): Commit {
  if (env.GITHUB_SHA) {
    const isTag = env.GITHUB_REF_TYPE === 'tag';
    return { sha: env.GITHUB_SHA, [isTag ? 'tag' : 'branch']: env.GITHUB_REF_NAME, base: isTag ? undefined : gitHubBase(env.GITHUB_EVENT_PATH) };
  }
  if (env.CI_COMMIT_SHA) {
    const base = env.CI_MERGE_REQUEST_DIFF_BASE_SHA ?? env.CI_COMMIT_BEFORE_SHA;
    return { sha: env.CI_COMMIT_SHA, branch: env.CI_COMMIT_BRANCH, tag: env.CI_COMMIT_TAG, base: env.CI_COMMIT_TAG ? undefined : known(base) };
  }
  const git = (...argv: string[]) => output('git', argv)?.trim();
  const sha = git('rev-parse', 'HEAD');
  if (!sha) {
    throw new Problem('There is no commit: run this in a git repository.');
  }
  return { sha, branch: git('symbolic-ref', '--short', 'HEAD') };
}

/** The event says which commits are new: https://docs.github.com/en/webhooks/webhook-events-and-payloads */
function gitHubBase(path?: string): string | undefined {
  const event = path ? JSON.parse(readFileSync(path, 'utf8')) as { pull_request?: { base: { sha: string } }; before?: string } : {};
  return event.pull_request?.base.sha ?? known(event.before);
}

function known(sha?: string): string | undefined {
  return sha === undefined || sha === '' || NOTHING.test(sha) ? undefined : sha;
}
