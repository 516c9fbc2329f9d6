import { PackageTool } from '../../base-images/base-image';
import { Stage } from '../../dockerfile';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

export class Shell extends Rule {
  public constructor() {
    super({
      id: 'shell',
      severity: Severity.ERROR,
      summary: 'A stage whose image has no shell runs nothing in shell form.',
      source: 'https://github.com/GoogleContainerTools/distroless#entrypoints',
    });
  }

  public check(container: CheckedContainer): string[] {
    return container.dockerfile.stages.filter(stage => !hasShell(container, stage)).flatMap(({ name, instructions }) => instructions
      .filter(({ keyword, isShellForm }) => keyword === 'RUN' && isShellForm)
      .map(({ operands }) => `RUN ${operands} in ${name} needs a shell, which its image does not have. Use runExec(), or do it in builder or app.`));
  }
}

function hasShell(container: CheckedContainer, { lineage: [{ origin }] }: Stage): boolean {
  return origin !== 'scratch' && (!origin.includes('/distroless/') || /:debug/.test(origin)) && !isBare(container, origin);
}

/** Whether an image is what production starts from, and has no shell: then everything else is built in another one. */
function isBare({ baseImage, pythonVersion, production }: CheckedContainer, origin: string): boolean {
  return origin === production.lineage[0].origin && baseImage.packageTool === PackageTool.NONE && baseImage.buildImage(pythonVersion) !== undefined;
}
