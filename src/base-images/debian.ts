import { Mount, Stage } from '../dockerfile';
import { Distribution, sortedPackages } from './distribution';
import { invalidOption } from '../dockerfile/invalid-option';
import { CacheSharing } from '../dockerfile/mount';
import { shellWord } from '../dockerfile/quoting';

/** Debian and Ubuntu: apt, and the user tools of shadow. */
export class Debian implements Distribution {
  /** @param release tells one image's caches from another's */
  public constructor(private readonly release: string) {}

  public addUser(stage: Stage, name: string, uid: number, gid: number): void {
    stage.runAll([
      `groupadd --non-unique --gid ${gid} ${name}`,
      `useradd --no-log-init --non-unique --uid ${uid} --gid ${gid} --no-create-home --home-dir /tmp --shell /usr/sbin/nologin ${name}`,
    ]);
  }

  public installPackages(stage: Stage, option: string, packages: string[], mounts: Mount[]): void {
    const names = sortedPackages(packages).map(name => shellWord(debianPackage(option, name)));
    if (names.length === 0) {
      return;
    }
    stage.addArgument('TARGETARCH');
    stage.runAll([
      'rm -f /etc/apt/apt.conf.d/docker-clean',
      'apt-get update',
      `apt-get install --yes --no-install-recommends ${names.join(' ')}`,
    ], {
      // apt's own lock does not reach across builds, and architectures must not share an index
      mounts: [
        Mount.cache('/var/cache/apt', { id: `apt-${this.release}-$TARGETARCH`, sharing: CacheSharing.LOCKED }),
        Mount.cache('/var/lib/apt/lists', { id: `apt-lists-${this.release}-$TARGETARCH`, sharing: CacheSharing.LOCKED }),
        ...mounts,
      ],
      comment: packages.every(name => name.includes('=')) ? undefined : 'hadolint ignore=DL3008',
    });
  }
}

/** @see https://www.debian.org/doc/debian-policy/ch-controlfields.html#source */
function debianPackage(option: string, name: string): string {
  if (!/^[a-z0-9][a-z0-9+.-]+(=[A-Za-z0-9.+:~*-]+)?$/.test(name)) {
    throw invalidOption(option, name, 'a Debian package is a name, and after = a version: gcc, libpq5=17.*');
  }
  return name;
}
