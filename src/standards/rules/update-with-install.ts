import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { commandsOf } from '../shell-commands';
import { installedPackages } from '../system-packages';

/** CIS Docker Benchmark, 4.7. */
export class UpdateWithInstall extends Rule {
  public constructor() {
    super({
      id: 'update-with-install',
      severity: Severity.ERROR,
      summary: 'The lists of packages are updated where packages are installed, in one RUN.',
      source: 'https://github.com/docker/docker-bench-security/blob/master/tests/4_container_images.sh',
    });
  }

  public check({ dockerfile }: CheckedContainer): string[] {
    return dockerfile.stages.flatMap(({ name, instructions }) => instructions
      .filter((instruction) => {
        const commands = commandsOf(instruction);
        return commands.some(([program, ...words]) => /^(apt|apt-get|apk)$/.test(program) && words.includes('update'))
          && commands.every(command => installedPackages(command).length === 0);
      })
      .map(({ operands }) => `RUN ${operands} in ${name} is cached, and later packages are installed from lists that have grown old. Install in the same RUN.`));
  }
}
