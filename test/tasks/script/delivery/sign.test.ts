import { spawnSync } from 'child_process';
import { folderWith } from '../../../synth';
import { SCRIPT } from '../../tools';

test('without the key that it needs, nothing is signed by another identity', () => {
  const cwd = folderWith({
    '.projen/delivery/merged/shop': 'registry.example.com/shop@sha256:0\n',
    'docker-bake.json': '{ "group": { "default": { "targets": ["shop"] } }, "target": { "shop": { "context": ".", "dockerfile": "Dockerfile", "tags": ["shop"] } } }',
  });
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, 'deliver:sign'], { cwd, encoding: 'utf8', env: { PATH: process.env.PATH, TARGETS: 'shop', SIGN: 'key', COSIGN_PRIVATE_KEY: '' } });
  expect([status, stderr]).toEqual([1, 'The secret COSIGN_PRIVATE_KEY is missing, with which the images are signed. Make a key with "cosign generate-key-pair", or set delivery.sign to another value.\n']);
});
