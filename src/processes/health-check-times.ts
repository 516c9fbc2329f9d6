/** When a health check is run: every half minute, and every second until it has succeeded once. */
export const HEALTH_CHECK_TIMES = { interval: '30s', timeout: '3s', startPeriod: '30s', startInterval: '1s' };
