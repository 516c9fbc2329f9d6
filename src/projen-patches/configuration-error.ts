/**
 * An error in what people have written: its message says all that helps, so the lines of this package that found it are not shown.
 * DEBUG=true brings them back, as it does in projen.
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

/** Node.js puts lines of its own around an error that nobody catches, even one without a stack. */
function printAlone(): void {
  if (!prints) {
    prints = true;
    process.on('uncaughtException', (error) => {
      if (process.listenerCount('uncaughtException') === 1) { // else somebody else sees to it: a test runner
        console.error(error instanceof ConfigurationError ? error.message : error);
        process.exit(1);
      }
    });
  }
}
