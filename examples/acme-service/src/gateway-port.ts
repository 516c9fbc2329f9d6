import { CheckedContainer, Rule, Severity } from 'projen-python-container';

/** The port that Acme's gateway connects to. */
export const GATEWAY_PORT = 8080;

/** A service that the gateway cannot reach is an error, unless its team accepts it with a reason. */
export class GatewayPort extends Rule {
  public constructor() {
    super({
      id: 'acme-gateway-port',
      severity: Severity.ERROR,
      summary: `A service listens on port ${GATEWAY_PORT}.`,
      source: 'https://wiki.acme.example/gateway',
    });
  }

  public check({ port }: CheckedContainer): string[] {
    return port === GATEWAY_PORT ? [] : [`port: the gateway connects to ${GATEWAY_PORT}, not ${port}. Remove it, or accept the finding.`];
  }
}
