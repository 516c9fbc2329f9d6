import { CaCertificates } from './ca-certificates';
import { PackageIndex } from './package-index';

/** The private places that builds reach, and how. Nothing of it stays in an image, but for certificates that the application trusts too. */
export interface AccessOptions {
  /**
   * Package indexes beside PyPI, or in its place.
   *
   * Their users and passwords are build secrets, which `docker:build` takes from environment variables: they are in no image.
   *
   * @default - PyPI alone
   */
  readonly indexes?: PackageIndex[];
  /**
   * Whether the build may use your SSH agent, for requirements from git repositories.
   *
   * It brings git and an SSH client into the builder. Only for package managers whose locks hold commits: UV and POETRY.
   *
   * @default false
   */
  readonly ssh?: boolean;
  /**
   * The file of known hosts that builds and locks over SSH trust, and no others: a path relative to the project. It holds public keys and
   * belongs into the repository.
   *
   * @default - an unknown host is trusted where the lock has the commit; locking in Docker fails
   */
  readonly sshKnownHosts?: string;
  /**
   * Certificate authorities that the build trusts beside those of the base image: a company's.
   *
   * @default - those of the base image
   */
  readonly caCertificates?: CaCertificates;
}
