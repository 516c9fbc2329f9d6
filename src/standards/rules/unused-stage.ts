import { Project } from 'projen';
import { Stage } from '../../dockerfile';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

export class UnusedStage extends Rule {
  public constructor() {
    super({
      id: 'unused-stage',
      severity: Severity.WARNING,
      summary: 'Every stage is part of an image that a task builds.',
      source: 'https://docs.docker.com/build/building/multi-stage/',
    });
  }

  public check({ dockerfile, production, dev, project, targets: others }: CheckedContainer): string[] {
    const origins = new Set([production.name, dev.name, ...others, ...targets(project), ...targets(project.root)]);
    const used = new Set<Stage>();
    for (const origin of origins) { // origins that are added during the loop are visited too
      const stage = dockerfile.stageOf(origin);
      if (stage && !used.has(stage)) {
        used.add(stage);
        [stage.origin, ...stage.instructions.flatMap(instruction => instruction.origins)].forEach(name => origins.add(name));
      }
    }
    return dockerfile.stages.filter(stage => !used.has(stage)).map(({ name }) =>
      `nothing builds ${name}. Copy from it, add a task that builds it with --target=${name}, or remove it.`);
  }
}

/** The stages that a project's tasks build. */
function targets({ tasks }: Project): string[] {
  const lines = tasks.all.flatMap(task => task.steps.map(({ exec, execArgs }) => exec ?? execArgs?.join(' ') ?? ''));
  return lines.flatMap(line => [...line.matchAll(/--target[= ](\S+)/g)].map(([, name]) => name));
}
