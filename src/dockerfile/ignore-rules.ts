import { posix } from 'path';
import { MOST_CHARACTERS, PathPattern } from './glob';
import { isWithin } from '../files/relative-path';

const PATTERNS = new Map<string, PathPattern>();

interface Rule {
  /** Counted from the last pattern, which decides first. */
  readonly rank: number;
  readonly admits: boolean;
  readonly text: string;
}

/**
 * The patterns of a .dockerignore: the last one that matches a path, or a folder above it, decides whether the path is part of the
 * build context.
 */
export class IgnoreRules {
  private readonly rules: Rule[];
  /** Most patterns are plain names, and of those there can be thousands. */
  private readonly plain: ReadonlyMap<string, number>;
  private readonly globs: { readonly rank: number; readonly pattern: PathPattern; readonly isUncertain: boolean }[];

  /** @param patterns without comments, in normal form */
  public constructor(patterns: string[]) {
    this.rules = [...patterns].reverse().map((line, rank) => ({ rank, admits: line.startsWith('!'), text: line.replace(/^!/, '') }));
    this.plain = new Map([...this.rules].reverse().map(({ text, rank }) => [text, rank]));
    this.globs = this.rules.filter(({ text }) => isGlob(text)).map(({ text, rank, admits }) => ({ rank, pattern: patternOf(text), isUncertain: !admits && text.includes('**') }));
  }

  /** Whether a file or folder is part of the build context. */
  public admits(path: string): boolean {
    return path.length <= MOST_CHARACTERS && (this.rules[this.rankOf(path)]?.admits ?? true);
  }

  /** Whether something in a folder can be part of the build context, although the folder itself is not. */
  public mayAdmitIn(folder: string): boolean {
    const rank = this.rankOf(folder);
    return this.rules.some(rule => rule.admits && rule.rank < rank && (isGlob(rule.text) ? areRelated(globFolder(rule.text), folder) : rule.text.startsWith(`${folder}/`)));
  }

  /** The files and folders in which everything lies that is part of the build context; undefined if it can be anywhere. */
  public get roots(): string[] | undefined {
    const [first] = this.rules.slice(-1);
    return first?.text === '*' && !first.admits ? this.rules.filter(({ admits }) => admits).map(({ text }) => isGlob(text) ? globFolder(text) : text) : undefined;
  }

  /** The rank of the pattern that decides about a path. */
  private rankOf(path: string): number {
    const named = Math.min(...foldersOf(path).map(folder => this.plain.get(folder) ?? this.rules.length));
    const isOneLine = !path.includes('\n'); // in BuildKit, ** matches no line break, so a file in such a folder may be admitted although it should not
    const glob = this.globs.find(({ rank, pattern, isUncertain }) => rank > named || (isOneLine || !isUncertain) && pattern.covers(path));
    return Math.min(glob?.rank ?? named, named);
  }
}

/** The patterns in the text of a .dockerignore, in normal form, as BuildKit reads them: https://github.com/moby/patternmatcher */
export function ignorePatterns(text: string): string[] {
  const lines = text.replace(/^\ufeff/, '').split('\n').filter(line => !line.startsWith('#')).map(line => line.trim()).filter(line => line !== '');
  return lines.map(line => line.startsWith('!') ? `!${normalized(line.slice(1).trim())}` : normalized(line));
}

/** Cached, because a monorepo has the same patterns in each of its files. */
export function patternOf(text: string): PathPattern {
  const pattern = PATTERNS.get(text) ?? new PathPattern(text);
  PATTERNS.set(text, pattern);
  return pattern;
}

function normalized(pattern: string): string {
  return pattern === '' ? '' : posix.normalize(pattern).replace(/^\/(?=.)|(?<=.)\/$/g, '');
}

function isGlob(text: string): boolean {
  return /[*?[\\]/.test(text);
}

/** The folder in front of a pattern's first wildcard. */
function globFolder(text: string): string {
  return text.slice(0, text.search(/[*?[\\]/)).replace(/\/?[^/]*$/, '') || '.';
}

/** Whether one of two folders is in the other. */
function areRelated(one: string, other: string): boolean {
  return one === '.' || isWithin(one, other) || isWithin(other, one);
}

/** A path, and the folders that it is in. */
function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
