import { Dockerfile, Stage } from '../../dockerfile';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

export class DevStage extends Rule {
  public constructor() {
    super({
      id: 'dev-stage',
      severity: Severity.ERROR,
      summary: 'Production holds nothing of the stage dev.',
      source: 'https://docs.docker.com/build/building/multi-stage/',
    });
  }

  public check({ dockerfile, production, dev }: CheckedContainer): string[] {
    const copied = new Set(production.lineage.flatMap(stage => copiedStages(dockerfile, stage)));
    return [...copied].filter(stage => [...heldStages(dockerfile, stage)].some(held => held === dev))
      .map(({ name }) => `production copies from ${name}, which has the development requirements. Copy from builder.`);
  }
}

function copiedStages(dockerfile: Dockerfile, { instructions }: Stage): Stage[] {
  const origins = instructions.filter(({ keyword }) => keyword === 'COPY').flatMap(copy => copy.origins);
  return origins.map(origin => dockerfile._stageNamed(origin)).filter(stage => stage !== undefined);
}

/** The stages that a stage may hold files of: what it is made from, what these copy from, and so on. */
function heldStages(dockerfile: Dockerfile, stage: Stage, held = new Set<Stage>()): Set<Stage> {
  stage.lineage.filter(part => !held.has(part)).forEach((part) => {
    held.add(part);
    copiedStages(dockerfile, part).forEach(copied => heldStages(dockerfile, copied, held));
  });
  return held;
}
