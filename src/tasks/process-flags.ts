import { shellWord } from '../dockerfile/quoting';
import { HEALTH_CHECK_TIMES } from '../processes/health-check-times';
import { ProcessFacts } from '../processes/process-facts';

/** The flags of `docker run` that a process needs in any image of it: its variables and its port. */
export function processFlags({ environment, port }: ProcessFacts): string[] {
  return [...Object.entries(environment).map(([name, text]) => `--env=${name}=${text}`), ...port === undefined ? [] : [`--publish=${port}:${port}`]];
}

/** The flags for stopping a process. The image has the stop signal of web, but not the grace period. */
export function stopFlags({ stopSignal, gracePeriod }: ProcessFacts): string[] {
  return [`--stop-signal=${stopSignal}`, `--stop-timeout=${gracePeriod}`];
}

/**
 * The health check of a process other than web, which would otherwise have the health check of web.
 *
 * @param hasShell whether the image has a shell, because Docker runs a health check from the command line in one
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
