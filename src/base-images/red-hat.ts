import { Distribution, runWithNormalizedDates, sortedPackages } from './distribution';
import { Mount, Stage } from '../dockerfile';
import { invalidOption } from '../dockerfile/invalid-option';
import { CacheSharing } from '../dockerfile/mount';
import { lineLength, shellWord } from '../dockerfile/quoting';

/** Red Hat, Fedora and distributions based on them: dnf, or microdnf, which has fewer options. */
export class RedHat implements Distribution {
  public readonly bundle = '/etc/pki/tls/certs/ca-bundle.crt';

  /** @param release distinguishes the caches of different images */
  public constructor(private readonly release: string) {}

  public installPackages(stage: Stage, option: string, packages: string[], mounts: Mount[]): void {
    const names = sortedPackages(packages).map(name => shellWord(rpmPackage(option, name)));
    if (names.length === 0) {
      return;
    }
    lineLength(option, names.join(' '), packages);
    stage.addArgument('TARGETARCH');
    runWithNormalizedDates(stage, [
      'command -v dnf >/dev/null || dnf() { microdnf "$@"; }',
      `dnf install --assumeyes --setopt=install_weak_deps=0 --setopt=tsflags=nodocs ${names.join(' ')}`,
    ], {
      mounts: [
        // the whole folder, because dnf, microdnf and dnf5 each have their own folder in it
        Mount.cache('/var/cache', { id: `dnf-${this.release}-$TARGETARCH`, sharing: CacheSharing.LOCKED }),
        // logs and the history differ from run to run
        Mount.tmpfs('/var/lib/dnf'),
        Mount.tmpfs('/var/log'),
        ...mounts,
      ],
      // hadolint does not accept a pattern as a version
      comment: packages.every(name => hasVersion(name) && !name.endsWith('*')) ? 'hadolint ignore=DL3040' : 'hadolint ignore=DL3040,DL3041',
    });
  }
}

/** Whether a package of dnf has a version: `libpq-16.*`. */
export function hasVersion(name: string): boolean {
  return /-\d/.test(name);
}

/** @see https://dnf.readthedocs.io/en/latest/command_ref.html#specifying-packages */
function rpmPackage(option: string, name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9+._~^-]*\*?$/.test(name)) {
    throw invalidOption(option, name, 'a dnf package is a name, optionally with - and a version: gcc, libpq-16.*');
  }
  return name;
}
