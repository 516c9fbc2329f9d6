import { workflow } from './delivered';
import { DeliveryCache, DeliveryScan, DeliverySign, PythonPackageManager } from '../../src';

const ACCESS = {
  packageManager: PythonPackageManager.UV,
  access: {
    ssh: true,
    indexes: [{ name: 'acme', url: 'https://pypi.acme.example/simple/', usernameSecret: 'ACME_USER', passwordSecret: 'ACME_PASSWORD' }],
    caCertificates: { file: '/usr/local/share/ca-certificates/acme ${{ secrets.X }}.crt' },
  },
};

const VARIANTS: [string, any][] = [
  ['one image', workflow()],
  ['several images', workflow({ platforms: ['linux/amd64', 'linux/arm64'] }, {}, ['api', 'worker'])],
  ['private access', workflow({ registry: 'registry.example.com/team', sign: DeliverySign.KEY }, ACCESS)],
  ['no extras', workflow({ scan: DeliveryScan.NONE, sign: DeliverySign.NONE, cache: DeliveryCache.NONE, sbom: false })],
];

/** All steps, with their jobs. */
function steps(file: any): { id: string; job: any; step: any }[] {
  return Object.entries<any>(file.jobs).flatMap(([id, job]) => job.steps.map((step: any) => ({ id, job, step })));
}

describe.each(VARIANTS)('%s', (_, file) => {
  test('has no rights but those that a job names, and each job has an end', () => {
    expect(file.permissions).toEqual({});
    for (const [id, job] of Object.entries<any>(file.jobs)) {
      expect(job['timeout-minutes']).toBeGreaterThan(0);
      expect(Object.entries(job.permissions).filter(([, right]) => right === 'write').map(([name]) => name).filter(name => name !== 'id-token'))
        .toEqual({ build: ['packages'], merge: ['packages'], scan: ['security-events'] }[id] ?? []);
      expect(job.permissions['id-token']).toBe(id === 'merge' && steps(file).some(({ step }) => step.uses?.startsWith('sigstore/')) && !JSON.stringify(file).includes('COSIGN_PRIVATE_KEY') ? 'write' : undefined);
    }
  });

  test('a pull request never logs in, pushes, or writes a cache', () => {
    const all = steps(file);
    const registry = all.filter(({ step }) => /docker (login|logout)|deliver:(push|merge|sign|attest)/.test(step.run ?? ''));
    expect(registry.length).toBeGreaterThan(4);
    for (const { job, step } of registry) {
      expect(`${job.if ?? ''} ${step.if ?? ''}`).toContain("github.event_name != 'pull_request'");
    }
    const secrets = all.filter(({ step }) => /secrets\.(GITHUB_TOKEN|REGISTRY_\w+|COSIGN_\w+)/.test(JSON.stringify(step.env ?? {})) && step.name !== 'Show the findings on GitHub');
    secrets.forEach(({ job, step }) => expect(`${job.if ?? ''} ${step.if ?? ''}`).toContain("github.event_name != 'pull_request'"));
    expect(all.filter(({ step }) => step.run?.includes('deliver:build')).map(({ step }) => step.if)).toEqual(["${{ github.event_name == 'pull_request' }}"]);
  });

  test('no expression is in a command, and every action is a commit', () => {
    for (const { step } of steps(file)) {
      expect(step.run ?? '').not.toContain('${{');
      expect(step.uses ?? 'a/b@0123456789012345678901234567890123456789').toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/);
      if (step.uses?.startsWith('actions/checkout@')) {
        expect(step.with['persist-credentials']).toBe(false);
      }
    }
  });

  test('a newer commit of a pull request ends the run of the older one, and a delivery is never interrupted', () => {
    expect(file.concurrency).toEqual({ 'group': '${{ github.workflow }}-${{ github.ref }}', 'cancel-in-progress': "${{ github.event_name == 'pull_request' }}" });
    expect(file.on).toEqual({ push: { branches: ['main', 'master'], tags: ['v*.*.*'] }, pull_request: {} });
  });
});

test('without patterns of tags, no tag is a release', () => {
  expect(workflow({ releaseTags: [] }).on).toEqual({ push: { branches: ['main', 'master'] }, pull_request: {} });
});

test('each platform is built on a runner of its own', () => {
  const { jobs } = workflow({ platforms: ['linux/amd64', 'linux/arm64', 'linux/riscv64'], runners: { 'linux/riscv64': 'our-riscv' } });
  expect(jobs.build.strategy.matrix).toEqual({
    platform: ['linux/amd64', 'linux/arm64', 'linux/riscv64'],
    include: [
      { platform: 'linux/amd64', runner: 'ubuntu-24.04' }, { platform: 'linux/arm64', runner: 'ubuntu-24.04-arm' }, { platform: 'linux/riscv64', runner: 'our-riscv' },
    ],
  });
  expect(jobs.build['runs-on']).toBe('${{ matrix.runner }}');
});

test('a builder is not left behind, whatever has failed', () => {
  for (const [, { jobs }] of VARIANTS) {
    const build: any[] = jobs.build.steps;
    expect(build.find(({ name }) => name === 'Start a builder').run).toBe('builder="$(docker buildx create)"\necho "BUILDX_BUILDER=$builder" >>"$GITHUB_ENV"');
    expect(build.at(-1)).toMatchObject({ name: 'Remove the builder', if: "${{ always() && env.BUILDX_BUILDER != '' }}", run: 'docker buildx rm "$BUILDX_BUILDER"' });
  }
});

test('nothing gets a tag before it was tested and scanned', () => {
  const { jobs } = workflow();
  expect(Object.fromEntries(Object.entries<any>(jobs).map(([id, job]) => [id, job.needs]))).toEqual({ test: undefined, build: 'test', scan: 'build', merge: ['build', 'scan'] });
  expect(workflow({ scan: DeliveryScan.NONE }).jobs).not.toHaveProperty('scan');
});

test('of several images those that can differ are built, in batches', () => {
  const { jobs } = workflow({}, {}, ['api']);
  expect(jobs.plan.outputs).toEqual({ batches: '${{ steps.plan.outputs.batches }}' });
  for (const id of ['test', 'build', 'scan', 'merge']) {
    expect([jobs[id].needs].flat()).toContain('plan');
    expect(jobs[id].if).toContain("needs.plan.outputs.batches != '[]'");
    expect(jobs[id].strategy.matrix.batch).toBe('${{ fromJSON(needs.plan.outputs.batches) }}');
    expect(jobs[id].steps.map((step: any) => step.env?.TARGETS).filter(Boolean)).toEqual(expect.arrayContaining(['${{ matrix.batch.targets }}']));
  }
});

test('secrets of the build are for the steps that build and test', () => {
  const [, [,], [, file]] = VARIANTS;
  const secret = (name: string) => steps(file).filter(({ step }) => step.env?.[name] === `\${{ secrets.${name} }}`).map(({ step }) => step.name);
  expect(secret('ACME_PASSWORD')).toEqual(['Test', 'Build', 'Build and push', 'Export the images']);
  expect(secret('SSH_PRIVATE_KEY')).toEqual(['Start an SSH agent', 'Start an SSH agent']);
  expect(steps(file).find(({ step }) => step.name === 'Write the certificates')!.step.env).toEqual({
    FILE: "/usr/local/share/ca-certificates/acme ${{ '${{' }} secrets.X }}.crt", CA_CERTIFICATES: '${{ vars.CA_CERTIFICATES }}',
  });
});
