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
const CLASS = new RegExp(`\\[(?:(\\^)|(?!\\^))((?:${MEMBER}(?:-${MEMBER})?)+)\\]`, 'syu');

/** A member of a class, or the first and the last one of a range. */
const RANGE = new RegExp(`(${MEMBER})(?:-(${MEMBER}))?`, 'gsu');

/** The parsed patterns: each project of a monorepo has the same ones. */
const PARSED = new Map<string, Parsed>();

/**
 * A pattern for the name of a file, as in COPY and .dockerignore: `*`, `?`, `[a-z]`, `[^a-z]`, and a backslash that
 * escapes a character. It is matched without a regular expression, which would take hours for a pattern with six stars.
 */
export class NamePattern {
  /** Whether its brackets are valid and it is not longer than a path. Invalid brackets match literally. */
  public readonly isValid: boolean;
  private readonly steps: readonly Step[];

  public constructor(text: string) {
    const parsed = PARSED.get(text) ?? parse(text);
    PARSED.set(text, parsed);
    ({ isValid: this.isValid, steps: this.steps } = parsed);
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

interface Parsed {
  readonly isValid: boolean;
  readonly steps: readonly Step[];
}

function parse(text: string): Parsed {
  const steps: Step[] = [];
  let isValid = text.length <= MOST_CHARACTERS;
  for (let index = 0; index < text.length && text.length <= MOST_CHARACTERS;) {
    CLASS.lastIndex = index;
    const [all, not, members] = text[index] === '[' && CLASS.exec(text) || [];
    const start = text[index] === '\\' && index + 1 < text.length ? index + 1 : index;
    const character = text.codePointAt(start)!;
    if (all !== undefined) {
      const ranges = rangesOf(members);
      isValid &&= ranges.every(([from, to]) => from <= to);
      steps.push({ ranges, negated: not !== undefined });
    } else if (text[index] === '*') {
      steps.push('*');
    } else {
      isValid &&= text[index] !== '[';
      steps.push(text[index] === '?' ? { ranges: [], negated: true } : { ranges: [[character, character]], negated: false });
    }
    index = all !== undefined ? index + all.length : start + String.fromCodePoint(character).length;
  }
  return { isValid, steps };
}

function rangesOf(members: string): [number, number][] {
  if (!/[\\-]/.test(members)) { // most have two letters, and this takes a fifth of the time
    return Array.from(members, character => [character.codePointAt(0)!, character.codePointAt(0)!]);
  }
  return [...members.matchAll(RANGE)]
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
