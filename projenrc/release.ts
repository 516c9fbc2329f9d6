import { cdk, github, JsonFile } from 'projen';
import { withoutPermissions } from '../src/workflows/pinned-actions';

const { ActionRefs } = github;
const { JobPermission } = github.workflows;

/** The environment of the jobs that publish: npm and PyPI accept the package from it alone, and people can be asked there. */
const ENVIRONMENT = 'release';

const DOWNLOAD = { name: 'Get the packages', uses: ActionRefs.ACTIONS_DOWNLOAD_ARTIFACT, with: { name: 'packages', path: 'dist' } };

/**
 * The task `release`, which makes the version and CHANGELOG.md from the commits, and a workflow that publishes what is tagged.
 *
 * projen's own release is not used. With a trigger by tag it publishes nothing, because the tag exists already; its job that installs and
 * builds can write to the repository; and what publishes is `publib@latest`, which anybody who takes it over could use to publish.
 */
export function addRelease(project: cdk.JsiiProject): void {
  project.addDevDeps('commit-and-tag-version@^13');
  new JsonFile(project, '.versionrc.json', {
    obj: { packageFiles: [], bumpFiles: [], header: '# Changelog\n' }, // the last tag has the version, and package.json has none
    marker: false,
  });
  project.addPackageIgnore('/.versionrc.json');
  project.addTask('release', {
    description: 'Make the next version from the commits: CHANGELOG.md, a commit and a tag, to be pushed; --release-as=1.0.0 names a version, and --dry-run shows it',
  }).execArgs(['commit-and-tag-version'], { receiveArgs: true });
  project.addTask('package:python', { description: 'Create python language bindings' }).execArgs(['jsii-pacmak', '-v', '--target', 'python']);

  const workflow = project.github!.addWorkflow('release');
  withoutPermissions(workflow);
  workflow.file!.addOverride('concurrency', { group: 'release' });
  workflow.on({ push: { tags: ['v*.*.*', '!v*-*'] } }); // npm needs another command for a version before a release
  workflow.addJobs({ build: build(project), npm: NPM, pypi: PYPI, github: GITHUB });
}

/** Installs, tests and packs, without any right to publish. */
function build(project: cdk.JsiiProject): github.workflows.Job {
  return {
    runsOn: ['ubuntu-24.04'],
    timeoutMinutes: 120,
    permissions: { contents: JobPermission.READ },
    env: { CI: 'true' },
    steps: [
      { name: 'Checkout', uses: ActionRefs.ACTIONS_CHECKOUT, with: { 'persist-credentials': false, 'fetch-depth': 0 } },
      { name: 'Check that the tag is on main', run: 'git merge-base --is-ancestor "$GITHUB_SHA" origin/main' },
      ...project.renderWorkflowSetup({ mutable: false }),
      { name: 'Look for known vulnerabilities in what ships', run: 'npm audit --omit=dev' },
      { name: 'Build and test', run: 'npx projen build' },
      { name: 'Set the version', run: 'npm version --no-git-tag-version "${GITHUB_REF_NAME#v}"' },
      { name: 'Pack', run: 'rm -rf dist\nnpx projen compile\nnpx projen package:js\nnpx projen package:python' },
      { name: 'Try to publish', run: 'npm publish --dry-run dist/js/*.tgz\npipx run twine==6.2.0 check --strict dist/python/*' },
      {
        name: 'Find the notes of this version',
        run: 'awk \'/^##+ \\[?[0-9]/ { section++ } section == 1\' CHANGELOG.md >dist/notes.md\ngrep --fixed-strings "${GITHUB_REF_NAME#v}" dist/notes.md',
      },
      { name: 'Add the lock of uv', run: 'cp src/tools/uv.txt dist/' },
      { name: 'Pass the packages on', uses: ActionRefs.ACTIONS_UPLOAD_ARTIFACT, with: { 'name': 'packages', 'path': 'dist', 'if-no-files-found': 'error' } },
    ],
  };
}

/** Publishes with the identity of the workflow: there is no token that could leak, and the provenance says which commit it is. */
const NPM: github.workflows.Job = {
  needs: ['build'],
  runsOn: ['ubuntu-24.04'],
  timeoutMinutes: 10,
  environment: ENVIRONMENT,
  permissions: { idToken: JobPermission.WRITE },
  steps: [
    { name: 'Set up Node.js', uses: ActionRefs.ACTIONS_SETUP_NODE, with: { 'node-version': 'lts/*', 'package-manager-cache': false } },
    DOWNLOAD,
    { name: 'Publish', run: 'npm publish --provenance --access=public dist/js/*.tgz' },
  ],
};

const PYPI: github.workflows.Job = {
  needs: ['build', 'npm'], // a version that only one of them has would stay so for ever
  runsOn: ['ubuntu-24.04'],
  timeoutMinutes: 10,
  environment: ENVIRONMENT,
  permissions: { idToken: JobPermission.WRITE },
  steps: [
    DOWNLOAD,
    { name: 'Install uv', run: 'python3 -m venv .tools\n.tools/bin/pip install --quiet --require-hashes --no-deps --only-binary=:all: --requirement=dist/uv.txt' },
    { name: 'Publish', run: '.tools/bin/uv publish --trusted-publishing=always dist/python/*' },
  ],
};

const GITHUB: github.workflows.Job = {
  needs: ['npm', 'pypi'],
  runsOn: ['ubuntu-24.04'],
  timeoutMinutes: 10,
  permissions: { contents: JobPermission.WRITE },
  steps: [
    DOWNLOAD,
    {
      name: 'Publish',
      run: 'gh release create "$GITHUB_REF_NAME" --verify-tag --title="$GITHUB_REF_NAME" --notes-file=dist/notes.md dist/js/*.tgz dist/python/*',
      env: { GH_TOKEN: '${{ secrets.GITHUB_TOKEN }}', GH_REPO: '${{ github.repository }}' },
    },
  ],
};
