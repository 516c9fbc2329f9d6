import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** Docker lets everyone listen there; Kubernetes does not, without the capability NET_BIND_SERVICE. */
export class LowPort extends Rule {
  public constructor() {
    super({
      id: 'low-port',
      severity: Severity.ERROR,
      summary: 'A user other than root listens on ports from 1024.',
      source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
    });
  }

  public check({ port, production }: CheckedContainer): string[] {
    const { user = 'root', exposedPorts } = production.imageConfig;
    const ports = new Set([...port === undefined ? [] : [String(port)], ...exposedPorts.map(exposed => exposed.replace(/\/.*/, ''))]);
    return /^(root|0+)(:|$)/.test(user) ? [] : [...ports].filter(text => Number(text) < 1024)
      .map(text => `port: ${text} is below 1024, where only root may listen when no capability is left. Set port to 8000 and publish it as ${text}.`);
  }
}
