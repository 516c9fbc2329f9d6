import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { deliveringProject } from './delivered';
import { StandIn, WorkflowRun } from './workflow-run';
import { DeliveryProvider, DeliveryScan } from '../../src';
import { newFolder, synth } from '../synth';
import { Monorepo } from '../tasks/script/monorepo';
import { SCRIPT } from '../tasks/tools';

jest.setTimeout(120_000);

const NAMES = Array.from({ length: 600 }, (_, index) => `service-${index}`);

/** The workflow of a tree with two images, in a repository that has 600. */
function repository(platforms: string[]): Monorepo {
  const monorepo = new Monorepo(Object.fromEntries(NAMES.map(name => [name, { context: `services/${name}`, dockerfile: 'Dockerfile' }])));
  const runners = Object.fromEntries(platforms.map(platform => [platform, 'our-runner']));
  const files = synth(deliveringProject({ provider: DeliveryProvider.GITHUB, platforms, runners, scan: DeliveryScan.NONE }, {}, ['api']));
  monorepo.write('.github/workflows/delivery.yml', files['.github/workflows/delivery.yml']);
  mkdirSync(join(monorepo.root, '.projen'));
  copyFileSync(SCRIPT, join(monorepo.root, '.projen/container.cjs'));
  NAMES.forEach(name => monorepo.write(`services/${name}/Dockerfile`, 'FROM scratch\n'));
  monorepo.commit();
  return monorepo;
}

function run(monorepo: Monorepo, delivered: string): WorkflowRun {
  const programs = newFolder();
  writeFileSync(join(programs, 'gh'), `#!/bin/sh\necho ${delivered}\n`);
  chmodSync(join(programs, 'gh'), 0o755);
  const nothing: StandIn = () => undefined;
  return new WorkflowRun({
    repository: monorepo.root,
    event: 'push',
    secrets: {},
    variables: { GITHUB_SHA: monorepo.git('rev-parse', 'HEAD').trim(), GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main', GITHUB_REPOSITORY: 'acme/shop' },
    standIns: {
      'actions/checkout': job => job.addPath(programs),
      'actions/setup-node': nothing,
      'Install': nothing,
      'Synthesize and check the standards': nothing,
      'Test': nothing,
    },
  });
}

test.each<[string[]]>([
  [['linux/amd64']],
  [['linux/amd64', 'linux/arm64', 'linux/riscv64', 'linux/s390x', 'linux/ppc64le', 'linux/386']],
])('600 images for %j are delivered by at most 256 jobs', (platforms) => {
  const workflow = run(repository(platforms), '');
  expect(workflow.job('plan')).toContain('Find the images that can differ');
  const batches: { number: number; targets: string }[] = JSON.parse(workflow.outputs.plan.batches);
  expect(batches.flatMap(({ targets }) => targets.split(' '))).toEqual(NAMES);
  expect(batches.map(({ number }) => number)).toEqual(batches.map((_, index) => index));
  expect(batches.length * platforms.length).toBeLessThanOrEqual(256);
  expect(workflow.jobs('build').map(({ matrix }) => `${matrix.batch.targets} ${matrix.platform}`).sort())
    .toEqual(batches.flatMap(({ targets }) => platforms.map(platform => `${targets} ${platform}`)).sort());
});

test('of 600 images, those that a commit changes are one job, and without a change there is none', () => {
  const monorepo = repository(['linux/amd64']);
  const delivered = monorepo.git('rev-parse', 'HEAD').trim();
  const unchanged = run(monorepo, delivered);
  unchanged.job('plan');
  expect(unchanged.outputs.plan.batches).toBe('[]');
  expect(unchanged.job('test')).toEqual([]);
  monorepo.write('services/service-7/main.py', '');
  monorepo.commit();
  const changed = run(monorepo, delivered);
  changed.job('plan');
  expect(changed.jobs('build')).toMatchObject([{ matrix: { batch: { number: 0, targets: 'service-7' }, platform: 'linux/amd64', runner: 'our-runner' } }]);
  expect(changed.job('test')).toContain('Test');
});
