/**
 * An error in what people have written: its message says all that helps, so the lines of this package that found it are not shown.
 * DEBUG=true brings them back, as it does in projen.
 */
export class ConfigurationError extends Error {
  public constructor(message: string) {
    super(message);
    if (!process.env.DEBUG) {
      this.stack = message; // what "projen new" prints
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
