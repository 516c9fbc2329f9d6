import { existsSync } from 'fs';
import { join } from 'path';
import { run } from './engine';
import { newFolder, write } from './workspace';

/**
 * The path of cosign. Its only source here would be its Go module, which takes seven minutes of a processor to build: where it is not installed,
 * a program stands in for it that signs with the same arguments, and keeps the signatures in a folder instead of the registry.
 */
export function cosign(): string {
  const found = run('.', 'sh', '-c', 'command -v cosign').output.trim();
  if (existsSync(found)) {
    return found;
  }
  if (!standIn) {
    console.warn('cosign is not installed: a program of the tests stands in for it');
    const folder = newFolder('stand-in');
    write(folder, 'cosign', PROGRAM);
    run(folder, 'chmod', '+x', 'cosign');
    standIn = join(folder, 'cosign');
  }
  return standIn;
}

let standIn: string | undefined;

const PROGRAM = `#!/usr/bin/env node
const { generateKeyPairSync, sign, verify } = require('crypto');
const { existsSync, readFileSync, writeFileSync } = require('fs');
const { execFileSync } = require('child_process');
const [verb, ...argv] = process.argv.slice(2);
const option = name => argv.find(argument => argument.startsWith('--' + name + '='))?.split(/=(.*)/)[1];
const image = argv[argv.length - 1];
const digestOf = () => JSON.parse(execFileSync('docker', ['buildx', 'imagetools', 'inspect', '--format={{json .Manifest.Digest}}', image], { encoding: 'utf8' }));
const file = (kind, digest) => __dirname + '/' + kind + '-' + digest.replace(':', '-');
if (verb === 'version') {
  console.log('a stand-in');
} else if (verb === 'generate-key-pair') {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', { publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
  writeFileSync('cosign.key', privateKey);
  writeFileSync('cosign.pub', publicKey);
} else if (verb === 'sign' || verb === 'attest') {
  const [, digest] = /@(sha256:[0-9a-f]{64})$/.exec(image) ?? [];
  if (!digest || option('key') !== 'env://COSIGN_PRIVATE_KEY') {
    throw new Error('only a digest is signed, with a key');
  }
  const payload = digest + (verb === 'attest' ? JSON.stringify(JSON.parse(readFileSync(option('predicate'), 'utf8'))) : '');
  writeFileSync(file(verb, digest), JSON.stringify({ payload, signature: sign(null, Buffer.from(payload), process.env.COSIGN_PRIVATE_KEY).toString('base64') }));
} else {
  const digest = digestOf();
  const signed = file(verb === 'verify' ? 'sign' : 'attest', digest);
  const { payload, signature } = existsSync(signed) ? JSON.parse(readFileSync(signed, 'utf8')) : {};
  if (!payload?.startsWith(digest) || !verify(null, Buffer.from(payload), readFileSync(option('key')), Buffer.from(signature, 'base64'))) {
    console.error('no signatures found');
    process.exit(1);
  }
  console.log(JSON.stringify({ payload }));
}
`;
