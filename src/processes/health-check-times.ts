/** The times of health checks: every 30 seconds, and every second until the first success. */
export const HEALTH_CHECK_TIMES = { interval: '30s', timeout: '3s', startPeriod: '30s', startInterval: '1s' };
