import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** BuildKit refuses all of them unless it is started with more rights and told so for each build. */
const FLAG = /^--(security=insecure|network=host|device=.*)$/i;

export class RunRights extends Rule {
  public constructor() {
    super({
      id: 'run-rights',
      severity: Severity.ERROR,
      summary: 'No RUN has the rights or the network of the machine that builds.',
      source: 'https://docs.docker.com/reference/dockerfile/#run---security',
    });
  }

  public check({ dockerfile }: CheckedContainer): string[] {
    return dockerfile.stages.flatMap(({ name, instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN')
      .flatMap(({ flags }) => flags.filter(flag => FLAG.test(flag)))
      .map(flag => `RUN ${flag} in ${name}: what runs there can reach the machine that builds, and most builders refuse it. Leave the flag out.`));
  }
}
