import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** It is an error when the image is built. It cannot be an error at synth, because the lock file is made from files that synth writes. */
export class Lock extends Rule {
  public constructor() {
    super({
      id: 'lock',
      severity: Severity.WARNING,
      summary: 'The lock files exist, match the requirements, and have a hash for every file.',
      source: 'https://pip.pypa.io/en/stable/topics/secure-installs/',
      late: true, // the requirements are files that synth writes
    });
  }

  public check(container: CheckedContainer): string[] {
    return container.lockProblems;
  }
}
