import { existsSync, readFileSync } from 'fs';

/** The text of a file with plain line feeds, whatever the checkout has; an empty one if there is no such file. */
export function readText(file: string): string {
  return existsSync(file) ? plainText(readFileSync(file, 'utf8')) : '';
}

/** A text with plain line feeds. */
export function plainText(text: string): string {
  return text.replace(/\r\n/g, '\n');
}
