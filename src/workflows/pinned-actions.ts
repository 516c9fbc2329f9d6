import { github, JsonPatch } from 'projen';

/**
 * The commits of actions that projen references by a tag, which their owners could change. A newer projen may use a newer tag, which
 * stays a tag until it is added here.
 */
const OF_PROJEN: { readonly [action: string]: string } = {
  'actions/setup-node@v7.0.0': '820762786026740c76f36085b0efc47a31fe5020',
  'actions/setup-python@v7.0.0': '5fda3b95a4ea91299a34e894583c3862153e4b97',
  'peter-evans/create-pull-request@v8.1.1': '5f6978faf089d4d20b00c7766989d076bb2fc7f1',
};

/** The actions that workflows of this package use in addition, with the commits of these versions. */
const OURS = {
  'anchore/scan-action/download-grype': { version: 'v7.4.0', commit: 'e1165082ffb1fe366ebaf02d8526e7c4989ea9d2' },
  'aquasecurity/setup-trivy': { version: 'v0.3.1', commit: '81e514348e19b6112ce2a7e3ecbafe19c1e1f567' },
  'sigstore/cosign-installer': { version: 'v4.1.2', commit: '6f9f17788090df1f26f669e9d70d6ae9567deba6' },
} as const;

/** The name under which a workflow uses an action, and under which a project can replace it: `project.github.actions.set(name, 'owner/action@commit')`. */
export function actionRef(action: keyof typeof OURS): string {
  return `${action}@${OURS[action].version}`;
}

/** Pins actions to commits in all workflows, if they are the actions that projen or this package uses, and the project has not replaced them. */
export function pinActions({ actions }: github.GitHub): void {
  const ours = Object.entries(OURS).map(([action, { version, commit }]) => [`${action}@${version}`, commit] as const);
  for (const [action, commit] of [...Object.entries(OF_PROJEN), ...ours]) {
    if (actions.get(action) === action) {
      actions.set(action, `${action.split('@')[0]}@${commit}`);
    }
  }
}

/** Restricts the token of a workflow to the permissions that a job sets. */
export function withoutPermissions({ file }: github.GithubWorkflow): void {
  file?.patch(JsonPatch.add('/permissions', {})); // an empty override would be ignored
}
