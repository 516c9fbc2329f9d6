/** https://github.com/moby/sys/blob/main/signal/signal_linux.go */
export const SIGNAL = new RegExp(`^(SIG(${[
  'ABRT', 'ALRM', 'BUS', 'CHLD', 'CLD', 'CONT', 'FPE', 'HUP', 'ILL', 'INT', 'IO', 'IOT', 'KILL', 'PIPE', 'POLL', 'PROF', 'PWR', 'QUIT', 'SEGV', 'STKFLT', 'STOP',
  'SYS', 'TERM', 'TRAP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'USR1', 'USR2', 'VTALRM', 'WINCH', 'XCPU', 'XFSZ', 'RTMIN(\\+([1-9]|1[0-5]))?', 'RTMAX(-([1-9]|1[0-4]))?',
].join('|')})|[1-9]|[1-5]\\d|6[0-4])$`);
