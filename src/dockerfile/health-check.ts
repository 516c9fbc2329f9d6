import { Instruction } from './instruction';
import { invalidOption } from './invalid-option';
import { Checks, STRING, struct, wholeNumber } from './option-checks';
import { execForm } from './quoting';

const MOST_MILLISECONDS = 86_400_000;
const MOST_RETRIES = 1000;

/** Options of HEALTHCHECK. Times are numbers with a unit, such as `30s` or `1m30s`, of up to a day. */
export interface HealthCheckOptions {
  /**
   * The time between two checks.
   *
   * @default 30s
   */
  readonly interval?: string;
  /**
   * The time after which a check has failed.
   *
   * @default 30s
   */
  readonly timeout?: string;
  /**
   * The time that the container may take to start. Failures during this time do not count.
   *
   * @default 0s
   */
  readonly startPeriod?: string;
  /**
   * The time between two checks during the start.
   *
   * @default 5s
   */
  readonly startInterval?: string;
  /**
   * The number of consecutive failures after which the container is unhealthy: 1 to 1000.
   *
   * @default 3
   */
  readonly retries?: number;
}

const HEALTH_CHECK: Checks<HealthCheckOptions> = {
  interval: STRING, timeout: STRING, startPeriod: STRING, startInterval: STRING, retries: wholeNumber(1, MOST_RETRIES),
};

export function healthCheck(argv: string[], options: HealthCheckOptions): Instruction {
  struct(HEALTH_CHECK)('healthCheck', options);
  const flags = [
    ...duration('interval', options.interval),
    ...duration('timeout', options.timeout),
    ...duration('start-period', options.startPeriod),
    ...duration('start-interval', options.startInterval),
    ...options.retries === undefined ? [] : [`--retries=${options.retries}`],
  ];
  return Instruction._of('HEALTHCHECK', { flags, operands: `CMD ${execForm('healthCheck', argv)}` });
}

function duration(option: string, text?: string): string[] {
  if (text === undefined) {
    return [];
  }
  if (!/^(\d+(ms|s|m|h))+$/.test(text)) {
    throw invalidOption(`healthCheck ${option}`, text, 'a duration is a number with the unit ms, s, m or h, such as 30s');
  }
  if (milliseconds(text) > MOST_MILLISECONDS) {
    throw invalidOption(`healthCheck ${option}`, text, 'a duration can be at most one day', 'Write for example 30s');
  }
  return [`--${option}=${/^\d+[smh]$/.test(text) ? text : `${milliseconds(text) / 1000}s`}`];
}

/** Durations are written with one number and one unit other than `ms`, because hadolint cannot read others. */
function milliseconds(text: string): number {
  const units = new Map([['ms', 1], ['s', 1000], ['m', 60_000], ['h', 3_600_000]]);
  return [...text.matchAll(/(\d+)(ms|s|m|h)/g)].reduce((sum, [, number, unit]) => sum + Number(number) * units.get(unit)!, 0);
}
