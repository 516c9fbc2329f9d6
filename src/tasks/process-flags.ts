import { shellWord } from '../dockerfile/quoting';
import { HEALTH_CHECK_TIMES } from '../processes/health-check-times';
import { ProcessFacts } from '../processes/process-facts';

/** The flags of `docker run` that a process needs in any image of it: its variables and its port. */
export function processFlags({ environment, port }: ProcessFacts): string[] {
  return [...Object.entries(environment).map(([name, text]) => `--env=${name}=${text}`), ...port === undefined ? [] : [`--publish=${port}:${port}`]];
}

/** How a process stops. The image says how web does, but not how long that may take. */
export function stopFlags({ stopSignal, gracePeriod }: ProcessFacts): string[] {
  return [`--stop-signal=${stopSignal}`, `--stop-timeout=${gracePeriod}`];
}

/**
 * The health check of a process beside web, which would have that of web.
 *
 * @param hasShell whether the image has one: on the command line of Docker a health check is a shell's
 */
export function healthCheckFlags({ healthCheck }: ProcessFacts, hasShell: boolean): string[] {
  if (healthCheck === undefined || !hasShell) {
    return ['--no-healthcheck'];
  }
  const { interval, timeout, startPeriod, startInterval } = HEALTH_CHECK_TIMES;
  return [
    `--health-cmd=${healthCheck.map(shellWord).join(' ')}`, `--health-interval=${interval}`, `--health-timeout=${timeout}`,
    `--health-start-period=${startPeriod}`, `--health-start-interval=${startInterval}`,
  ];
}
