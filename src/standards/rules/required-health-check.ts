import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** CIS Docker Benchmark, 4.6. */
export class RequiredHealthCheck extends Rule {
  public constructor() {
    super({
      id: 'required-health-check',
      severity: Severity.ERROR,
      summary: 'Production has a health check, even if it listens on no port.',
      source: 'https://github.com/docker/docker-bench-security/blob/master/tests/4_container_images.sh',
    });
  }

  public check({ production }: CheckedContainer): string[] {
    return production.imageConfig.healthCheck?.length ? [] : ['production has no HEALTHCHECK. Set healthCheckPath, or call production.healthCheck().'];
  }
}
