/**
 * An error in the user's configuration: its message is sufficient, so the stack trace is not shown.
 * DEBUG=true shows it, as in projen.
 */
export class ConfigurationError extends Error {
  public constructor(message: string) {
    super(message);
    if (!process.env.DEBUG) {
      this.stack = message; // "projen new" prints this
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
