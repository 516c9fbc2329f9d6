import { readFileSync } from 'fs';
import { resolve } from 'path';
import { github } from 'projen';
import { parse } from './yaml';
import { DependencyUpdates } from '../../src';
import { newProject, synth } from '../synth';

const { JobPermission } = github.workflows;
const COMMIT = /^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/;

/** What a job installs or builds with: none of these may come with the right to write. */
const RUNS_FOREIGN_CODE = /\b(npm|npx|pip|uv|docker)\b/;

function expectSafe(workflow: any): void {
  expect(workflow.permissions).toEqual({});
  for (const job of Object.values<any>(workflow.jobs)) {
    expect(job['timeout-minutes']).toBeGreaterThan(0);
    expect(job.steps.map((step: any) => step.run ?? '').join('\n')).not.toMatch(/npm install/);
    for (const { uses, with: options } of job.steps.filter((step: any) => step.uses)) {
      expect(uses).toMatch(COMMIT);
      if (uses.startsWith('actions/checkout@')) {
        expect(options['persist-credentials']).toBe(false);
      }
    }
    if (job.steps.some((step: any) => RUNS_FOREIGN_CODE.test(step.run ?? ''))) {
      expect(job.permissions).toEqual({ contents: 'read' });
    }
  }
}

test('the workflow that raises dependencies', () => {
  expectSafe(parse(synth(newProject({ dependencyUpdates: DependencyUpdates.TASK }))['.github/workflows/upgrade.yml']));
});

test('the workflow of this repository', () => {
  expectSafe(parse(readFileSync(resolve(__dirname, '../../.github/workflows/build.yml'), 'utf8')));
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
