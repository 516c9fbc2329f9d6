import { Project } from 'projen';
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
    const used = new Set<string>();
    const use = (origin: string): void => {
      const stage = dockerfile.stageOf(origin);
      if (stage && !used.has(stage.name)) {
        used.add(stage.name);
        [stage.origin, ...stage.instructions.flatMap(({ origins }) => origins)].forEach(use);
      }
    };
    [production.name, dev.name, ...others, ...targets(project), ...targets(project.root)].forEach(use);
    return dockerfile.stages.filter(({ name }) => !used.has(name)).map(({ name }) =>
      `nothing builds ${name}. Copy from it, add a task that builds it with --target=${name}, or remove it.`);
  }
}

/** The stages that a project's tasks build. */
function targets({ tasks }: Project): string[] {
  const lines = tasks.all.flatMap(task => task.steps.map(({ exec, execArgs }) => exec ?? execArgs?.join(' ') ?? ''));
  return lines.flatMap(line => [...line.matchAll(/--target[= ](\S+)/g)].map(([, name]) => name));
}
