import { Severity } from './rule';

/** A finding of a rule in a Dockerfile. */
export interface Finding {
  /** The path of the Dockerfile, relative to the root project. */
  readonly file: string;
  /** The ID of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The reason, if the finding is accepted. */
  readonly reason?: string;
}

export function findingLine({ file, rule, message }: Finding): string {
  return `${file}: ${rule}: ${message}`;
}
