import { PythonContainerProject, PythonContainerProjectOptions, RuleSet } from 'projen-python-container';
import { GATEWAY_PORT, GatewayPort } from './gateway-port';

/** What every service has, and no project changes. */
const FIXED: Partial<PythonContainerProjectOptions> = {
  imageRegistry: 'registry.acme.example/mirror',
  access: { indexes: [{ name: 'acme', url: 'https://pypi.acme.example/simple/', usernameSecret: 'ACME_USER', passwordSecret: 'ACME_PASSWORD' }] },
  uid: 20000,
  gid: 20000,
};

/** Options of an AcmeService: those of every project, and Acme's own. */
export interface AcmeServiceOptions extends PythonContainerProjectOptions {
  /** The team that answers for the service. */
  readonly team: string;
}

/**
 * A Python service as Acme ships it.
 *
 * @pjid acme-service
 */
export class AcmeService extends PythonContainerProject {
  public constructor(options: AcmeServiceOptions) {
    for (const option of Object.keys(FIXED)) {
      if (options[option as keyof AcmeServiceOptions] !== undefined) {
        throw new Error(`${option} is the same for all services of Acme: leave it out.`);
      }
    }
    super({
      ...options,
      ...FIXED,
      labels: { ...options.labels, 'com.acme.team': options.team },
      port: options.port ?? GATEWAY_PORT,
      // the last rule of an id counts: a team adds rules, and takes the place of none
      standards: {
        ...options.standards,
        rules: RuleSet.baseline().with(...options.standards?.rules?.rules ?? [], ...RuleSet.strict().rules, new GatewayPort()),
      },
    });
  }
}
