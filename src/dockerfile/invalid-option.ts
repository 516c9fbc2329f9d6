/**
 * The error of every option that cannot work: it names the option, the value, what is allowed and the likely fix.
 */
export function invalidOption(option: string, value: unknown, allowed: string, fix?: string): Error {
  return new Error(`${option}: ${JSON.stringify(value) ?? String(value)} is not possible: ${allowed}.${fix ? ` ${fix}.` : ''}`);
}
