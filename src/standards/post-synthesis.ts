/** Whether `projen new` is at work: it locks and pins in any case, so that its first commit is whole. */
export function isNew(): boolean {
  return process.env.PROJEN_CREATE_PROJECT === 'true';
}

/**
 * Whether a synth may be followed by what takes a network. In CI nothing is written that was not committed, and a test that
 * synthesizes asks nobody.
 */
export function isFollowedUp(): boolean {
  return !isTruthy(process.env.PROJEN_DISABLE_POST) && process.env.NODE_ENV !== 'test' && (isNew() || !isTruthy(process.env.CI));
}

/** As projen reads such variables. */
function isTruthy(value = ''): boolean {
  return !['', '0', 'false', 'null', 'undefined'].includes(value.toLowerCase());
}
