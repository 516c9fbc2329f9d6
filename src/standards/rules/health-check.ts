import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

export class HealthCheck extends Rule {
  public constructor() {
    super({
      id: 'health-check',
      severity: Severity.WARNING,
      summary: 'A container that listens on a port has a health check.',
      source: 'https://docs.docker.com/reference/dockerfile/#healthcheck',
    });
  }

  public check({ port, processes: [, ...others], production }: CheckedContainer): string[] {
    return [
      ...port === undefined || production.imageConfig.healthCheck?.length ? []
        : [`healthCheckPath: nothing checks that the application answers on port ${port}. Set it, or call production.healthCheck().`],
      ...others.filter(process => process.port !== undefined && process.healthCheck === undefined && !process.job)
        .map(process => `processes.${process.name}.healthCheckPath: nothing checks that it answers on port ${process.port}. Set it, or healthCheckCommand.`),
    ];
  }
}
