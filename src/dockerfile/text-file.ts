import { existsSync, readFileSync, statSync } from 'fs';
import { invalidOption } from './invalid-option';

/** The largest lock files have a few megabytes. */
const MOST_MEGABYTES = 20;

/**
 * The text of a file, if it exists.
 *
 * @param name the name of the file in errors
 * @throws when it is not UTF-8 text, or cannot be read
 */
export function readTextFile(name: string, file: string): string | undefined {
  const problem = (allowed: string, fix?: string) => invalidOption(name, file, allowed, fix);
  const attempt = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw problem(`it cannot be read: ${(error as NodeJS.ErrnoException).code}`, 'Make it readable for the user that runs projen');
    }
  };
  if (!existsSync(file)) {
    return undefined;
  }
  const stats = attempt(() => statSync(file));
  if (!stats.isFile()) {
    throw problem(`expected a file, but there is ${stats.isDirectory() ? 'a folder' : 'something else'} of this name`, 'Rename it');
  }
  if (stats.size > MOST_MEGABYTES * 1024 ** 2) {
    throw problem(`it has more than ${MOST_MEGABYTES} MB`, 'Make it shorter, or rename it');
  }
  const text = decoded(attempt(() => readFileSync(file)));
  if (text === undefined || text.includes('\0')) {
    throw problem('it is not UTF-8 text', 'Save it as UTF-8');
  }
  return text;
}

/** The text with its byte order mark, which editors on Windows write and not every reader accepts. */
function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
