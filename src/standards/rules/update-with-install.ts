import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { installedPackages } from '../system-packages';

/** CIS Docker Benchmark, 4.7. */
export class UpdateWithInstall extends Rule {
  public constructor() {
    super({
      id: 'update-with-install',
      severity: Severity.ERROR,
      summary: 'Package lists are updated in the same RUN that installs packages.',
      source: 'https://github.com/docker/docker-bench-security/blob/master/tests/4_container_images.sh',
    });
  }

  public check(container: CheckedContainer): string[] {
    return container.dockerfile.stages.flatMap(({ name, instructions }) => instructions
      .filter((instruction) => {
        const commands = container.commandsOf(instruction);
        return commands.some(([program, ...words]) => /^(apt|apt-get|apk)$/.test(program) && words.includes('update'))
          && commands.every(command => installedPackages(command).length === 0);
      })
      .map(({ operands }) => `RUN ${operands} in ${name} is cached, so later packages are installed from outdated package lists. Install in the same RUN.`));
  }
}
