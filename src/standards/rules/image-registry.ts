import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** CIS Docker Benchmark, 4.2; hadolint, DL3026. */
export class ImageRegistry extends Rule {
  public constructor() {
    super({
      id: 'image-registry',
      severity: Severity.ERROR,
      summary: 'With imageRegistry, every image comes from there.',
      source: 'https://github.com/hadolint/hadolint/wiki/DL3026',
    });
  }

  public check({ dockerfile, imageRegistry }: CheckedContainer): string[] {
    const images = new Set([...dockerfile.images, ...dockerfile.copiedImages]);
    return imageRegistry === undefined ? [] : [...images].filter(image => !image.startsWith(`${imageRegistry}/`))
      .map(image => `${image} does not come from imageRegistry, ${imageRegistry}. Copy it there, and take it from there.`);
  }
}
