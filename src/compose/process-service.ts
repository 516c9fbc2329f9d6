import { buildSection } from './build-section';
import { literal, literals } from './compose-text';
import { Surroundings } from './surroundings';
import { watchRules } from './watch';
import { HEALTH_CHECK_TIMES } from '../processes/health-check-times';
import { RELEASE, WEB } from '../processes/process';
import { ProcessFacts } from '../processes/process-facts';
import { PythonContainer } from '../python-container';

/** The profile of all other jobs, which only `docker compose run` starts. */
const JOBS = 'jobs';

/**
 * A process in the development image, as a compose service.
 *
 * @param isPublished whether another service already has the host port
 */
export function processService(
  container: PythonContainer, process: ProcessFacts, { dependsOn, environment, secrets }: Surroundings, isPublished: boolean,
): { [name: string]: unknown } {
  const { name, devCommand, port, healthCheck, job } = process;
  const variables = literals({ ...environment, ...process.environment });
  const { interval, timeout, startPeriod, startInterval } = HEALTH_CHECK_TIMES;
  return {
    ...job && name !== RELEASE ? { profiles: [JOBS] } : {},
    build: buildSection(container, container.dev.name),
    ...name === WEB ? {} : { command: devCommand.map(literal) }, // the image has the command of web
    init: true, // Python as the first process of a container ignores signals by default
    ...Object.keys(variables).length ? { environment: variables } : {},
    ...secrets.length ? { secrets } : {},
    ...Object.keys(dependsOn).length ? { depends_on: dependsOn } : {},
    ...port === undefined ? {} : { ports: [`127.0.0.1:${isPublished ? '' : port}:${port}`] },
    ...healthCheck === undefined ? {} : {
      healthcheck: { test: ['CMD', ...healthCheck.map(literal)], interval, timeout, start_period: startPeriod, start_interval: startInterval },
    },
    stop_signal: process.stopSignal,
    stop_grace_period: `${process.gracePeriod}s`,
    // a job that has ended watches no files
    ...job ? {} : { develop: { watch: watchRules(container, devCommand) } },
  };
}
