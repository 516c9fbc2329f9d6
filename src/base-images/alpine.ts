import { Mount, Stage } from '../dockerfile';
import { Distribution, runWithNormalizedDates, sortedPackages } from './distribution';
import { invalidOption } from '../dockerfile/invalid-option';
import { CacheSharing } from '../dockerfile/mount';
import { lineLength, shellWord } from '../dockerfile/quoting';

/** Alpine and Wolfi: apk. */
export class Alpine implements Distribution {
  /** @param release distinguishes the caches of different images */
  public constructor(private readonly release: string) {}

  public installPackages(stage: Stage, option: string, packages: string[], mounts: Mount[]): void {
    const names = sortedPackages(packages).map(name => shellWord(alpinePackage(option, name)));
    if (names.length === 0) {
      return;
    }
    lineLength(option, names.join(' '), packages);
    stage.addArgument('TARGETARCH');
    runWithNormalizedDates(stage, [`apk add ${names.join(' ')}`], {
      // apk keeps its downloads if this folder exists
      mounts: [Mount.cache('/etc/apk/cache', { id: `apk-${this.release}-$TARGETARCH`, sharing: CacheSharing.LOCKED }), Mount.tmpfs('/var/log'), ...mounts],
      comment: packages.every(name => /[=~]/.test(name)) ? 'hadolint ignore=DL3019' : 'hadolint ignore=DL3018,DL3019',
    });
  }
}

/** @see https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper#Add_a_Package */
function alpinePackage(option: string, name: string): string {
  if (!/^[a-z0-9][a-z0-9+._-]*([=~]{1,2}[A-Za-z0-9._+-]+)?$/.test(name)) {
    throw invalidOption(option, name, 'an Alpine package is a name, optionally with = or ~ and a version: gcc, libpq~17');
  }
  return name;
}
