import { join } from 'path';
import { FileBase, FileBaseOptions, IResolver } from 'projen';
import { isGlob, isPattern, pathLength } from './context-path';
import { DENIED_FILES } from './denied-files';
import type { Dockerfile } from './dockerfile';
import { MOST_CHARACTERS, PathPattern } from './glob';
import { invalidOption } from './invalid-option';
import { oneLine } from './quoting';
import { isFolder } from '../files/entries';
import { requireFile } from '../projen-patches/required-file';

/** The lists of excluded files, as they are written: secrets have every letter in both cases, because Docker is case-sensitive. */
const DENIED = DENIED_FILES.map(({ heading, isExpected = false, files }) => ({
  heading,
  isExpected,
  patterns: files.map(([pattern]) => `**/${isExpected ? pattern : inBothCases(pattern)}`),
}));

type DeniedList = typeof DENIED[number];
const LISTS = new WeakMap<DeniedList[], Map<string, DeniedList | undefined>>();
const EXPECTED = DENIED.filter(({ isExpected }) => isExpected);

const PATTERNS = new Map<string, PathPattern>();

/**
 * The .dockerignore of a Dockerfile. It excludes everything, includes the files that the Dockerfile copies and mounts, and excludes
 * caches, local settings and keys again. The last pattern that matches a path decides.
 *
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export class Dockerignore extends FileBase {
  /** @internal The .dockerignore of a Dockerfile. */
  public static _of(dockerfile: Dockerfile, { committed, editGitignore, marker, readonly }: FileBaseOptions): Dockerignore {
    return new Dockerignore(dockerfile, { committed, editGitignore, marker, readonly });
  }

  private readonly exclusions: string[] = [];
  private readonly included: string[] = [];

  private constructor(private readonly dockerfile: Dockerfile, options: FileBaseOptions) {
    const { contextFolder, path, project } = dockerfile;
    super(project, path === 'Dockerfile' && contextFolder === project.outdir ? '.dockerignore' : `${path}.dockerignore`, options);
    requireFile(this);
  }

  /**
   * Excludes the files that match a pattern, although the Dockerfile copies the folder that they are in.
   *
   * @throws when the pattern leaves the build context, starts with a `!` or a `#`, or is written as on Windows
   */
  public exclude(pattern: string): void {
    this.exclusions.push(ignorePattern('exclude', pattern));
  }

  /**
   * Includes the files that match a pattern, although they are on the list of keys, credentials, caches and packages of Node.js. The
   * Dockerfile must copy or mount them, because other files never reach the build. If the pattern names a folder of the list, keys and
   * credentials in it stay excluded.
   *
   * @throws when the pattern leaves the build context, starts with a `!` or a `#`, or is written as on Windows
   */
  public include(pattern: string): void {
    this.included.push(ignorePattern('include', pattern));
  }

  /** Returns the paths that are part of the build context. */
  public admitted(paths: string[]): string[] {
    return admittedBy(this.lines(), paths);
  }

  /** The patterns, without comments. */
  public get patterns(): string[] {
    return withoutComments(this.lines());
  }

  /**
   * Returns the paths that are excluded only because they are on the list of keys, credentials, caches and packages of Node.js. Bytecode, caches and
   * files of editors and version control are not returned, because every checkout has them and no application needs them.
   */
  public deniedByList(paths: string[]): string[] {
    const admitted = new Set(this.admitted(paths));
    return admittedBy(this.lines(EXPECTED), paths.filter(path => !admitted.has(path)));
  }

  /** Whether a path is on the list of keys, credentials, caches and packages of Node.js. */
  public isListed(path: string): boolean {
    return lastOf(DENIED, path) !== undefined;
  }

  /** The patterns that were passed to `include()`. */
  public get inclusions(): string[] {
    return [...this.included];
  }

  protected synthesizeContent(_resolver: IResolver): string {
    return [...this.marker ? [`# ${this.marker}`, ''] : [], ...this.lines(), ''].join('\n');
  }

  private lines(denied = DENIED): string[] {
    const sources = this.dockerfile.contextSources;
    const named = sources.filter(source => source !== '.' && !isGlob(source) && lastOf(denied, source) !== undefined && !this.isFolder(source));
    // after the last list that contains it, because a file in node_modules may still be a key
    const included = this.included.flatMap(pattern => within(pattern, sources))
      .map(pattern => ({ pattern, list: lastOf(denied, pattern) ?? denied.at(-1) }));
    return [
      '# exclude everything',
      '*',
      ...sources.length ? ['# except what the Dockerfile copies and mounts'] : [],
      ...sources.map(source => source === '.' ? '!**' : `!${asPattern(source)}`),
      ...denied.flatMap(list => [
        `# ${list.heading}`,
        ...list.patterns,
        ...withHeading('included by the project', included.filter(inclusion => inclusion.list === list).map(({ pattern }) => `!${asPattern(pattern)}`)),
      ]),
      ...withHeading('files that the Dockerfile names without a wildcard', named.map(source => `!${asPattern(source)}`)),
      ...withHeading('excluded by the project', this.exclusions.map(asPattern)),
    ];
  }

  private isFolder(source: string): boolean {
    return isFolder(join(this.dockerfile.contextFolder, source)); // it may not be there yet
  }
}

