import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** BuildKit refuses all of them unless it is started with extended privileges, and each build requests them. */
const FLAG = /^--(security=insecure|network=host|device=.*)$/i;

export class RunRights extends Rule {
  public constructor() {
    super({
      id: 'run-rights',
      severity: Severity.ERROR,
      summary: 'No RUN has extended privileges or the network of the build host.',
      source: 'https://docs.docker.com/reference/dockerfile/#run---security',
    });
  }

  public check({ dockerfile }: CheckedContainer): string[] {
    return dockerfile.stages.flatMap(({ name, instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN')
      .flatMap(({ flags }) => flags.filter(flag => FLAG.test(flag)))
      .map(flag => `RUN ${flag} in ${name}: the command could reach the build host, and most builders refuse it. Remove the flag.`));
  }
}
