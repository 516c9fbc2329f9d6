import { Dockerfile, Mount, Stage } from '../dockerfile';
import { AccessOptions } from './access-options';
import { BuildSecret, secretText } from './build-secret';
import { addCertificatesStage, BUNDLE, CERTIFICATES_STAGE, CertificatesStage, certificatesMount, certificatesSecret, checkCertificates, copyCertificates, trustSystem } from './ca-certificates';
import { checkIndexes, Credential, indexSecrets, PackageIndex } from './package-index';
import { contextPath, isGlob } from '../dockerfile/context-path';
import { invalidOption } from '../dockerfile/invalid-option';

/** Docker's predefined build arguments for proxies, in both spellings, because programs differ. */
export const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap(name => [name, name.toLowerCase()]);

/** The path of the project's known_hosts file in the build. */
const KNOWN_HOSTS = '/run/ssh/known_hosts';

/** What a stage uses the SSH agent for: to install locked requirements, or to make the lock file. */
export type AccessPurpose = 'install' | 'lock';

/** The secrets, keys and certificates of a build: they are mounted where they are needed, and are not stored in an image. */
export class Access {
  public readonly indexes: PackageIndex[];
  /** The known_hosts file in the build context. */
  private readonly knownHosts?: string;

  /**
   * @param bundle the file of certificates that the build's image trusts
   * @throws when an option is invalid; the error names it
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

  /** The index that replaces PyPI. */
  public get defaultIndex(): PackageIndex | undefined {
    return this.indexes.find(({ isDefault }) => isDefault);
  }

  /** The indexes in addition to PyPI, or to the index that replaces it, that are searched for every package. */
  public get extraIndexes(): PackageIndex[] {
    return this.indexes.filter(({ isDefault, packages }) => !isDefault && !packages);
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

  /** The flags of `docker build` that pass secrets, keys and certificates to the build. */
  public get buildFlags(): string[] {
    return [
      ...this.buildArguments.map(name => `--build-arg=${name}`),
      ...this.buildSecrets.map(secret => `--secret=${secretText(secret)}`),
      ...this.ssh ? ['--ssh=default'] : [],
    ];
  }

  /** The stages that must not be cached, because BuildKit does not notice that a secret has changed. */
  public get freshStages(): string[] {
    return this.options.caCertificates ? [CERTIFICATES_STAGE] : [];
  }

  /** Whether programs that contain their own certificate authorities must use the system's. */
  public get trustsSystem(): boolean {
    return this.options.caCertificates !== undefined;
  }

  /** Adds the stages that are needed for this. */
  public addStages(dockerfile: Dockerfile, start: Omit<CertificatesStage, 'bundle'>): void {
    if (this.options.caCertificates) {
      addCertificatesStage(dockerfile, { ...start, bundle: this.bundle });
    }
  }

  /** The mounts of a RUN that uses the network. */
  public get mounts(): Mount[] {
    return this.options.caCertificates ? [certificatesMount(this.bundle)] : [];
  }

  /** The mounts of a RUN that locks or installs requirements: the credentials of the indexes, in variables with these names, and the SSH agent. */
  public installMounts(variable: (index: PackageIndex, credential: Credential) => string): Mount[] {
    return [...this.indexMounts(variable), ...this.sshMounts];
  }

  /** The mounts of a RUN that installs only from indexes. */
  public indexMounts(variable: (index: PackageIndex, credential: Credential) => string): Mount[] {
    const secrets = this.indexes.flatMap(index => indexSecrets(index).map(([credential, secret]) =>
      Mount.secret(secret, { environmentVariable: variable(index, credential) })));
    const once = new Map(secrets.map(mount => [String(mount), mount]));
    return [...this.mounts, ...once.values()];
  }

  /** The mounts of a RUN that fetches from git repositories. */
  public get sshMounts(): Mount[] {
    return [...this.ssh ? [Mount.ssh()] : [], ...this.knownHosts === undefined ? [] : [Mount.bind(this.knownHosts, KNOWN_HOSTS)]];
  }

  /** The files of the project that are needed for this. */
  public get files(): string[] {
    return this.knownHosts === undefined ? [] : [this.knownHosts];
  }

  /** Configures the programs of a stage for this. */
  public configure(stage: Stage, purpose: AccessPurpose): void {
    if (this.options.caCertificates) {
      trustSystem(stage, this.bundle);
    }
    if (this.ssh) {
      stage.addEnvironment('GIT_SSH_COMMAND', this.sshCommand(purpose));
    }
  }

  /** A build cannot ask whether a host is trusted. If there is a lock file, git checks what it fetches against the commit. */
  private sshCommand(purpose: AccessPurpose): string {
    if (this.knownHosts) {
      return `ssh -o UserKnownHostsFile=${KNOWN_HOSTS} -o StrictHostKeyChecking=yes`;
    }
    return `ssh -o StrictHostKeyChecking=${purpose === 'install' ? 'accept-new' : 'yes'}`;
  }

  /**
   * Makes the running application trust the certificates, if `atRuntime` is set.
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

/** Access to nothing. */
export const NO_ACCESS = new Access({});

function knownHosts(path: string, ssh: boolean): string {
  if (!ssh) {
    throw invalidOption('sshKnownHosts', path, 'it has no effect without the option ssh', 'Set ssh to true, or remove it');
  }
  const file = contextPath('sshKnownHosts', path);
  if (isGlob(file) || file === '.') {
    throw invalidOption('sshKnownHosts', path, 'expected the path of one file', "Write for example 'known_hosts'");
  }
  return file;
}
