/**
 * An error in what people have written: its message says all that helps, so the lines of this package that found it are not shown.
 * DEBUG=true brings them back, as it does in projen.
 */
export class ConfigurationError extends Error {
  public constructor(message: string) {
    super(message);
    if (!process.env.DEBUG) {
      this.stack = message; // what Node.js and projen print
    }
  }
}
