import { CaCertificates } from './ca-certificates';
import { PackageIndex } from './package-index';

/** Access to private package indexes and repositories during builds. None of it is stored in an image, except certificates with `atRuntime`. */
export interface AccessOptions {
  /**
   * Package indexes that are used in addition to PyPI or instead of it.
   *
   * Their user names and passwords are build secrets, which `docker:build` reads from environment variables. They are not stored in an image.
   *
   * @default - PyPI only
   */
  readonly indexes?: PackageIndex[];
  /**
   * Whether the build may use your SSH agent, for requirements from git repositories.
   *
   * It installs git and an SSH client in the stage `builder`. Only for package managers whose lock files contain commits: UV and POETRY.
   *
   * @default false
   */
  readonly ssh?: boolean;
  /**
   * A known_hosts file, as a path relative to the project: SSH trusts only the hosts in this file when requirements are locked or installed.
   * It contains public keys and should be committed.
   *
   * @default - builds trust unknown hosts, because the lock file contains the commits; locking in Docker fails
   */
  readonly sshKnownHosts?: string;
  /**
   * Certificate authorities, such as your company's, that the build trusts in addition to those of the base image.
   *
   * @default - the certificate authorities of the base image
   */
  readonly caCertificates?: CaCertificates;
}
