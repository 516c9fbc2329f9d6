import { isAbsolute, join } from 'path';
import { BuildSecret } from './build-secret';
import { Dockerfile, Mount, Stage } from '../dockerfile';
import { invalidOption } from '../dockerfile/invalid-option';

/** The stage that has them. */
export const CERTIFICATES_STAGE = 'certificates';
const SECRET = 'ca-certificates';
/** Debian and Alpine keep all certificates that they trust in this file. */
export const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

/** Certificate authorities that images do not bring: those of a company. */
export interface CaCertificates {
  /**
   * The file that holds them, in PEM format, on the machine that builds: an absolute path, or one relative to the project.
   * The build gets it as the secret `ca-certificates`.
   */
  readonly file: string;
  /**
   * Whether the application trusts them too, and not only the build.
   *
   * @default false
   */
  readonly atRuntime?: boolean;
}

/** @throws when the path of the file cannot be written in a flag */
export function checkCertificates(certificates: CaCertificates): void {
  const { file } = certificates;
  if (file === undefined) {
    throw invalidOption('caCertificates', certificates, 'it has a file', "Write for example { file: '/etc/ssl/certs/acme.pem' }");
  }
  if (!/^[^\s",~]([^"\n\r,]*[^\s",])?$/.test(file)) {
    throw invalidOption('caCertificates file', file, 'expected a path without commas, quotes, line breaks and a ~, which nothing expands');
  }
}

/** The same for a project in another folder. */
export function relativeCertificates(certificates: CaCertificates, folder: string): CaCertificates {
  return { ...certificates, file: isAbsolute(certificates.file) ? certificates.file : join(folder, certificates.file) };
}

/** The secret of a build that holds them. */
export function certificatesSecret({ file }: CaCertificates): BuildSecret {
  return { id: SECRET, file };
}

/** What the stage with the certificates starts from. */
export interface CertificatesStage {
  readonly image: string;
  /** The file that holds the certificates which the image trusts. */
  readonly bundle: string;
  /** Lets the stage begin as root, where the image may have another user. */
  readonly startAsRoot: (stage: Stage) => void;
}

/** Adds the stage that has them beside those that the image brings. */
export function addCertificatesStage(dockerfile: Dockerfile, { image, bundle, startAsRoot }: CertificatesStage): void {
  const stage = dockerfile.addStage(CERTIFICATES_STAGE, {
    image,
    description: 'is where the system\'s certificate authorities and those of the project come together.',
  });
  startAsRoot(stage);
  stage.run(`cat /run/secrets/${SECRET} >>${bundle}`, { mounts: [Mount.secret(SECRET)] });
}

/** Lets a RUN trust them, and leaves nothing in its layer. */
export function certificatesMount(bundle: string): Mount {
  return Mount.bind(bundle, bundle, { fromStage: CERTIFICATES_STAGE });
}

/** Lets a stage trust them for good. */
export function copyCertificates(stage: Stage, from: string, bundle: string): void {
  stage.copy([from], bundle, { fromStage: CERTIFICATES_STAGE, link: true });
}

/** Programs that bring authorities of their own are told to take the system's. */
export function trustSystem(stage: Stage, bundle: string): void {
  stage.addEnvironment('REQUESTS_CA_BUNDLE', bundle);
  stage.addEnvironment('SSL_CERT_FILE', bundle);
}
