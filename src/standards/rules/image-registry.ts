import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** CIS Docker Benchmark, 4.2; hadolint, DL3026. */
export class ImageRegistry extends Rule {
  public constructor() {
    super({
      id: 'image-registry',
      severity: Severity.ERROR,
      summary: 'If imageRegistry or imageRegistries is set, every image is pulled from there.',
      source: 'https://github.com/hadolint/hadolint/wiki/DL3026',
    });
  }

  public check({ dockerfile, imageRegistry, imageRegistries }: CheckedContainer): string[] {
    const images = new Set([...dockerfile.images, ...dockerfile.copiedImages]);
    const named = [...imageRegistry === undefined ? [] : [imageRegistry], ...Object.values(imageRegistries)];
    return [...images].filter(image => named.length && !named.some(registry => image.startsWith(`${registry}/`)))
      .map(image => `${image} does not come from ${imageRegistry === undefined ? 'imageRegistries' : 'imageRegistry'}, ${named.join(', ')}. Push it there, and use that name.`);
  }
}
