import { statSync } from 'fs';
import { join } from 'path';
import ignore from '@balena/dockerignore';
import { FileBase, IResolver } from 'projen';
import { isGlob, isPattern, pathLength } from './context-path';
import type { Dockerfile } from './dockerfile';
import { invalidOption } from './invalid-option';
import { oneLine } from './quoting';

/** What no image needs and none should hold, at any depth. */
const NEVER = [
  '# caches and bytecode',
  '**/__pycache__',
  '**/*.py[cod]',
  '**/.*_cache',
  '**/.coverage*',
  '**/.venv',
  '**/node_modules',
  '# version control and local settings',
  '**/.git',
  '**/.DS_Store',
  '**/.env*',
  '# keys, certificates and logins',
  '**/*.pem',
  '**/*.key',
  '**/*.crt',
  '**/*.p12',
  '**/*.pfx',
  '**/id_rsa*',
  '**/id_ed25519*',
  '**/.netrc',
  '**/.pypirc',
];

const DENIED = ignore({ ignorecase: false }).add(NEVER);

/**
 * The .dockerignore of a Dockerfile: denies everything, admits what the Dockerfile copies and mounts, and denies again
 * caches, local settings and keys. The last pattern that matches a path decides.
 *
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export class Dockerignore extends FileBase {
  private readonly exclusions: string[] = [];

  public constructor(private readonly dockerfile: Dockerfile) {
    super(dockerfile.project, dockerfile.path === 'Dockerfile' && dockerfile.contextFolder === dockerfile.project.outdir ? '.dockerignore' : `${dockerfile.path}.dockerignore`);
  }

  /**
   * Denies what matches the pattern, although the Dockerfile copies a folder that holds it.
   *
   * @throws when the pattern leaves the build context, starts with a `!` or a `#`, or is written as on Windows
   */
  public exclude(pattern: string): void {
    if (/^[#!]|^\s*$|(^|\/)\.\.(\/|$)/.test(pattern)) {
      throw invalidOption('exclude', pattern, 'a pattern lies inside the build context and starts with neither # nor !');
    }
    if (/^[A-Za-z]:|\\\w/.test(pattern)) {
      throw invalidOption('exclude', pattern, 'folders are separated by / on every system, and \\ takes its meaning from what follows', `Write '${pattern.replace(/^[A-Za-z]:\\?/, '').replace(/\\/g, '/')}'`);
    }
    if (pattern.endsWith('\\') || !isPattern(pattern.replace(/\\./g, ''))) {
      throw invalidOption('exclude', pattern, 'its brackets are not closed, or it ends with a backslash');
    }
    this.exclusions.push(pathLength('exclude', oneLine('exclude', pattern.replace(/^(\.?\/+)+|\/+$/g, ''))));
  }

  /** Those of the paths that the build can see. */
  public admitted(paths: string[]): string[] {
    const denied = ignore({ ignorecase: false }).add(this.patterns);
    return paths.filter(path => path === '.' || !denied.ignores(path));
  }

  /** The patterns, without comments. */
  public get patterns(): string[] {
    return this.lines().filter(line => line !== '' && !line.startsWith('#'));
  }

  protected synthesizeContent(_resolver: IResolver): string {
    return [...this.marker ? [`# ${this.marker}`, ''] : [], ...this.lines(), ''].join('\n');
  }

  private lines(): string[] {
    const sources = this.dockerfile.contextSources;
    const named = sources.filter(source => source !== '.' && !isGlob(source) && DENIED.ignores(source) && !this.isFolder(source));
    return [
      '# nothing reaches the build',
      '*',
      ...sources.length ? ['# but what the Dockerfile copies and mounts'] : [],
      ...sources.map(source => source === '.' ? '!**' : `!${asPattern(source)}`),
      ...NEVER,
      ...named.length ? ['# files that the Dockerfile names outright', ...named.map(source => `!${asPattern(source)}`)] : [],
      ...this.exclusions.length ? ['# left out by the project', ...this.exclusions] : [],
    ];
  }

  private isFolder(source: string): boolean {
    return statSync(join(this.dockerfile.contextFolder, source), { throwIfNoEntry: false })?.isDirectory() ?? false;
  }
}

/** What the programs that read .dockerignore take for a part of a regular expression, each in its own way, stands in brackets. */
function asPattern(source: string): string {
  return source.replace(/\[[^\]]*\]|[+(){}|^]/g, part => part.startsWith('[') ? part : part === '^' ? '?' : `[${part}]`);
}
