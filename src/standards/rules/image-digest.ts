import { CheckedContainer } from '../checked-container';
import { missingDigests } from '../pinned-images';
import { Rule, Severity } from '../rule';

/** In a new project, and where they are asked for after synth, digests may be missing. */
export class ImageDigest extends Rule {
  public constructor() {
    super({
      id: 'image-digest',
      severity: Severity.ERROR,
      summary: 'With requirePinned, every image has a digest.',
      source: 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
    });
  }

  public check({ dockerfile, requirePinned, _autoLock }: CheckedContainer): string[] {
    return requirePinned ? missingDigests(dockerfile, _autoLock).map(problem => `requirePinned: ${problem}`) : [];
  }
}
