import { facts } from './facts';
import { Problem } from './problem';

/** Whom arguments go to. */
export type Receiver = 'docker' | 'program';

/**
 * Parts the arguments of a task at the first `--`: what stands before it are flags of `docker run`, what stands behind it is for the program.
 *
 * @param receiver whom they go to without a `--`
 */
export function partedArguments(receiver: Receiver, argv: string[]): { docker: string[]; program: string[] } {
  const end = argv.indexOf('--');
  const parts = end >= 0 ? { docker: argv.slice(0, end), program: argv.slice(end + 1) }
    : receiver === 'docker' ? { docker: argv, program: [] } : { docker: [], program: argv };
  if (parts.docker.length && !parts.docker[0].startsWith('-')) {
    // Docker would take it for the image
    throw new Problem('Write the flags of docker run first, then --, then the arguments of the program, '
      + `as in: ${facts().projenCommand} docker:run --env=NAME=value -- python -c "print(1)"`);
  }
  return parts;
}
