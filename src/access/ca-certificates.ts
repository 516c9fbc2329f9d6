import { isAbsolute, join } from 'path';
import { BuildSecret } from './build-secret';
import { Dockerfile, Mount, Stage } from '../dockerfile';
import { invalidOption } from '../dockerfile/invalid-option';

/** The name of the stage that adds the certificates. */
export const CERTIFICATES_STAGE = 'certificates';
const SECRET = 'ca-certificates';
/** The file in which Debian and Alpine keep all trusted certificates. */
export const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

/** Certificate authorities that base images do not contain, such as those of a company. */
export interface CaCertificates {
  /**
   * The file with the certificates in PEM format, on the machine that builds: an absolute path, or a path relative to the project.
   * It is passed to the build as the secret `ca-certificates`.
   */
  readonly file: string;
  /**
   * Whether the running application trusts them too, and not only the build.
   *
   * @default false
   */
  readonly atRuntime?: boolean;
}

/** @throws when the path of the file cannot be written in a flag */
export function checkCertificates(certificates: CaCertificates): void {
  const { file } = certificates;
  if (file === undefined) {
    throw invalidOption('caCertificates', certificates, 'the property file is missing', "Write for example { file: '/etc/ssl/certs/acme.pem' }");
  }
  if (!/^[^\s",~]([^"\n\r,]*[^\s",])?$/.test(file)) {
    throw invalidOption('caCertificates file', file, 'expected a path without commas, quotes and line breaks, and without ~, which is not expanded');
  }
}

/** The same certificates, with the path of the file relative to another folder. */
export function relativeCertificates(certificates: CaCertificates, folder: string): CaCertificates {
  return { ...certificates, file: isAbsolute(certificates.file) ? certificates.file : join(folder, certificates.file) };
}

/** The build secret with the certificates. */
export function certificatesSecret({ file }: CaCertificates): BuildSecret {
  return { id: SECRET, file };
}

/** Options of the stage that adds the certificates. */
export interface CertificatesStage {
  readonly image: string;
  /** The file in which the image keeps its trusted certificates. */
  readonly bundle: string;
  /** Makes the stage run as root, because the image may set another user. */
  readonly startAsRoot: (stage: Stage) => void;
}

/** Adds the stage that appends them to the certificates of the image. */
export function addCertificatesStage(dockerfile: Dockerfile, { image, bundle, startAsRoot }: CertificatesStage): void {
  const stage = dockerfile.addStage(CERTIFICATES_STAGE, {
    image,
    description: 'appends the project\'s certificate authorities to those of the system.',
  });
  startAsRoot(stage);
  stage.run(`cat /run/secrets/${SECRET} >>${bundle}`, { mounts: [Mount.secret(SECRET)] });
}

/** A mount that makes one RUN trust them, without leaving them in its layer. */
export function certificatesMount(bundle: string): Mount {
  return Mount.bind(bundle, bundle, { fromStage: CERTIFICATES_STAGE });
}

/** Copies them into a stage, so that the image trusts them permanently. */
export function copyCertificates(stage: Stage, from: string, bundle: string): void {
  stage.copy([from], bundle, { fromStage: CERTIFICATES_STAGE, link: true });
}

/** Tells programs that contain their own certificate authorities to use the system's. */
export function trustSystem(stage: Stage, bundle: string): void {
  stage.addEnvironment('REQUESTS_CA_BUNDLE', bundle);
  stage.addEnvironment('SSL_CERT_FILE', bundle);
}
