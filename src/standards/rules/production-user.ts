import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

export class ProductionUser extends Rule {
  public constructor() {
    super({
      id: 'production-user',
      severity: Severity.ERROR,
      summary: 'Production runs as a numeric user ID other than 0.',
      source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
      otherJudges: { hadolint: ['DL3002', 'DL3066'] },
    });
  }

  public check(container: CheckedContainer): string[] {
    const { lineage, imageConfig: { user } } = container.production;
    const further = lineage.flatMap(({ name, instructions }) => instructions
      .flatMap(instruction => container.commandsOf(instruction)).filter(makesRoot)
      .map(([program]) => `${program} in ${name} gives a user the ID 0: whoever has that name is root. Use another ID.`));
    return [...userProblems(user), ...further];
  }
}

function userProblems(user?: string): string[] {
  const [name] = (user ?? '').split(':');
  if (name === '' || /^(root|0+)$/.test(name)) {
    return [`production ${user === undefined ? 'has no USER' : `ends with USER ${user}`} and runs as root. Set uid, and add instructions that need root at(StagePlace.BEFORE_USER).`];
  }
  return /^\d+$/.test(name) ? [] : [`production ends with USER ${user}: Kubernetes' runAsNonRoot cannot check a name. Write the numeric user ID.`];
}

/** A further name for root, such as a name that consists of digits: `useradd -o -u 0 10001`, or a line of /etc/passwd. */
function makesRoot([program, ...words]: string[]): boolean {
  const name = words[words.length - 1];
  switch (program) {
    case 'adduser':
    case 'useradd':
    case 'usermod':
      return name !== 'root' && words.some((word, index) => /^(-[A-Za-z]*u|--uid=)0+$/.test(word) || /^(-[A-Za-z]*u|--uid)$/.test(word) && /^0+$/.test(words[index + 1] ?? ''));
    case 'awk':
    case 'echo':
    case 'printf':
    case 'sed':
    case 'tee':
      return words.some(word => /(^|\n|\\n| |[$\d/][aci]\\?)(?!root:)[\w.-]+:[^:\s]*:0+:\d+:[^:\n]*:(\/[^:\n]*)?:/.test(word));
    default:
      return false;
  }
}
