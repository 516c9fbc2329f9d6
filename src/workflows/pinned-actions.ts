import { github, JsonPatch } from 'projen';

/**
 * The commits of actions that projen references by a tag, which their owners could change. A newer projen may use a newer tag, which
 * stays a tag until it is added here.
 */
const COMMITS: { readonly [action: string]: string } = {
  'actions/setup-node@v7.0.0': '820762786026740c76f36085b0efc47a31fe5020',
  'actions/setup-python@v7.0.0': '5fda3b95a4ea91299a34e894583c3862153e4b97',
  'peter-evans/create-pull-request@v8.1.1': '5f6978faf089d4d20b00c7766989d076bb2fc7f1',
};

/** Pins actions to commits in all workflows, if they are the actions that projen uses. */
export function pinActions({ actions }: github.GitHub): void {
  for (const [action, commit] of Object.entries(COMMITS)) {
    actions.set(action, `${action.split('@')[0]}@${commit}`);
  }
}

/** Restricts the token of a workflow to the permissions that a job sets. */
export function withoutPermissions({ file }: github.GithubWorkflow): void {
  file?.patch(JsonPatch.add('/permissions', {})); // an empty override would be ignored
}
