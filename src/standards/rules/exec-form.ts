import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

const METHODS = new Map([['CMD', 'cmd()'], ['ENTRYPOINT', 'entrypoint()'], ['HEALTHCHECK', 'healthCheck()']]);

export class ExecForm extends Rule {
  public constructor() {
    super({
      id: 'exec-form',
      severity: Severity.ERROR,
      summary: 'CMD, ENTRYPOINT and HEALTHCHECK are in exec form, so that signals reach the program.',
      source: 'https://docs.docker.com/reference/build-checks/json-args-recommended/',
      otherJudges: { buildKit: ['JSONArgsRecommended'], hadolint: ['DL3025'] },
    });
  }

  public check({ dockerfile }: CheckedContainer): string[] {
    return dockerfile.stages.flatMap(({ name, instructions }) => instructions
      .filter(({ keyword, isShellForm }) => isShellForm && keyword !== 'RUN')
      .map(({ keyword, operands }) => `${keyword} ${operands} in ${name} runs in a shell, which does not forward signals. Use ${METHODS.get(keyword)}, which takes a list.`));
  }
}
