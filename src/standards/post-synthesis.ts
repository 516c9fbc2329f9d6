/** Whether `projen new` is running: it always locks and pins, so that its first commit is complete. */
export function isNew(): boolean {
  return process.env.PROJEN_CREATE_PROJECT === 'true';
}

/**
 * Whether tasks that use the network may run after synth. In CI no files should be written that were not committed, and a test that
 * synthesizes must not use the network.
 */
export function isFollowedUp(): boolean {
  return !isTruthy(process.env.PROJEN_DISABLE_POST) && process.env.NODE_ENV !== 'test' && (isNew() || !isTruthy(process.env.CI));
}

/** Reads such variables like projen. */
function isTruthy(value = ''): boolean {
  return !['', '0', 'false', 'null', 'undefined'].includes(value.toLowerCase());
}
