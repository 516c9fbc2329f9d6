import { join } from 'path';
import { Libc } from '../../base-images/base-image';
import { readTextFile } from '../../dockerfile/text-file';
import { withoutMuslWheels } from '../../package-managers/musl-wheels';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

export class MuslWheels extends Rule {
  public constructor() {
    super({
      id: 'musl-wheels',
      severity: Severity.WARNING,
      summary: 'In images with musl, every package has a musllinux wheel or is listed in sdists.',
      source: 'https://peps.python.org/pep-0656/',
    });
  }

  public check({ baseImage, locks, project, sdists }: CheckedContainer): string[] {
    if (baseImage.libc !== Libc.MUSL) {
      return [];
    }
    const texts = locks.map(lock => readTextFile(lock, join(project.outdir, lock)) ?? '');
    const names = texts.flatMap(withoutMuslWheels).filter(name => !sdists.includes(name));
    return names.length ? [`baseImage: ${names.join(', ')} would have to be compiled for musl. Add them to sdists, or use BaseImage.slim().`] : [];
  }
}
