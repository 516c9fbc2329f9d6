import { parse } from './yaml';
import { DependencyUpdates, PythonContainerProjectOptions, PythonPackageManager } from '../../src';
import { folderWith, newProject, synth } from '../synth';

const INDEX = { name: 'acme', url: 'https://pypi.acme.example/simple/', usernameSecret: 'ACME_USER', passwordSecret: 'ACME_PASSWORD' };

function updates(options: Partial<PythonContainerProjectOptions> = {}) {
  const files = synth(newProject({ dependencyUpdates: DependencyUpdates.TASK, ...options }));
  const { upgrade, pr } = parse(files['.github/workflows/upgrade.yml']).jobs;
  return { upgrade, pr, steps: files['.projen/tasks.json'].tasks.upgrade.steps };
}

test('the task raises locks and digests, and synthesizes', () => {
  expect(updates().steps).toEqual([
    { spawn: 'lock:upgrade', env: { UV_EXCLUDE_NEWER: '7 days' } }, { spawn: 'lock' }, { spawn: 'docker:pin' }, { spawn: 'default' },
  ]);
  expect(updates({ packageManager: PythonPackageManager.POETRY }).steps[0].env).toEqual({ POETRY_SOLVER_MIN_RELEASE_AGE: '7' });
});

test('with an index without upload times there is no waiting period', () => {
  expect(updates({ access: { indexes: [INDEX] } }).steps[0]).toEqual({ spawn: 'lock:upgrade' });
});

test('lock files that are made elsewhere are not updated', () => {
  const lock = 'fastapi==0.116.0 \\\n    --hash=sha256:00\n';
  const outdir = folderWith({ 'requirements.txt': lock, 'requirements-dev.txt': lock });
  expect(updates({ outdir }).steps.map((step: any) => step.spawn)).toEqual(['docker:pin', 'default']);
});

test('the job that runs foreign code has read permissions only', () => {
  const { upgrade, pr } = updates();
  expect(upgrade.permissions).toEqual({ contents: 'read' });
  expect(pr.permissions).toEqual({ 'contents': 'write', 'pull-requests': 'write' });
  expect(pr.needs).toBe('upgrade');
  [...upgrade.steps, ...pr.steps].filter((step: any) => step.uses?.startsWith('actions/checkout@'))
    .forEach((step: any) => expect(step.with['persist-credentials']).toBe(false));
  expect(upgrade.steps.filter((step: any) => step.env)).toEqual([]);
});

test('secrets of indexes are for the one step that needs them', () => {
  const { upgrade } = updates({ access: { indexes: [INDEX] } });
  expect(upgrade.steps.filter((step: any) => step.env)).toMatchObject([
    { run: 'npx projen upgrade', env: { ACME_USER: '${{ secrets.ACME_USER }}', ACME_PASSWORD: '${{ secrets.ACME_PASSWORD }}' } },
  ]);
});

test('the job installs the packages that .projenrc.ts needs', () => {
  expect(() => updates({ projenrcTs: false })).toThrow('dependencyUpdates: "task" is not possible: the workflow installs what .projenrc.ts needs');
});
