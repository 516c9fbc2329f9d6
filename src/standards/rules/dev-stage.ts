import { CheckedContainer } from '../checked-container';
import { copiedStages } from '../held-stages';
import { ImageCommands } from '../image-commands';
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

  public check(container: CheckedContainer): string[] {
    const { dockerfile, production, dev } = container;
    const commands = ImageCommands.ofContainer(container);
    const stages = new Set(production.lineage.flatMap(stage => copiedStages(dockerfile, stage, commands)));
    const holders = new Set([dev]);
    for (const stage of dockerfile.stages) { // a stage only uses those above it
      const parts = [dockerfile.tryFindStage(stage.origin), ...copiedStages(dockerfile, stage, commands)];
      if (parts.some(part => part && holders.has(part))) {
        holders.add(stage);
      }
    }
    return [...stages].filter(stage => holders.has(stage)).map(({ name }) => `production copies from ${name}, which has the development requirements. Copy from builder.`);
  }
}
