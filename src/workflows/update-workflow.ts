import { Component, github, Task, TaskStepOptions } from 'projen';
import { withoutPermissions } from './pinned-actions';
import { COOLDOWN_DAYS, UpdateSources } from './update-sources';
import { indexSecrets } from '../access/package-index';
import { invalidOption } from '../dockerfile/invalid-option';
import { PythonPackageManager } from '../package-managers/package-manager';

const { ActionRefs, GithubCredentials, WorkflowActions, WorkflowJobs } = github;
const { JobPermission } = github.workflows;

/** Early on Mondays, not on the full hour, when GitHub is busiest. */
const WEEKLY = '23 4 * * 1';

/** The environment variables that make the tools ignore new versions. */
const COOLDOWN: { readonly [packageManager in PythonPackageManager]: { readonly [name: string]: string } } = {
  [PythonPackageManager.PIP]: { UV_EXCLUDE_NEWER: `${COOLDOWN_DAYS} days` },
  [PythonPackageManager.UV]: { UV_EXCLUDE_NEWER: `${COOLDOWN_DAYS} days` },
  [PythonPackageManager.POETRY]: { POETRY_SOLVER_MIN_RELEASE_AGE: `${COOLDOWN_DAYS}` },
};

/** The token of the job is only for the steps that get it. */
const NO_CREDENTIALS = { 'persist-credentials': false };

/** The task `upgrade`, and a workflow that runs it and opens a pull request. The job that runs third-party code cannot write to the repository. */
export class UpdateWorkflow extends Component {
  public readonly task: Task;

  public constructor(gitHub: github.GitHub, private readonly sources: UpdateSources) {
    super(gitHub);
    const { indexes, npm } = sources;
    if (!npm) {
      throw invalidOption('dependencyUpdates', 'task', 'the workflow installs what .projenrc.ts needs, and there is no .projenrc.ts',
        'Set dependencyUpdates to RENOVATE or DEPENDABOT');
    }
    this.task = this.project.addTask('upgrade', { description: 'Update the locked versions and the digests of the images' });
    const secrets = indexes.flatMap(indexSecrets).map(([, secret]) => [secret, `\${{ secrets.${secret} }}`]);
    const patch = { jobId: 'upgrade', outputName: 'patch_created' };
    const stepId = 'create_patch';
    const workflow = gitHub.addWorkflow('upgrade');
    withoutPermissions(workflow);
    workflow.on({ schedule: [{ cron: WEEKLY }], workflowDispatch: {} });
    workflow.addJob(patch.jobId, {
      name: 'Upgrade',
      runsOn: ['ubuntu-latest'],
      timeoutMinutes: 30,
      permissions: { contents: JobPermission.READ },
      outputs: { [patch.outputName]: { stepId, outputName: patch.outputName } },
      steps: [
        { name: 'Checkout', uses: ActionRefs.ACTIONS_CHECKOUT, with: NO_CREDENTIALS },
        { name: 'Set up Node.js', uses: ActionRefs.ACTIONS_SETUP_NODE, with: { 'node-version': 'lts/*' } },
        { name: 'Set up Python', uses: ActionRefs.ACTIONS_SETUP_PYTHON, with: { 'python-version-file': '.python-version' } },
        { name: 'Install', run: 'npm ci' },
        { name: 'Upgrade', run: `${this.project.projenCommand} ${this.task.name}`, ...secrets.length ? { env: Object.fromEntries(secrets) } : {} },
        ...WorkflowActions.uploadGitPatch({ stepId, outputName: patch.outputName }),
      ],
    });
    const { steps, ...pullRequest } = WorkflowJobs.pullRequestFromPatch({
      patch,
      workflowName: workflow.name,
      credentials: GithubCredentials.fromPersonalAccessToken({ secret: 'GITHUB_TOKEN' }),
      pullRequestTitle: 'chore(deps): upgrade requirements and images',
      pullRequestDescription: 'Updates the locked versions and the digests of the images as far as .projenrc.ts allows.',
    });
    workflow.addJob('pr', {
      ...pullRequest,
      timeoutMinutes: 10,
      steps: steps.map(step => step.uses === ActionRefs.ACTIONS_CHECKOUT ? { ...step, with: { ...step.with, ...NO_CREDENTIALS } } : step),
    });
  }

  /** Only known after all containers have been added. */
  public preSynthesize(): void {
    const { packageManager, indexes } = this.sources;
    // few indexes except PyPI report the age of a file, and without it the tools would find no version
    this.spawn('lock:upgrade', indexes.length ? {} : { env: COOLDOWN[packageManager] });
    // uv.lock contains the cooldown, and would be outdated everywhere else
    this.spawn('lock');
    this.spawn('docker:pin');
    this.spawn('default');
  }

  private spawn(name: string, options: TaskStepOptions = {}): void {
    const task = this.project.tasks.tryFind(name);
    if (task) {
      this.task.spawn(task, options);
    }
  }
}
