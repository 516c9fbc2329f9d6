import { Mount, Stage } from '../dockerfile';
import { DebianImageOptions } from './debian-image-options';
import { Distribution, runWithNormalizedDates, sortedPackages } from './distribution';
import { invalidOption } from '../dockerfile/invalid-option';
import { CacheSharing } from '../dockerfile/mount';
import { lineLength, shellWord } from '../dockerfile/quoting';

/** Debian and Ubuntu: apt. */
export class Debian implements Distribution {
  private readonly snapshot?: string;

  /**
   * @param release distinguishes the caches of different images
   * @throws when the snapshot's time is invalid
   */
  public constructor(private readonly release: string, { aptSnapshot }: DebianImageOptions = {}) {
    this.snapshot = aptSnapshot === undefined ? undefined : archiveTime(aptSnapshot);
  }

  public useSnapshot(stage: Stage): void {
    if (this.snapshot !== undefined) {
      runWithNormalizedDates(stage, [
        `sed -i 's,http://deb.debian.org/\\([a-z-]*\\),http://snapshot.debian.org/archive/\\1/${this.snapshot},' /etc/apt/sources.list.d/debian.sources`,
        'echo \'Acquire::Check-Valid-Until "false";\' >/etc/apt/apt.conf.d/snapshot',
      ], { comment: 'the archive at that time: its signatures have expired, because it never changes' });
    }
  }

  public installPackages(stage: Stage, option: string, packages: string[], mounts: Mount[]): void {
    const names = sortedPackages(packages).map(name => shellWord(debianPackage(option, name)));
    if (names.length === 0) {
      return;
    }
    lineLength(option, names.join(' '), packages);
    stage.addArgument('TARGETARCH');
    runWithNormalizedDates(stage, [
      'rm -f /etc/apt/apt.conf.d/docker-clean',
      'apt-get update',
      `apt-get install --yes --no-install-recommends ${names.join(' ')}`,
    ], {
      // apt's own lock does not reach across builds, and architectures must not share an index
      mounts: [
        Mount.cache('/var/cache/apt', { id: `apt-${this.release}-$TARGETARCH`, sharing: CacheSharing.LOCKED }),
        Mount.cache('/var/lib/apt/lists', { id: `apt-lists-${this.release}-$TARGETARCH`, sharing: CacheSharing.LOCKED }),
        // logs and caches differ from run to run
        Mount.tmpfs('/var/cache/ldconfig'),
        Mount.tmpfs('/var/log'),
        ...mounts,
      ],
      comment: packages.every(name => name.includes('=')) ? undefined : 'hadolint ignore=DL3008',
    });
  }
}

/** @throws when the time is not in the format of snapshot.debian.org */
function archiveTime(time: string): string {
  const [, date, clock] = /^(20\d{6})T(\d{6})Z$/.exec(time) ?? [];
  const iso = `${date?.replace(/(....)(..)(..)/, '$1-$2-$3')}T${clock?.replace(/(..)(..)(..)/, '$1:$2:$3')}.000Z`;
  if (Number.isNaN(Date.parse(iso)) || new Date(iso).toISOString() !== iso) {
    throw invalidOption('baseImage aptSnapshot', time, 'expected a time in UTC, as in the URLs of snapshot.debian.org', "Write for example '20261101T000000Z'");
  }
  return time;
}

/**
 * apt reads a - at the end as a removal, and a dot that is not part of a package's name as a pattern.
 *
 * @see https://www.debian.org/doc/debian-policy/ch-controlfields.html#source
 * @see https://manpages.debian.org/apt-get#install
 */
function debianPackage(option: string, name: string): string {
  if (!/^[a-z0-9]([a-z0-9+-]|\.(?=[a-z0-9]))+(?<!-)(=[A-Za-z0-9.+:~*-]+)?$/.test(name)) {
    throw invalidOption(option, name, 'a Debian package is a name, optionally with = and a version: gcc, libpq5=17.*');
  }
  return name;
}
