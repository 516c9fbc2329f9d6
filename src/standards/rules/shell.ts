import { PackageTool } from '../../base-images/base-image';
import { Instruction, Stage } from '../../dockerfile';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { isShell } from '../shell-command';

export class Shell extends Rule {
  public constructor() {
    super({
      id: 'shell',
      severity: Severity.ERROR,
      summary: 'A stage whose image has no shell does not need one.',
      source: 'https://github.com/GoogleContainerTools/distroless#entrypoints',
    });
  }

  public check(container: CheckedContainer): string[] {
    if (!hasShell(container, container.builder)) {
      const [{ origin }] = container.builder.lineage;
      return [`baseImage: ${origin} has no shell, which is needed to install the requirements. Set buildImage to an image that has one.`];
    }
    const [, ...others] = container.processes;
    const started = hasShell(container, container.production) ? [] : others.flatMap(({ name, command, healthCheck = [] }) =>
      [{ option: 'command', argv: command }, { option: 'healthCheckCommand', argv: healthCheck }].filter(({ argv }) => isShell(argv[0] ?? ''))
        .map(({ option, argv }) => `processes.${name}.${option}: ${argv[0]} is a shell, which the production image does not have. Set the program itself.`));
    return [...started, ...container.dockerfile.stages.filter(stage => !hasShell(container, stage)).flatMap(({ name, instructions }) => instructions
      .filter(needsShell)
      .map(({ keyword, operands }) => `${keyword} ${operands} in ${name} needs a shell, which its image does not have. ${fix(keyword)}`))];
  }
}

function needsShell({ argv, isShellForm, keyword, operands }: Instruction): boolean {
  const startsShell = ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'].includes(keyword) && isShell(argv[0]);
  return isShellForm || startsShell && !/^NONE$/i.test(operands);
}

function fix(keyword: string): string {
  return keyword === 'RUN' ? 'Use runExec(), or do it in builder.'
    : 'Set the program itself in command, entrypoint() or healthCheck(), without a shell.';
}

function hasShell(container: CheckedContainer, { lineage: [{ origin }] }: Stage): boolean {
  return origin !== 'scratch' && (!origin.includes('/distroless/') || /:debug/.test(origin)) && !isBare(container, origin);
}

/** Whether an image is production's base image and has no shell: then the other stages are based on another image. */
function isBare({ baseImage, pythonVersion, production }: CheckedContainer, origin: string): boolean {
  return origin === production.lineage[0].origin && baseImage.packageTool === PackageTool.NONE && baseImage.buildImage(pythonVersion) !== undefined;
}
