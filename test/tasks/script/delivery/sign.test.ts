import { spawnSync } from 'child_process';
import { join } from 'path';
import { DeliverySign } from '../../../../src';
import { workflow } from '../../../delivery/delivered';
import { folderWith } from '../../../synth';
import { SCRIPT } from '../../tools';
import { ScriptFolder } from '../image/fake-docker';

test('without the key that it needs, nothing is signed by another identity', () => {
  const cwd = folderWith({
    '.projen/delivery/merged/shop': 'registry.example.com/shop@sha256:0\n',
    'docker-bake.json': '{ "group": { "default": { "targets": ["shop"] } }, "target": { "shop": { "context": ".", "dockerfile": "Dockerfile", "tags": ["shop"] } } }',
  });
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, 'deliver:sign'], { cwd, encoding: 'utf8', env: { PATH: process.env.PATH, TARGETS: 'shop', SIGN: 'key', COSIGN_PRIVATE_KEY: '' } });
  expect([status, stderr]).toEqual([1, 'The secret COSIGN_PRIVATE_KEY is missing, with which the images are signed. Make a key with "cosign generate-key-pair", or set delivery.sign to another value.\n']);
});

describe('the steps of the workflow', () => {
  const IMAGE = `ghcr.io/acme/my-service@sha256:${'a'.repeat(64)}`;

  /** The commands that cosign gets, after the steps have run as on GitHub. */
  function commands(sign: DeliverySign, secrets: { readonly [name: string]: string }): string[][] {
    const folder = new ScriptFolder();
    folder.write('.projen/delivery/merged/my-service', `${IMAGE}\n`);
    folder.docker([
      { on: 'bake', stdout: '{ "target": { "my-service": { "tags": ["ghcr.io/acme/my-service:latest"], "attest": [{ "type": "provenance", "mode": "min" }] } } }' },
      { on: '{{json .SBOM}}', stdout: '{ "SPDX": { "spdxVersion": "SPDX-2.3" } }' },
      { on: '{{json .Manifest.Digest}}', stdout: `"${IMAGE.split('@')[1]}"` },
    ]);
    folder.program('cosign', '#!/bin/sh\n[ "$1" = version ] || printf "%s\\n" "$@" "" >>cosign.log\n');
    for (const { run, env } of workflow({ sign }).jobs.merge.steps.filter(({ name }: any) => name?.startsWith('Sign the '))) {
      const values = Object.entries<string>(env).map(([name, text]) => [name, text.replace(/^\$\{\{ secrets\.(\w+) \}\}$/, (_, secret) => secrets[secret])]);
      const { status, stderr } = spawnSync('bash', ['--norc', '-e', '-c', run], {
        cwd: folder.path, encoding: 'utf8', env: { ...Object.fromEntries(values), PATH: `${join(folder.path, 'bin')}:${process.env.PATH}`, REGISTRY: 'ghcr.io/acme' },
      });
      expect([status, stderr]).toEqual([0, '']);
    }
    return folder.read('cosign.log').trim().split('\n\n').map(words => words.split('\n'));
  }

  const predicate = '--predicate=.projen/delivery/sbom.spdx.json';

  test('sign the digest and its bill of materials without a key, by the identity of the workflow', () => {
    expect(commands(DeliverySign.KEYLESS, {})).toEqual([['sign', '--yes', IMAGE], ['attest', '--yes', '--type=spdxjson', predicate, IMAGE]]);
  });

  test('sign with a key that is in no command', () => {
    const key = '--key=env://COSIGN_PRIVATE_KEY';
    expect(commands(DeliverySign.KEY, { COSIGN_PRIVATE_KEY: 'private', COSIGN_PASSWORD: 'secret' }))
      .toEqual([['sign', '--yes', key, IMAGE], ['attest', '--yes', '--type=spdxjson', predicate, key, IMAGE]]);
  });
});
