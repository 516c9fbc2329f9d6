import { facts } from './facts';
import { Problem } from './problem';

/** The receiver of arguments. */
export type Receiver = 'docker' | 'program';

/**
 * Splits the arguments of a task at the first `--`: arguments before it are flags of `docker run`, arguments after it are for the program.
 *
 * @param receiver the receiver of all arguments if there is no `--`
 */
export function partedArguments(receiver: Receiver, argv: string[]): { docker: string[]; program: string[] } {
  const end = argv.indexOf('--');
  const parts = end >= 0 ? { docker: argv.slice(0, end), program: argv.slice(end + 1) }
    : receiver === 'docker' ? { docker: argv, program: [] } : { docker: [], program: argv };
  if (parts.docker.length && !parts.docker[0].startsWith('-')) {
    // Docker would read it as the image
    throw new Problem('Write the flags of docker run first, then --, then the arguments of the program, '
      + `as in: ${facts().projenCommand} docker:run --env=NAME=value -- python -c "print(1)"`);
  }
  return parts;
}
