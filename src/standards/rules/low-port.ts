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
    const exposed = exposedPorts.map(text => expanded(text, variables)).filter(text => /\w/.test(text.replace(/\/\w+$/, '')) && !text.includes('$'));
    const ports = new Set([...port === undefined ? [] : [String(port)], ...exposed.map(firstPort)]);
    const listening = [
      ...[...ports].map(text => ({ option: 'port', text })),
      ...others.filter(process => process.port !== undefined).map(process => ({ option: `processes.${process.name}.port`, text: String(process.port) })),
    ];
    const isLow = ({ text }: { readonly text: string }) => /^\d+$/.test(text) && Number(text) < 1024;
    return [
      ...exposed.filter(text => !isPort(text)).map(text => `EXPOSE ${text} is not a port of the container, such as 8000, 8000/udp and 8000-8010: the build fails, or exposes `
        + 'another port. Ports of the host are set when the container starts.'),
      ...listening.filter(candidate => !/^(root|0+)(:|$)/.test(user) && isLow(candidate)).map(({ option, text }) =>
        `${option}: ${text} is below 1024, where only root may listen if all capabilities are dropped. Set port to 8000 and publish it as ${text}.`),
    ];
  }
}

/** The text without quotes, with the values of variables: `80` of `"80"`, `$PORT` and `${PORT:-80}`. A variable that is not known is empty. */
function expanded(exposed: string, variables: Map<string, string>): string {
  return exposed.replace(/\$(?:(\w+)|\{(\w+)(?::?-([^}$]*))?\})/g, (_, plain?: string, braced?: string, otherwise?: string) => variables.get(plain ?? braced!) ?? otherwise ?? '')
    .replace(/["'\\]/g, '');
}

/** `80` of `80/udp` and `80-90`, and of `8080:80`, where Docker reads the port of the host first. */
function firstPort(exposed: string): string {
  return exposed.replace(/^.*:/, '').replace(/[-/].*/, '');
}

function isPort(exposed: string): boolean {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(?:tcp|udp|sctp))?$/i.exec(exposed) ?? [];
  return first !== undefined && Number(first) <= Number(last) && Number(last) <= 65535;
}
