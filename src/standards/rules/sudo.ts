import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { installedPackages } from '../system-packages';

const PROGRAMS = /^(sudo|sudoedit|doas|pkexec)$/;
const PACKAGES = /^(sudo|sudo-ldap|doas|doas-sudo-shim|opendoas|polkit|policykit-1|pkexec)$/;

/** hadolint, DL3004; Kubernetes, allowPrivilegeEscalation. */
export class Sudo extends Rule {
  public constructor() {
    super({
      id: 'sudo',
      severity: Severity.ERROR,
      summary: 'No command runs with sudo.',
      source: 'https://github.com/hadolint/hadolint/wiki/DL3004',
      otherJudges: { hadolint: ['DL3004'] },
    });
  }

  public check(container: CheckedContainer): string[] {
    return container.dockerfile.stages.flatMap(({ name, instructions }) => instructions
      .filter(instruction => container.commandsOf(instruction).some(isSudo))
      .map(({ operands }) => `RUN ${operands} in ${name} uses sudo, with which a process gains privileges. Run it as root, before USER.`));
  }
}

function isSudo(command: string[]): boolean {
  return PROGRAMS.test(command[0]) || installedPackages(command).some(name => PACKAGES.test(name));
}
