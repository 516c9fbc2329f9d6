import { github, JsonPatch } from 'projen';

/**
 * The commits of actions that projen references by a tag, which their owners could change. A newer projen may use a newer tag, which
 * stays a tag until it is added here.
 */
const OF_PROJEN: { readonly [action: string]: string } = {
  'actions/setup-node@v7.0.0': '820762786026740c76f36085b0efc47a31fe5020',
  'actions/setup-python@v7.0.0': '5fda3b95a4ea91299a34e894583c3862153e4b97',
  'actions/create-github-app-token@v3.2.0': 'bcd2ba49218906704ab6c1aa796996da409d3eb1',
  'aws-actions/configure-aws-credentials@v6.2.3': 'e6de054238d6b7531b4efff3b6587d9aade6a06c',
  'peter-evans/create-pull-request@v8.1.1': '5f6978faf089d4d20b00c7766989d076bb2fc7f1',
  'pnpm/action-setup@v6.0.10': '0977fd99725f1db4007ccb2928dbb4e90d06cc86',
};

/** An action that workflows of this package use in addition, and the program that it installs. */
interface Action {
  readonly version: string;
  readonly commit: string;
  readonly options: { readonly [option: string]: string };
}

const OURS = {
  'anchore/scan-action/download-grype': { version: 'v7.4.0', commit: 'e1165082ffb1fe366ebaf02d8526e7c4989ea9d2', options: { 'grype-version': 'v0.121.2' } },
  'aquasecurity/setup-trivy': { version: 'v0.3.1', commit: '81e514348e19b6112ce2a7e3ecbafe19c1e1f567', options: { version: 'v0.74.0' } },
  'sigstore/cosign-installer': { version: 'v4.1.2', commit: '6f9f17788090df1f26f669e9d70d6ae9567deba6', options: { 'cosign-release': 'v3.0.6' } },
} satisfies { readonly [action: string]: Action };

/** The step that installs a program. A project can replace the action, under its name with the version: `project.github.actions.set('owner/action@v1', 'owner/action@commit')`. */
export function installStep(action: keyof typeof OURS): github.workflows.JobStep {
  const { version, options }: Action = OURS[action];
  return { uses: `${action}@${version}`, with: options };
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
