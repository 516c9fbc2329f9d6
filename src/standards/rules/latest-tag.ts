import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

export class LatestTag extends Rule {
  public constructor() {
    super({
      id: 'latest-tag',
      severity: Severity.WARNING,
      summary: 'Every image has a tag other than latest, or a digest.',
      source: 'https://github.com/hadolint/hadolint/wiki/DL3007',
      otherJudges: { hadolint: ['DL3006', 'DL3007'] },
    });
  }

  public check({ dockerfile }: CheckedContainer): string[] {
    const images = new Set([...dockerfile.images, ...dockerfile.copiedImages]);
    return [...images].filter(image => /^[^:@]+(:latest)?$/.test(image.replace(/^[^/]*:\d+\//, '')))
      .map(image => `${image} can change with every push. Write a version in baseImage, addStage() or --from, such as ${image.replace(/:latest$/, '')}:1.`);
  }
}
