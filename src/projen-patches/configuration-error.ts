/**
 * An error in the user's configuration: its message is sufficient, so the stack trace is not shown.
 * DEBUG=true shows it, as in projen.
 */
export class ConfigurationError extends Error {
  public constructor(message: string) {
    super(message);
    if (!process.env.DEBUG) {
      // what "projen new" prints: it runs the project in a vm, which would put the line of code that has thrown in front
      Object.defineProperty(this, 'stack', { get: () => message, set: () => undefined, configurable: true });
      printAlone();
    }
  }
}

let prints = false;

/** Node.js prints additional lines around an uncaught error, even one without a stack. */
function printAlone(): void {
  if (!prints) {
    prints = true;
    process.on('uncaughtException', (error) => {
      if (process.listenerCount('uncaughtException') === 1) { // otherwise another listener handles it, such as a test runner
        console.error(error instanceof ConfigurationError ? error.message : error);
        process.exit(1);
      }
    });
  }
}

/** More at once would hide the first ones. */
const MOST = 20;

/**
 * Does the same with all of a list, so that what is wrong with them is told at once.
 *
 * @throws when something is: one error with all messages, one a line
 */
export function mapAll<T, U>(items: readonly T[], work: (item: T, index: number) => U): U[] {
  const problems: ConfigurationError[] = [];
  const results = items.flatMap((item, index) => {
    try {
      return [work(item, index)];
    } catch (error) {
      if (!(error instanceof ConfigurationError)) {
        throw error;
      }
      problems.push(error);
      return [];
    }
  });
  if (problems.length) {
    throw problems.length === 1 ? problems[0] : new ConfigurationError(joined(problems));
  }
  return results;
}

function joined(problems: ConfigurationError[]): string {
  const lines = [...new Set(problems.flatMap(({ message }) => message.split('\n')))];
  return [...lines.slice(0, MOST), ...lines.length > MOST ? [`and ${lines.length - MOST} more`] : []].join('\n');
}
