import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** Docker allows every user to listen on such ports; Kubernetes only with the capability NET_BIND_SERVICE. */
export class LowPort extends Rule {
  public constructor() {
    super({
      id: 'low-port',
      severity: Severity.ERROR,
      summary: 'A user other than root listens on a port from 1024 up.',
      source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
    });
  }

  public check({ dockerfile, port, processes: [, ...others], production }: CheckedContainer): string[] {
    const { user = 'root', exposedPorts, environment } = production.imageConfig;
    const instructions = [...dockerfile.argumentInstructions, ...production.lineage.flatMap(stage => stage.instructions)];
    const variables = new Map([
      ...instructions.filter(({ keyword }) => keyword === 'ARG').flatMap(({ variables: found }) => Object.entries(found)).filter(([, text]) => text !== ''),
      ...Object.entries(environment),
    ]);
    const ports = new Set([...port === undefined ? [] : [String(port)], ...exposedPorts.map(text => firstPort(text, variables))]);
    const listening = [
      ...[...ports].map(text => ({ option: 'port', text })),
      ...others.filter(process => process.port !== undefined).map(process => ({ option: `processes.${process.name}.port`, text: String(process.port) })),
    ];
    return /^(root|0+)(:|$)/.test(user) ? [] : listening.filter(({ text }) => /^\d+$/.test(text) && Number(text) < 1024)
      .map(({ option, text }) => `${option}: ${text} is below 1024, where only root may listen if all capabilities are dropped. Set port to 8000 and publish it as ${text}.`);
  }
}

/** `80` of `80/udp`, `80-90`, `"80"`, `$PORT` and `${PORT:-80}`. */
function firstPort(exposed: string, variables: Map<string, string>): string {
  const text = exposed.replace(/\$(?:(\w+)|\{(\w+)(?::?-([^}$]*))?\})/g, (_, plain?: string, braced?: string, otherwise?: string) => variables.get(plain ?? braced!) ?? otherwise ?? '');
  return text.replace(/["'\\]/g, '').replace(/[-/].*/, '');
}
