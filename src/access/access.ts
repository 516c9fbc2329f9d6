import { Dockerfile, Mount, Stage } from '../dockerfile';
import { AccessOptions } from './access-options';
import { BuildSecret } from './build-secret';
import { addCertificatesStage, BUNDLE, CERTIFICATES_STAGE, CertificatesStage, certificatesMount, certificatesSecret, checkCertificates, copyCertificates, trustSystem } from './ca-certificates';
import { checkIndexes, Credential, indexSecrets, PackageIndex } from './package-index';
import { contextPath, isGlob } from '../dockerfile/context-path';
import { invalidOption } from '../dockerfile/invalid-option';

/** Docker's own names for the proxies of a build: both spellings, as programs differ. */
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap(name => [name, name.toLowerCase()]);

/** Where git finds the hosts that the project knows. */
const KNOWN_HOSTS = '/run/ssh/known_hosts';

/** What a stage does that has the SSH agent: install what is in the lock, or make the lock. */
export type AccessPurpose = 'install' | 'lock';

/** The secrets, keys and certificates of a build: they are mounted where they are needed, and are in no image. */
export class Access {
  public readonly indexes: PackageIndex[];
  /** The file of the context that holds the keys of hosts. */
  private readonly knownHosts?: string;

  /**
   * @param bundle the file of certificates that the build's image trusts
   * @throws when an option cannot work; the error names it
   */
  public constructor(public readonly options: AccessOptions = {}, private readonly bundle: string = BUNDLE) {
    if (options.sshKnownHosts !== undefined) {
      this.knownHosts = knownHosts(options.sshKnownHosts, this.ssh);
    }
    this.indexes = options.indexes ?? [];
    checkIndexes(this.indexes);
    if (options.caCertificates) {
      checkCertificates(options.caCertificates);
    }
  }

  /** The index in PyPI's place. */
  public get defaultIndex(): PackageIndex | undefined {
    return this.indexes.find(({ isDefault }) => isDefault);
  }

  /** The indexes beside PyPI, or beside the one in its place. */
  public get extraIndexes(): PackageIndex[] {
    return this.indexes.filter(({ isDefault }) => !isDefault);
  }

  /** Whether the build has an SSH agent. */
  public get ssh(): boolean {
    return this.options.ssh ?? false;
  }

  /** The build arguments that the environment sets. */
  public get buildArguments(): string[] {
    return PROXIES;
  }

  /** The secrets of a build. */
  public get buildSecrets(): BuildSecret[] {
    const { caCertificates } = this.options;
    const secrets = new Set(this.indexes.flatMap(indexSecrets).map(([, secret]) => secret));
    return [...[...secrets].map(id => ({ id, environment: id })), ...caCertificates ? [certificatesSecret(caCertificates)] : []];
  }

  /** The flags of `docker build` that give the build all of this. */
  public get buildFlags(): string[] {
    return [
      ...this.buildArguments.map(name => `--build-arg=${name}`),
      ...this.buildSecrets.map(({ id, environment, file }) => `--secret=id=${id},${environment === undefined ? `src=${file}` : `env=${environment}`}`),
      ...this.ssh ? ['--ssh=default'] : [],
    ];
  }

  /** The stages to build anew each time: BuildKit does not see that a secret has changed. */
  public get freshStages(): string[] {
    return this.options.caCertificates ? [CERTIFICATES_STAGE] : [];
  }

  /** Whether programs that bring certificate authorities of their own shall take the system's. */
  public get trustsSystem(): boolean {
    return this.options.caCertificates !== undefined;
  }

  /** Adds the stages that this takes. */
  public addStages(dockerfile: Dockerfile, start: Omit<CertificatesStage, 'bundle'>): void {
    if (this.options.caCertificates) {
      addCertificatesStage(dockerfile, { ...start, bundle: this.bundle });
    }
  }

  /** What a RUN mounts that reaches the network. */
  public get mounts(): Mount[] {
    return this.options.caCertificates ? [certificatesMount(this.bundle)] : [];
  }

  /** What a RUN mounts that locks or installs requirements: the credentials of the indexes, in variables of these names, and the SSH agent. */
  public installMounts(variable: (index: PackageIndex, credential: Credential) => string): Mount[] {
    return [...this.indexMounts(variable), ...this.sshMounts];
  }

  /** What a RUN mounts that installs from indexes alone. */
  public indexMounts(variable: (index: PackageIndex, credential: Credential) => string): Mount[] {
    const secrets = this.indexes.flatMap(index => indexSecrets(index).map(([credential, secret]) =>
      Mount.secret(secret, { environmentVariable: variable(index, credential) })));
    const once = new Map(secrets.map(mount => [String(mount), mount]));
    return [...this.mounts, ...once.values()];
  }

  /** What a RUN mounts that fetches from git repositories. */
  public get sshMounts(): Mount[] {
    return [...this.ssh ? [Mount.ssh()] : [], ...this.knownHosts === undefined ? [] : [Mount.bind(this.knownHosts, KNOWN_HOSTS)]];
  }

  /** The files of the project that it takes. */
  public get files(): string[] {
    return this.knownHosts === undefined ? [] : [this.knownHosts];
  }

  /** Sets what the programs of a stage need to know of this. */
  public configure(stage: Stage, purpose: AccessPurpose): void {
    if (this.options.caCertificates) {
      trustSystem(stage, this.bundle);
    }
    if (this.ssh) {
      stage.addEnvironment('GIT_SSH_COMMAND', this.sshCommand(purpose));
    }
  }

  /** Nobody can be asked whether a host is the right one. Where there is a lock, what is fetched is checked against its commit. */
  private sshCommand(purpose: AccessPurpose): string {
    if (this.knownHosts) {
      return `ssh -o UserKnownHostsFile=${KNOWN_HOSTS} -o StrictHostKeyChecking=yes`;
    }
    return `ssh -o StrictHostKeyChecking=${purpose === 'install' ? 'accept-new' : 'yes'}`;
  }

  /**
   * Lets the application trust what it shall trust.
   *
   * @param bundle the file of certificates that the stage's image trusts
   */
  public configureRuntime(stage: Stage, bundle: string = BUNDLE): void {
    if (this.options.caCertificates?.atRuntime) {
      copyCertificates(stage, this.bundle, bundle);
      trustSystem(stage, bundle);
    }
  }
}

/** For what reaches nothing. */
export const NO_ACCESS = new Access({});

function knownHosts(path: string, ssh: boolean): string {
  if (!ssh) {
    throw invalidOption('sshKnownHosts', path, 'without ssh nothing is fetched over SSH', 'Set ssh to true, or leave it out');
  }
  const file = contextPath('sshKnownHosts', path);
  if (isGlob(file) || file === '.') {
    throw invalidOption('sshKnownHosts', path, 'expected the path of one file', "Write for example 'known_hosts'");
  }
  return file;
}
