import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import { gunzipSync } from 'zlib';
import { cosign } from './cosign';
import { describeOnEngine, docker, run, succeed } from './engine';
import { Registry } from './registry';
import { newFolder, synth, task, write } from './workspace';
import { DeliveryProvider, DeliverySign, Framework, PythonContainerProject } from '../../src';
import { StandIn, WorkflowRun } from '../delivery/workflow-run';

jest.setTimeout(600_000);

const BUILDER = 'delivery-builder';
const PROJEN = resolve(__dirname, '../../node_modules/.bin/projen');

/** This machine runs only what was built for its own processor: a second platform that it runs too stands in for the other one. */
const PLATFORMS = ['linux/amd64', 'linux/amd64/v2'];

/** Writes a bill of materials with one package, as a scanner of BuildKit does. */
const GENERATOR = `
FROM python:3.14-slim-trixie
RUN printf '%s\\n' 'import json, os, pathlib' \\
  'spdx = {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "image", "packages": [{"name": "stand-in", "SPDXID": "SPDXRef-1"}]}' \\
  'statement = {"_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://spdx.dev/Document", "predicate": spdx}' \\
  'pathlib.Path(os.environ["BUILDKIT_SCAN_DESTINATION"], "sbom.spdx.json").write_text(json.dumps(statement))' >/generate.py
ENTRYPOINT ["python", "/generate.py"]
`;

const GRYPE = `#!/usr/bin/env node
const file = process.argv.find(argument => argument.startsWith('--file='));
if (file) {
  require('fs').writeFileSync(file.slice(7), JSON.stringify({
    descriptor: { db: { status: { built: '2026-01-01' } } },
    matches: [{ vulnerability: { id: 'CVE-1', severity: process.env.SEVERITY ?? 'Low', fix: { versions: ['2'] } }, artifact: { name: 'a', version: '1', purl: 'pkg:pypi/a@1' } }],
  }));
}
`;

