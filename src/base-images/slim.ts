import { Mount, Stage } from '../dockerfile';
import { invalidOption } from '../dockerfile/invalid-option';
import { CacheSharing } from '../dockerfile/mount';
import { shellWord } from '../dockerfile/quoting';

/** The release is named, because the plain `slim` tag moves from one to the next. */
const DEBIAN_RELEASE = 'trixie';

/**
 * The official slim image: Debian without compilers, Python under /usr/local.
 *
 * @see https://hub.docker.com/_/python
 */
export class SlimImage {
  public constructor(private readonly pythonVersion: string) {}

  public get reference(): string {
    return `python:${this.pythonVersion}-slim-${DEBIAN_RELEASE}`;
  }

  /** Adds a user that has no home, no password and no shell. */
  public addUser(stage: Stage, name: string, uid: number, gid: number): void {
    stage.runAll([
      `groupadd --gid ${gid} ${name}`,
      `useradd --no-log-init --uid ${uid} --gid ${gid} --no-create-home --home-dir /tmp --shell /usr/sbin/nologin ${name}`,
    ]);
  }

  /** Installs packages of the release; what is downloaded stays in caches and out of the image. */
  public installPackages(stage: Stage, option: string, packages: string[]): void {
    const names = [...new Set(packages)].sort().map(name => shellWord(debianPackage(option, name)));
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
        Mount.cache('/var/cache/apt', { id: `apt-${DEBIAN_RELEASE}-$TARGETARCH`, sharing: CacheSharing.LOCKED }),
        Mount.cache('/var/lib/apt/lists', { id: `apt-lists-${DEBIAN_RELEASE}-$TARGETARCH`, sharing: CacheSharing.LOCKED }),
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
