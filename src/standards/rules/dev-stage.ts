import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

export class DevStage extends Rule {
  public constructor() {
    super({
      id: 'dev-stage',
      severity: Severity.ERROR,
      summary: 'Production holds nothing of the stages dev and test.',
      source: 'https://docs.docker.com/build/building/multi-stage/',
    });
  }

  public check({ dockerfile, production, dev, test }: CheckedContainer): string[] {
    const isDev = (name: string) => dockerfile.tryFindStage(name)?.lineage.some(stage => stage === dev || stage === test) ?? false;
    const origins = production.lineage.flatMap(stage => stage.instructions.filter(({ keyword }) => keyword === 'COPY').flatMap(copy => copy.origins));
    return [...new Set(origins)].filter(isDev).map(name => `production copies from ${name}, which has the development requirements. Copy from builder or app.`);
  }
}
