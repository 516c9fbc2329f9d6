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

  public check({ production }: CheckedContainer): string[] {
    const { user } = production.imageConfig;
    const [name] = (user ?? '').split(':');
    if (name === '' || /^(root|0+)$/.test(name)) {
      return [`production ${user === undefined ? 'has no USER' : `ends with USER ${user}`} and runs as root. Set uid, and add instructions that need root at(StagePlace.BEFORE_USER).`];
    }
    return /^\d+$/.test(name) ? [] : [`production ends with USER ${user}: Kubernetes' runAsNonRoot cannot check a name. Write the numeric user ID.`];
  }
}