describeOnEngine('the workflow of a delivery, step by step', () => {
  const environment = { ...process.env };
  const programs = newFolder('programs');
  const repository = newFolder('delivery-sample');
  let registry: Registry;
  let image: string;
  let key: string;

  beforeAll(() => {
    registry = new Registry();
    image = `${registry.host}/delivery-sample`;
    write(programs, 'generator/Dockerfile', GENERATOR);
    docker('build', '--quiet', '--tag=delivery-generator', join(programs, 'generator'));
    registry.push('delivery-generator', 'generator:1');
    docker('buildx', 'create', `--name=${BUILDER}`, '--driver=docker-container', '--driver-opt=network=host');
    for (const [name, text] of Object.entries({
      npx: `#!/bin/sh\nshift\nexec ${PROJEN} "$@"\n`,
      gh: `#!/bin/sh\ncat >"${programs}/uploaded"\n`,
      grype: GRYPE,
    })) {
      write(programs, name, text);
      succeed(programs, 'chmod', '+x', name);
    }
    key = join(programs, 'cosign.key');
    succeed(programs, 'env', 'COSIGN_PASSWORD=secret', cosign(), 'generate-key-pair');

    synth(new PythonContainerProject({
      name: 'delivery-sample',
      outdir: repository,
      framework: Framework.NONE,
      delivery: { provider: DeliveryProvider.GITHUB, registry: registry.host, platforms: PLATFORMS, runners: { 'linux/amd64/v2': 'other' }, sign: DeliverySign.KEY },
    }));
    task(repository, 'lock');
    succeed(repository, 'git', 'init', '--quiet', '--initial-branch=main');
    commit('feat: a service');
  });

  afterAll(() => {
    process.env = environment;
    run('.', 'docker', 'buildx', 'rm', '--force', BUILDER);
    registry.remove();
  });

  function commit(message: string): string {
    succeed(repository, 'git', 'add', '--all');
    succeed(repository, 'git', '-c', 'user.name=a', '-c', 'user.email=a@b.example', 'commit', '--quiet', `--message=${message}`);
    return succeed(repository, 'git', 'rev-parse', 'HEAD').trim();
  }

  function workflowRun(event: string, variables: { [name: string]: string } = {}): WorkflowRun {
    const nothing: StandIn = () => undefined;
    const withPrograms: StandIn = job => job.addPath(programs);
    return new WorkflowRun({
      repository,
      event,
      secrets: { COSIGN_PRIVATE_KEY: readFileSync(key, 'utf8'), COSIGN_PASSWORD: 'secret' },
      variables: {
        GITHUB_SHA: succeed(repository, 'git', 'rev-parse', 'HEAD').trim(),
        GITHUB_REF: 'refs/heads/main',
        GITHUB_REF_TYPE: 'branch',
        GITHUB_REF_NAME: 'main',
        GITHUB_REPOSITORY: 'acme/delivery-sample',
        GITHUB_REPOSITORY_OWNER: 'Acme',
        BUILDX_BUILDER: BUILDER,
        SBOM: `generator=${registry.host}/generator:1`,
        COSIGN_TLOG_UPLOAD: 'false',
        ...variables,
      },
      standIns: {
        'actions/checkout': withPrograms,
        'actions/setup-node': nothing,
        'Install': nothing,
        'Synthesize and check the standards': nothing, // there is no .projenrc.ts
        'Start a builder': nothing, // it would have no way to a registry of this machine
        'anchore/scan-action/download-grype': () => ({ cmd: join(programs, 'grype') }),
        'sigstore/cosign-installer': job => job.addPath(resolve(cosign(), '..')),
      },
    });
  }

  function verify(reference: string) {
    return run(programs, cosign(), 'verify', '--key=cosign.pub', '--insecure-ignore-tlog=true', reference);
  }

  test('a pull request is tested, built and scanned, and the registry hears nothing of it', () => {
    const before = registry.log().length;
    const workflow = workflowRun('pull_request', { GITHUB_REF_NAME: '7/merge' });
    expect(workflow.job('test')).toContain('Test');
    expect(workflow.job('build')).toEqual([
      'Checkout', 'Set the registry', 'Start a builder', 'Build', 'Export the images', 'Pass the images on',
      'Checkout', 'Set the registry', 'Start a builder', 'Build',
    ]);
    workflow.job('scan');
    expect(() => workflow.job('scan', { SEVERITY: 'Critical' })).toThrow('1 vulnerabilities that are high or worse');
    expect(workflow.job('merge')).toEqual([]);
    expect(registry.log().slice(before)).not.toMatch(/"(PUT|POST|PATCH) /);
    const { runs: [{ results }] } = JSON.parse(gunzipSync(Buffer.from(readFileSync(join(programs, 'uploaded'), 'utf8'), 'base64')).toString());
    expect(results).toMatchObject([{ ruleId: 'CVE-1', level: 'warning' }]);
  });

  test('a push gives the image its tags, for all platforms, with a signature and a bill of materials', () => {
    const sha = succeed(repository, 'git', 'rev-parse', 'HEAD').trim();
    const workflow = workflowRun('push');
    workflow.job('build');
    workflow.job('scan');
    workflow.job('merge');
    const index = JSON.parse(docker('buildx', 'imagetools', 'inspect', '--raw', `${image}:sha-${sha.slice(0, 12)}`));
    expect(index.manifests.filter((manifest: any) => manifest.platform.os === 'linux').map(({ platform }: any) => [platform.architecture, platform.variant].filter(Boolean).join('/')))
      .toEqual(['amd64', 'amd64/v2']);
    expect(index.annotations['org.opencontainers.image.revision']).toBe(sha);
    expect(docker('buildx', 'imagetools', 'inspect', '--format={{json .Provenance}}', `${image}:main`)).toContain('buildType');
    expect(verify(`${image}:main`)).toMatchObject({ status: 0 });
    expect(succeed(programs, cosign(), 'verify-attestation', '--key=cosign.pub', '--insecure-ignore-tlog=true', '--type=spdxjson', `${image}:main`)).toContain('payload');
    expect(docker('run', '--rm', '--pull=always', '--entrypoint=python', `${image}:main`, '-c', 'print("runs")')).toContain('runs');
  });

  test('somebody else\'s image under the same tag has no valid signature', () => {
    registry.push('delivery-generator', 'delivery-sample:main');
    expect(verify(`${image}:main`)).toMatchObject({ status: expect.any(Number), output: expect.stringMatching(/no (matching )?signatures/) });
    expect(verify(`${image}:main`).status).not.toBe(0);
  });
});
