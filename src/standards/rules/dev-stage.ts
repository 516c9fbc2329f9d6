import { CheckedContainer } from '../checked-container';
import { copiedStages, heldStages } from '../held-stages';
import { Rule, Severity } from '../rule';

export class DevStage extends Rule {
  public constructor() {
    super({
      id: 'dev-stage',
      severity: Severity.ERROR,
      summary: 'Production contains no files of the stage dev.',
      source: 'https://docs.docker.com/build/building/multi-stage/',
    });
  }

  public check({ dockerfile, production, dev }: CheckedContainer): string[] {
    const stages = new Set(production.lineage.flatMap(stage => copiedStages(dockerfile, stage)));
    return [...stages].filter(stage => [...heldStages(dockerfile, stage)].some(held => held === dev))
      .map(({ name }) => `production copies from ${name}, which has the development requirements. Copy from builder.`);
  }
}
