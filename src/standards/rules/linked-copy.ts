import { Libc } from '../../base-images/base-image';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

const LINKS = ['/var/run', '/var/lock'];
/** These are links to folders in /usr, except in Alpine. */
const USR_LINKS = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** The layer is independent of those below it: a folder would replace the link, and programs would not find their libraries. */
export class LinkedCopy extends Rule {
  public constructor() {
    super({
      id: 'linked-copy',
      severity: Severity.ERROR,
      summary: 'COPY --link does not copy below symbolic links.',
      source: 'https://docs.docker.com/reference/dockerfile/#copy---link',
    });
  }

  public check({ baseImage, dockerfile }: CheckedContainer): string[] {
    const folders = [...LINKS, ...baseImage.libc === Libc.MUSL ? [] : USR_LINKS];
    return dockerfile.stages.flatMap(({ name, instructions }) => instructions
      .filter(instruction => instruction.keyword === 'COPY' && instruction.flagValue('link') === 'true')
      .flatMap(({ paths }) => folders.filter(folder => `${paths[paths.length - 1]}/`.startsWith(`${folder}/`)))
      .map(folder => `${name} copies below ${folder} with --link: that is a symbolic link, which a folder would replace. Copy to the link's target, or without link.`));
  }
}