/**
 * A pattern of .dockerignore in normal form.
 *
 * @throws when the pattern leaves the build context, starts with a `!` or a `#`, or is written as on Windows
 */
export function ignorePattern(option: string, pattern: string): string {
  oneLine(option, pattern);
  const names = pathLength(option, pattern).split('/').filter(name => name !== '' && name !== '.');
  if (/^[#!]|^$/.test(names.join('/').trim()) || /^[#!]/.test(pattern) || names.includes('..')) {
    throw invalidOption(option, pattern, 'a pattern must be inside the build context and must not start with # or !');
  }
  if (/^[A-Za-z]:|\\\w/.test(pattern)) {
    throw invalidOption(option, pattern, 'folders are separated by / on every system, and \\ escapes the next character', `Write '${pattern.replace(/^[A-Za-z]:\\?/, '').replace(/\\/g, '/')}'`);
  }
  if (names.some(name => name !== '**' && name.includes('**'))) {
    throw invalidOption(option, pattern, '** matches any number of folders, and must stand alone between slashes', "Write for example '**/*.csv'");
  }
  if (pattern.endsWith('\\') || !isPattern(pattern)) {
    throw invalidOption(option, pattern, 'its brackets are not closed, or it ends with a backslash');
  }
  return names.join('/');
}

function inBothCases(pattern: string): string {
  const both = (text: string) => text.replace(/[a-z]/g, letter => `${letter}${letter.toUpperCase()}`);
  return pattern.replace(/\[[^\]]*\]|[a-z]/g, part => part.startsWith('[') ? both(part) : `[${both(part)}]`);
}

/** Cached, because a monorepo has the same patterns in each of its files. */
function patternOf(text: string): PathPattern {
  const pattern = PATTERNS.get(text) ?? new PathPattern(text);
  PATTERNS.set(text, pattern);
  return pattern;
}

/** The paths that .dockerignore includes: the last pattern that matches a path, or a folder above it, decides. */
function admittedBy(lines: string[], paths: string[]): string[] {
  const patterns = withoutComments(lines).reverse().map((line, index) => ({ index, admits: line.startsWith('!'), text: line.replace(/^!/, '') }));
  // most sources are plain names, and of those there can be thousands
  const plain = new Map([...patterns].reverse().map(({ text, index }) => [text, index]));
  const globs = patterns.filter(({ text }) => /[*?[\\]/.test(text)).map(({ text, index }) => ({ index, pattern: patternOf(text) }));
  const isAdmitted = (path: string) => {
    const named = Math.min(...foldersOf(path).map(folder => plain.get(folder) ?? patterns.length));
    const last = globs.find(({ index, pattern }) => index > named || pattern.covers(path))?.index ?? named;
    return patterns[Math.min(last, named)]?.admits ?? true;
  };
  return paths.filter(path => path === '.' || path.length <= MOST_CHARACTERS && isAdmitted(path));
}

/** A path, and the folders that it is in. */
function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function withoutComments(lines: string[]): string[] {
  return lines.filter(line => !line.startsWith('#'));
}

function withHeading(heading: string, lines: string[]): string[] {
  return lines.length ? [`# ${heading}`, ...lines] : [];
}

/** The last of the lists that contains a path, or the paths that match a pattern. Cached, because there can be thousands of sources. */
function lastOf(lists: DeniedList[], path: string): DeniedList | undefined {
  const known = LISTS.get(lists) ?? new Map<string, DeniedList | undefined>();
  LISTS.set(lists, known);
  if (!known.has(path)) {
    known.set(path, [...lists].reverse().find(({ patterns }) => patterns.some(pattern => patternOf(pattern).covers(path))));
  }
  return known.get(path);
}

/** A pattern restricted to the sources: a pattern that matches in every folder becomes one pattern for each source. */
function within(pattern: string, sources: string[]): string[] {
  if (sources.some(source => source === '.' || patternOf(asPattern(source)).covers(pattern))) {
    return [pattern];
  }
  return pattern.startsWith('**/') ? sources.filter(source => !isGlob(source)).map(source => `${source}/${pattern}`) : [];
}

/** Puts characters that programs reading .dockerignore treat as part of a regular expression, each in its own way, in brackets. */
function asPattern(source: string): string {
  return source.replace(/\\.|\[[^\]]*\]|[+(){}|^]/g, part => part.length > 1 ? part : part === '^' ? '?' : `[${part}]`);
}
