import { withDigest } from './digests';
import { facts } from './facts';
import { imageArguments } from './image/image-arguments';
import { Problem } from './problem';
import { run, succeeds } from './processes';

const [KEY, IDENTITY, ISSUER] = ['--key', '--identity', '--issuer'];

/** Signs an image of a registry with cosign: `sign IMAGE [--key=…]`. Without a key, the signature is made for the person or the workflow that logs in. */
export function sign(...argv: string[]): void {
  const { image, own: { [KEY]: keys }, others } = signatureArguments('docker:sign', argv);
  const reference = withDigest(image); // a tag could mean another image at the moment when it is signed
  cosign(['sign', '--yes', ...keys.map(key => `${KEY}=${key}`), ...others, reference], `${reference} has not been signed.`);
  console.log(`${reference} is signed.`);
}

/** Fails if an image of a registry has no valid signature: `verify-signature IMAGE [--key=… | --identity=… --issuer=…]`. */
export function verifySignature(...argv: string[]): void {
  const { image, own: { [KEY]: keys, [IDENTITY]: [identity], [ISSUER]: [issuer] }, others } = signatureArguments('docker:verify:signature', argv);
  const isOther = others.some(flag => /^--(sk|certificate-identity|certificate-identity-regexp)\b/.test(flag));
  const ways = [keys.length > 0, identity !== undefined && issuer !== undefined, isOther].filter(isGiven => isGiven);
  if (ways.length !== 1 || (identity === undefined) !== (issuer === undefined)) {
    throw new Problem(`Whose signature? Say either ${KEY}=cosign.pub, or both ${IDENTITY}=… and ${ISSUER}=… of the person or workflow that signed without a key.`);
  }
  const who = [
    ...keys.map(key => `${KEY}=${key}`),
    ...identity === undefined ? [] : [`--certificate-identity=${identity}`, `--certificate-oidc-issuer=${issuer}`],
  ];
  const reference = withDigest(image);
  cosign(['verify', '--output=text', ...who, ...others, reference], `${reference} has no valid signature of this signer.`);
  console.log(`${reference} has a valid signature.`);
}

function signatureArguments(task: string, argv: string[]) {
  const { image, ...rest } = imageArguments(argv, [KEY, IDENTITY, ISSUER]);
  if (!image) {
    throw new Problem(`Which image? ${facts().projenCommand} ${task} registry.example.com/shop:1.4.0`);
  }
  return { image, ...rest };
}

function cosign(argv: string[], failure: string): void {
  if (!succeeds('cosign', ['version'])) {
    throw new Problem('cosign is missing, which makes and checks signatures. Install it: https://docs.sigstore.dev/cosign/system_config/installation/');
  }
  if (run('cosign', argv, { stdio: ['inherit', 'ignore', 'inherit'] }) !== 0) {
    throw new Problem(failure);
  }
}
