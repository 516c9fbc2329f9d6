/** Control characters, marks that reverse the direction of text, and line separators: a name with them could look like another one, or like several lines. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A text from an image as it can be printed: on one line, with everything that cannot be seen in escapes. */
export function shown(text: string, most = 300): string {
  const visible = text.replace(HIDDEN, character => `\\u{${character.codePointAt(0)!.toString(16)}}`);
  return visible.length > most ? `${visible.slice(0, most)}…` : visible;
}

const UNITS = ['B', 'kB', 'MB', 'GB'];

/** A number of bytes with at most three digits, in powers of 1000 as Docker prints them. */
export function bytesShown(bytes: number): string {
  let [value, unit] = [Math.abs(bytes), 0];
  for (; value >= 999.5 && unit < UNITS.length - 1; unit++) {
    value /= 1000;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${bytes < 0 ? '-' : ''}${value.toFixed(digits)} ${UNITS[unit]}`;
}
