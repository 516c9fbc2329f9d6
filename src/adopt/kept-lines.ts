import { Git } from './git';
import { expression, Expression, Setting } from './projenrc';
import { Repository } from './repository';
import { isPattern } from '../dockerfile/context-path';
import { ignorePattern } from '../dockerfile/dockerignore';
import { PathPattern } from '../dockerfile/glob';
import { isWithin } from '../files/relative-path';

/** The parts of .projenrc.ts that keep lines of existing files. */
export interface KeptLines {
  readonly settings: Setting[];
  readonly statements: string[];
}

/** The lines of .gitignore and .gitattributes, in their order, with their comments. */
export function keptLines(repository: Repository, git: Git): KeptLines {
  const settings: Setting[] = [];
  const statements: string[] = [];
  if (repository.has('.gitignore')) {
    const lines = withoutLastEmpty(repository.lines('.gitignore'));
    settings.push({ name: 'gitIgnoreOptions', value: new Expression(gitignoreOptions(lines)), evidence: undefined });
  }
  if (repository.has('.gitattributes') || git.hasCrlf()) {
    const evidence = repository.has('.gitattributes') ? '.gitattributes' : 'files with CRLF are kept';
    settings.push({ name: 'gitOptions', value: new Expression('{ endOfLine: EndOfLine.NONE }'), evidence });
  }
  for (const line of repository.lines('.gitattributes')) {
    const [, glob, attributes] = /^\s*("(?:[^"\\]|\\.)*"|\S+)\s+(\S.*?)\s*$/.exec(line) ?? [];
    if (/^\s*#/.test(line)) {
      statements.push(`// ${line.trim().replace(/^#\s*/, '')}`);
    } else if (glob) {
      statements.push(`project.gitattributes.addAttributes(${[glob, ...attributes.split(/\s+/)].map(expression).join(', ')});`);
    }
  }
  return { settings, statements };
}

function gitignoreOptions(lines: string[]): string {
  return ['{ // .gitignore, line for line', '    filterCommentLines: false,', '    filterEmptyLines: false,', '    ignorePatterns: [',
    ...lines.map(line => `      ${expression(line)},`), '    ],', '  }'].join('\n');
}

function withoutLastEmpty(lines: string[]): string[] {
  return lines[lines.length - 1] === '' ? lines.slice(0, -1) : lines;
}

/** Patterns that `exclude()` accepts. */
function isExclusion(pattern: string): boolean {
  try {
    return !pattern.includes('\\') && ignorePattern('exclude', pattern) !== '';
  } catch {
    return false;
  }
}

/** Whether patterns of .dockerignore exclude a path: the last pattern that matches decides. */
function ignores(patterns: string[], path: string): boolean {
  const last = patterns.filter(pattern => new PathPattern(pattern.replace(/^!/, '')).covers(path)).pop();
  return last !== undefined && !last.startsWith('!');
}

/** Files in the copied folders that the old .dockerignore excludes and the new one would not. */
export function keptExclusions(repository: Repository, sources: readonly string[]): string[] {
  const patterns = repository.lines('.dockerignore').map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#') && isPattern(line.replace(/^!/, '')));
  const files = repository.paths.filter(path => sources.some(source => source === '.' || isWithin(path, source)));
  const denied = new Set(files.filter(path => ignores(patterns, path)));
  const useful = patterns.filter(pattern => !pattern.startsWith('!') && !/^\*+(\/\*+)*$/.test(pattern) && isExclusion(pattern)).filter((pattern) => {
    const matched = files.filter(path => ignores([pattern], path));
    const isPart = matched.length > 0 && matched.length < files.length && !sources.some(source => ignores([pattern], source));
    return isPart && matched.every(path => denied.has(path));
  });
  const others = [...denied].filter(path => !ignores(useful, path) && !sources.includes(path));
  // if the old file excludes almost everything, or has exceptions, its files are listed one by one
  const single = others.length <= 50 ? others.filter(path => isExclusion(path) && !/[*?[\]]/.test(path)) : [];
  return [...useful, ...single].map(pattern => `project.container.dockerfile.dockerignore.exclude(${expression(pattern)}); // .dockerignore`);
}
