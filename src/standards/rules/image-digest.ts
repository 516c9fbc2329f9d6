import { CheckedContainer } from '../checked-container';
import { ImageDigests } from '../image-digests';
import { missingDigests } from '../pinned-images';
import { Rule, Severity } from '../rule';

/** Digests may be missing in a new project, and if they are added after synth. */
export class ImageDigest extends Rule {
  public constructor() {
    super({
      id: 'image-digest',
      severity: Severity.ERROR,
      summary: 'Every image has a digest if imageDigests is REQUIRE.',
      source: 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
    });
  }

  public check({ dockerfile, imageDigests, autoLock }: CheckedContainer): string[] {
    return imageDigests === ImageDigests.REQUIRE ? missingDigests(dockerfile, autoLock).map(problem => `imageDigests: ${problem}`) : [];
  }
}
