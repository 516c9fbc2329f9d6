import { ScriptFolder } from './image/fake-docker';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const REFERENCE = `registry.example.com/shop@${DIGEST}`;
const WHOSE = 'Whose signature? Say either --key=cosign.pub, or both --identity=… and --issuer=… of the person or workflow that signed without a key.\n';

let folder: ScriptFolder;

beforeEach(() => {
  folder = new ScriptFolder();
  folder.docker([{ on: 'imagetools inspect --format', stdout: `"${DIGEST}"` }]);
  folder.program('cosign', '#!/bin/sh\nif [ "$1" = version ]; then exit; fi\nprintf "%s\\n" "$@" >cosign.log\nexit ${COSIGN_STATUS:-0}\n');
});

const argv = () => folder.read('cosign.log').trimEnd().split('\n');

test.each<[string, string[], string[]]>([
  ['a tag', ['registry.example.com/shop:1'], []],
  ['a digest', [`registry.example.com/shop:1@${DIGEST}`, '--key=cosign.key'], ['--key=cosign.key']],
  ['with flags of cosign', ['registry.example.com/shop', '--tlog-upload=false', '--key=awskms:///alias/a'], ['--key=awskms:///alias/a', '--tlog-upload=false']],
])('the digest is signed: %s', (_, words, flags) => {
  expect(folder.run('sign', ...words)).toEqual({ status: 0, stdout: `${REFERENCE} is signed.\n`, stderr: '' });
  expect(argv()).toEqual(['sign', '--yes', ...flags, REFERENCE]);
});

test.each<[string, string[], string[]]>([
  ['by a key', ['--key=cosign.pub'], ['--key=cosign.pub']],
  ['by a person or workflow', ['--identity=https://example.com/w@refs/heads/main', '--issuer=https://issuer.example'],
    ['--certificate-identity=https://example.com/w@refs/heads/main', '--certificate-oidc-issuer=https://issuer.example']],
  ['by a pattern of cosign', ['--certificate-identity-regexp=^a', '--certificate-oidc-issuer=b'], ['--certificate-identity-regexp=^a', '--certificate-oidc-issuer=b']],
])('a signature is checked %s', (_, words, flags) => {
  expect(folder.run('verify-signature', 'registry.example.com/shop:1', ...words)).toEqual({ status: 0, stdout: `${REFERENCE} has a valid signature.\n`, stderr: '' });
  expect(argv()).toEqual(['verify', '--output=text', ...flags, REFERENCE]);
});

test.each<[string[]]>([[[]], [['--key=a', '--identity=b', '--issuer=c']], [['--identity=b']], [['--issuer=c']], [['--key=a', '--issuer=c']], [['--key=a', '--sk']]])(
  'of %j it is not clear whose signature is meant', (flags) => {
    expect(folder.run('verify-signature', 'registry.example.com/shop:1', ...flags)).toEqual({ status: 1, stdout: '', stderr: WHOSE });
  });

test('what cosign refuses is not signed, and has no valid signature', () => {
  folder.program('cosign', '#!/bin/sh\nif [ "$1" = version ]; then exit; fi\necho "Error: no matching signatures"; echo "no matching signatures" >&2\nexit 10\n');
  expect(folder.run('sign', 'registry.example.com/shop')).toEqual({ status: 1, stdout: '', stderr: `no matching signatures\n${REFERENCE} has not been signed.\n` });
  expect(folder.run('verify-signature', 'registry.example.com/shop', '--key=a')).toEqual({
    status: 1, stdout: '', stderr: `no matching signatures\n${REFERENCE} has no valid signature of this signer.\n`,
  });
});

test.each(['sign', 'verify-signature'])('%s says what is missing', (verb) => {
  const flags = verb === 'sign' ? [] : ['--key=a'];
  expect(folder.run(verb, ...flags).stderr).toBe(`Which image? npx projen docker:${verb.replace('verify-', 'verify:')} registry.example.com/shop:1.4.0\n`);
  folder.program('cosign', '#!/bin/sh\nexit 127\n');
  expect(folder.run(verb, 'shop', ...flags)).toEqual({
    status: 1, stdout: '', stderr: 'cosign is missing, which makes and checks signatures. Install it: https://docs.sigstore.dev/cosign/system_config/installation/\n',
  });
  folder.docker([{ on: 'imagetools', status: 1, stderr: 'ERROR: no such host\n' }]);
  expect(folder.run(verb, 'shop', ...flags)).toEqual({ status: 1, stdout: '', stderr: 'shop: docker found no digest: ERROR: no such host\n' });
});
