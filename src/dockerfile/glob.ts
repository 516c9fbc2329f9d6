/** No path is longer. */
export const MOST_CHARACTERS = 4095;

/** The characters that match, or do not match, as ranges of code points. */
interface CharacterClass {
  readonly ranges: (readonly [number, number])[];
  readonly negated: boolean;
}

/** One character, or any number of them. */
type Step = CharacterClass | '*';

/** A character in brackets, where a - must be escaped with a backslash. */
const MEMBER = '(?:\\\\.|(?!\\[:)[^\\]\\\\-])';
/** BuildKit accepts no other brackets, and is inconsistent about `[:` in them. */
const STEP = new RegExp(`\\*+|\\?|\\[(?:(?<not>\\^)|(?!\\^))(?<members>(?:${MEMBER}(?:-${MEMBER})?)+)\\]|\\\\(?<escaped>.)|(?<plain>.)`, 'gsu');

/**
 * A pattern for the name of a file, as in COPY and .dockerignore: `*`, `?`, `[a-z]`, `[^a-z]`, and a backslash that
 * escapes a character. It is matched without a regular expression, which would take hours for a pattern with six stars.
 */
export class NamePattern {
  /** Whether its brackets are valid and it is not longer than a path. Invalid brackets match literally. */
  public readonly isValid: boolean;
  private readonly steps: Step[];

  public constructor(text: string) {
    const isPath = text.length <= MOST_CHARACTERS;
    const found = [...isPath ? text.matchAll(STEP) : []].map(({ 0: part, groups }) => ({ part, ...groups } as Found));
    const ranges = found.map(({ members }) => members === undefined ? [] : rangesOf(members));
    this.isValid = isPath && ranges.flat().every(([from, to]) => from <= to) && !found.some(({ plain }) => plain === '[');
    this.steps = found.map(({ part, not, escaped, plain }, index) => {
      if (part.startsWith('*')) {
        return '*';
      }
      const character = escaped ?? plain;
      return {
        ranges: character === undefined ? ranges[index] : [[character.codePointAt(0)!, character.codePointAt(0)!]],
        negated: part === '?' || not !== undefined,
      };
    });
  }

  /** Whether a whole name matches. On a mismatch, only the last star is extended by one character. */
  public test(name: string): boolean {
    if (!this.fitsAtEnds(name)) {
      return false;
    }
    const characters = Array.from(name, character => character.codePointAt(0)!);
    let step = 0;
    let index = 0;
    let star: { readonly step: number; index: number } | undefined;
    while (index < characters.length || step < this.steps.length) {
      const next = this.steps[step];
      if (next === '*') {
        star = { step: step++, index };
      } else if (next && index < characters.length && isIn(next, characters[index])) {
        step++;
        index++;
      } else if (star && star.index < characters.length) {
        index = ++star.index;
        step = star.step + 1;
      } else {
        return false;
      }
    }
    return true;
  }

  /** Most names differ from a pattern in their first character or in their last one. */
  private fitsAtEnds(name: string): boolean {
    const first = this.steps[0] ?? '*';
    const last = this.steps.at(-1) ?? '*';
    const end = name.charCodeAt(name.length - 1);
    return name === '' ? first === '*' : (first === '*' || isIn(first, name.codePointAt(0)!)) && (last === '*' || end >= 0xd800 || isIn(last, end));
  }
}

/** A pattern of .dockerignore: names separated by `/`, where `**` matches any number of folders. */
export class PathPattern {
  private readonly parts: (NamePattern | '**')[];

  public constructor(text: string) {
    // at the end, ** matches everything in the folder, but not the folder itself
    const names = text.split('/').filter(name => name !== '' && name !== '.');
    this.parts = names.map((name, index) => name === '**' && index < names.length - 1 ? '**' : new NamePattern(name));
  }

  /** Whether it matches a path, or a folder above it. */
  public covers(path: string): boolean {
    const names = path.split('/');
    let part = 0;
    let index = 0;
    let folders: { readonly part: number; index: number } | undefined;
    while (part < this.parts.length) {
      const next = this.parts[part];
      if (next === '**') {
        folders = { part: part++, index };
      } else if (index < names.length && next.test(names[index])) {
        part++;
        index++;
      } else if (folders && folders.index < names.length) {
        index = ++folders.index;
        part = folders.part + 1;
      } else {
        return false;
      }
    }
    return true;
  }
}

/** A part of a pattern at a position. */
interface Found {
  readonly part: string;
  readonly not?: string;
  readonly members?: string;
  readonly escaped?: string;
  readonly plain?: string;
}

function rangesOf(members: string): [number, number][] {
  return [...members.matchAll(new RegExp(`(${MEMBER})(?:-(${MEMBER}))?`, 'gsu'))]
    .map(([, from, to = from]) => [from.replace(/^\\/, '').codePointAt(0)!, to.replace(/^\\/, '').codePointAt(0)!]);
}

function isIn({ ranges, negated }: CharacterClass, character: number): boolean {
  for (const [from, to] of ranges) {
    if (character >= from && character <= to) {
      return !negated;
    }
  }
  return negated;
}
