import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

export class ProductionUser extends Rule {
  public constructor() {
    super({
      id: 'production-user',
      severity: Severity.ERROR,
      summary: 'Production runs as a user that is a number other than 0.',
      source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
      otherJudges: { hadolint: ['DL3002', 'DL3066'] },
    });
  }

  public check({ production }: CheckedContainer): string[] {
    const { user } = production.imageConfig;
    const [name] = (user ?? '').split(':');
    if (name === '' || /^(root|0+)$/.test(name)) {
      return [`production ${user === undefined ? 'has no USER' : `ends with USER ${user}`} and runs as root. Set uid, and add what needs root at(StagePlace.BEFORE_USER).`];
    }
    return /^\d+$/.test(name) ? [] : [`production ends with USER ${user}: Kubernetes' runAsNonRoot cannot tell what a name stands for. Write its number.`];
  }
}
