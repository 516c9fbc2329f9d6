import { existsSync, readFileSync } from 'fs';

/** The text of a file with plain line feeds, even if the checkout has CRLF; empty if the file does not exist. */
export function readText(file: string): string {
  return existsSync(file) ? plainText(readFileSync(file, 'utf8')) : '';
}

/** A text with plain line feeds. */
export function plainText(text: string): string {
  return text.replace(/\r\n/g, '\n');
}
