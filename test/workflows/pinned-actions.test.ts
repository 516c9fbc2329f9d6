import { readFileSync } from 'fs';
import { resolve } from 'path';
import { github } from 'projen';
import { parse } from './yaml';
import { DeliveryProvider, DependencyUpdates } from '../../src';
import { newProject, synth } from '../synth';

const { JobPermission } = github.workflows;
const COMMIT = /^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/;

/** What a job installs or builds with: none of these may come with the right to write. */
const RUNS_FOREIGN_CODE = /\b(npm|npx|pip|uv|docker)\b/;

function expectSafe(workflow: any, publishers: string[] = []): void {
  expect(workflow.permissions).toEqual({});
  for (const [id, job] of Object.entries<any>(workflow.jobs)) {
    expect(job['timeout-minutes']).toBeGreaterThan(0);
    expect(job.steps.map((step: any) => step.run ?? '').join('\n')).not.toMatch(/npm install/);
    for (const { uses, with: options } of job.steps.filter((step: any) => step.uses)) {
      expect(uses).toMatch(COMMIT);
      if (uses.startsWith('actions/checkout@')) {
        expect(options['persist-credentials']).toBe(false);
      }
    }
    if (!publishers.includes(id) && job.steps.some((step: any) => RUNS_FOREIGN_CODE.test(step.run ?? ''))) {
      expect(job.permissions).toEqual({ contents: 'read' });
    }
  }
}

test('the workflow that raises dependencies', () => {
  expectSafe(parse(synth(newProject({ dependencyUpdates: DependencyUpdates.TASK }))['.github/workflows/upgrade.yml']));
});

function ofThisRepository(name: string): any {
  return parse(readFileSync(resolve(__dirname, `../../.github/workflows/${name}.yml`), 'utf8'));
}

test('the workflow that builds this repository', () => {
  expectSafe(ofThisRepository('build'));
});

test('the workflow that releases this repository: what publishes has one right, and runs nothing of the repository', () => {
  const workflow = ofThisRepository('release');
  expectSafe(workflow, ['npm', 'pypi']);
  const { build, ...publishers } = workflow.jobs;
  expect(Object.fromEntries(Object.entries<any>(publishers).map(([id, { permissions, needs }]) => [id, { permissions, needs }]))).toEqual({
    npm: { permissions: { 'id-token': 'write' }, needs: 'build' },
    pypi: { permissions: { 'id-token': 'write' }, needs: ['build', 'npm'] },
    github: { permissions: { contents: 'write' }, needs: ['npm', 'pypi'] },
  });
  for (const { steps, environment } of [publishers.npm, publishers.pypi]) {
    expect(environment).toBe('release');
    expect(JSON.stringify(steps)).not.toMatch(/checkout|secrets|npm (ci|install|exec)|npx|projen/);
  }
  expect(publishers.pypi.steps.map((step: any) => step.run).join('\n')).toContain('--require-hashes');
  expect(workflow.on).toEqual({ push: { tags: ['v*.*.*', '!v*-*'] } });
  const order = build.steps.map((step: any) => step.name);
  expect(order.indexOf('Build and test')).toBeLessThan(order.indexOf('Set the version'));
  expect(order.indexOf('Set the version')).toBeLessThan(order.indexOf('Pack'));
});

test('a project can replace an action, by its name or with its version', () => {
  const project = newProject({ dependencyUpdates: DependencyUpdates.TASK, delivery: { provider: DeliveryProvider.GITHUB } });
  project.github!.actions.set('actions/setup-node', 'acme/setup-node@v1');
  project.github!.actions.set('sigstore/cosign-installer@v4.1.2', 'acme/cosign@v1');
  const files = synth(project);
  expect(files['.github/workflows/upgrade.yml']).toContain('acme/setup-node@v1');
  expect(files['.github/workflows/delivery.yml']).toContain('acme/cosign@v1');
  expect(files['.github/workflows/delivery.yml']).not.toContain('sigstore');
});

test('actions that projen names are pinned in workflows of your own, and tags of your own are yours', () => {
  const project = newProject();
  const workflow = project.github!.addWorkflow('own');
  workflow.on({ push: {} });
  workflow.addJob('own', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ },
    steps: [{ uses: github.ActionRefs.ACTIONS_SETUP_NODE }, { uses: 'actions/setup-node@v4' }],
  });
  const [pinned, own] = parse(synth(project)['.github/workflows/own.yml']).jobs.own.steps;
  expect(pinned.uses).toMatch(COMMIT);
  expect(own.uses).toBe('actions/setup-node@v4');
});
