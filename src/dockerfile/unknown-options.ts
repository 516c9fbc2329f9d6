import { withoutSecrets } from './secrets';
import { ConfigurationError, mapAll } from '../projen-patches/configuration-error';

/** The most letters that differ in a typo. */
const SLIP = 2;

/**
 * Refuses unknown options. Options that are undefined are ignored, because classes pass on options that are not set.
 *
 * @param option the option that contains these options; undefined for the options of the container itself
 * @throws when a name is unknown: the error suggests the right name
 */
export function refuseUnknown(options: object, known: readonly string[], option?: string): void {
  const unknown = Object.entries(options).filter(([name, value]) => value !== undefined && !known.includes(name));
  mapAll(unknown, ([name]) => {
    throw unknownOption(name, known, option);
  });
}

/**
 * The same where projen has options too, which are more in each of its versions: only what looks like a slip of the pen is refused.
 *
 * @throws when a name looks like one of those that are known
 */
export function refuseSlips(options: object, known: readonly string[], option?: string): void {
  refuseUnknown(Object.fromEntries(Object.entries(options).filter(([name]) => nearest(name, known) !== undefined)), known, option);
}

export function unknownOption(name: string, known: readonly string[], option?: string): Error {
  const near = nearest(name, known);
  const fix = near === undefined ? `The options are ${known.join(', ')}` : `Did you mean ${near}?`;
  return new ConfigurationError(`${withoutSecrets(option === undefined ? name : `${option}.${name}`)}: unknown option. ${fix}${near === undefined ? '.' : ''}`);
}

/** The option with a similar name: in another case, with one or two other letters, or abbreviated. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const most = Math.min(SLIP, Math.floor((name.length - 1) / 2));
  const slips = known.map(option => ({ option, distance: distance(name.toLowerCase(), option.toLowerCase(), SLIP) }))
    .filter(slip => slip.distance <= most).sort((a, b) => a.distance - b.distance);
  const [slip] = slips;
  return slip?.option ?? (name.length > 2 ? known.find(option => option.startsWith(name)) : undefined);
}

/** How many letters were left out, added, changed or swapped with the next one. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) {
    return most + 1;
  }
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    rows[row] = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      rows[row][column] = Math.min(
        rows[row - 1][column] + 1, rows[row][column - 1] + 1, rows[row - 1][column - 1] + (isSame ? 0 : 1),
        ...isSwapped ? [rows[row - 2][column - 2] + 1] : [],
      );
    }
  }
  return rows[a.length][b.length];
}
