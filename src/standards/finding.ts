import { Severity } from './rule';

/** What a rule has found in a Dockerfile. */
export interface Finding {
  /** The path of the Dockerfile, from the root of the tree. */
  readonly file: string;
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Why it stays, if it was accepted. */
  readonly reason?: string;
}

export function findingLine({ file, rule, message }: Finding): string {
  return `${file}: ${rule}: ${message}`;
}
