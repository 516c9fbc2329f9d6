import { PythonContainerProject, PythonContainerProjectOptions, RuleSet } from 'projen-python-container';
import { GATEWAY_PORT, GatewayPort } from './gateway-port';

/** Options that are the same for all services and cannot be changed in a project. */
const FIXED: Partial<PythonContainerProjectOptions> = {
  imageRegistry: 'registry.acme.example/mirror',
  access: { indexes: [{ name: 'acme', url: 'https://pypi.acme.example/simple/', usernameSecret: 'ACME_USER', passwordSecret: 'ACME_PASSWORD' }] },
  uid: 20000,
  gid: 20000,
};

/** Options of an AcmeService. */
export interface AcmeServiceOptions extends PythonContainerProjectOptions {
  /** The team that is responsible for the service. */
  readonly team: string;
}

/**
 * A Python service with Acme's standard settings.
 *
 * @pjid acme-service
 */
export class AcmeService extends PythonContainerProject {
  public constructor(options: AcmeServiceOptions) {
    for (const option of Object.keys(FIXED)) {
      if (options[option as keyof AcmeServiceOptions] !== undefined) {
        throw new Error(`${option} is the same for all services of Acme: remove it.`);
      }
    }
    super({
      ...options,
      ...FIXED,
      labels: { ...options.labels, 'com.acme.team': options.team },
      port: options.port ?? GATEWAY_PORT,
      // the last rule with an ID wins: a team can add rules, but not replace any of these
      standards: {
        ...options.standards,
        rules: RuleSet.baseline().with(...options.standards?.rules?.rules ?? [], ...RuleSet.strict().rules, new GatewayPort()),
      },
    });
  }
}
