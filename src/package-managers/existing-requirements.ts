import { existsSync } from 'fs';
import { join, posix } from 'path';
import { Project } from 'projen';
import { existingFile } from './existing-file';
import { MOST_CHARACTERS, normalizeName } from './requirement';
import { refuseLogins } from '../access/logins';
import { invalidOption } from '../dockerfile/invalid-option';
import { ConfigurationError } from '../projen-patches/configuration-error';

/** The facts that decide whether a line of a requirements file can be supported. */
export interface RequirementsContext {
  /** The normalized names of the packages that are built from source. */
  readonly sdists: string[];
  /** The URLs of the package indexes that builds use. */
  readonly indexes: (string | undefined)[];
  /** The lock files, which may not exist yet. */
  readonly locks: string[];
  /** The file that includes this file, if it is not requirements.in. */
  readonly from?: string;
  /** Whether the file is a lock file: installers read the indexes in it. */
  readonly isLock?: boolean;
}

/** The content of a requirements file that the user wrote, and of the files that it includes. */
export interface ExistingRequirements {
  /** The files that it includes directly or indirectly, without lock files: paths relative to the project. */
  readonly included: string[];
  /** The requirements, and their positions: `requirements.in:3`. */
  readonly requirements: { readonly text: string; readonly place: string }[];
}

/** A line of a file, with its continuation lines and without its comment. */
export interface RequirementsLine {
  readonly text: string;
  readonly number: number;
}

/** @see https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
export function requirementsLines(text: string): RequirementsLine[] {
  const found: { parts: string[]; number: number }[] = [];
  let isOpen = false;
  text.split(/\r?\n/).forEach((line, index) => {
    const isContinued = line.endsWith('\\');
    const part = (isContinued ? line.slice(0, -1) : line).replace(/(^|\s)#.*/, '').trim();
    if (!isOpen) {
      found.push({ parts: [], number: index + 1 });
    }
    found[found.length - 1].parts.push(part);
    isOpen = isContinued;
  });
  return found.map(({ parts, number }) => ({ text: parts.filter(part => part !== '').join(' '), number })).filter(({ text: line }) => line !== '');
}

/**
 * Reads a requirements file and the files that it includes.
 *
 * @throws when lines cannot be supported: one error lists all of them, each with the fix
 */
export function readExistingRequirements(project: Project, path: string, context: RequirementsContext): ExistingRequirements {
  if (path.startsWith('/') || path.startsWith('../') || !existsSync(join(project.outdir, path))) {
    throw invalidOption(context.from ?? path, path, 'there is no such file in the project');
  }
  const reader = new Reader(project, context);
  reader.read(path, []);
  if (reader.problems.length) {
    const messages = reader.problems.slice(0, MOST_PROBLEMS).map(({ message }) => message);
    const more = reader.problems.length - messages.length;
    throw new ConfigurationError([...messages, ...more ? [`and ${more} more`] : []].join('\n'));
  }
  return { included: [...reader.included].filter(file => file !== path).sort(), requirements: reader.requirements };
}

/** How deep files include each other: the stack ends somewhere. */
const MOST_DEPTH = 100;
/** The most problems that are shown: thousands would hide the first. */
const MOST_PROBLEMS = 20;

const OPTION = /^(-[a-zA-Z]|--[a-z-]+)(?:\s*=\s*|\s+|(?<=^-[a-zA-Z])(?=\S)|$)(.*)$/;
/** Options that change the versions in a lock file, but not how it is installed. */
const LOCK_OPTIONS = new Set(['--pre', '--prefer-binary', '--only-binary', '--require-hashes']);

class Reader {
  public readonly problems: Error[] = [];
  public readonly included = new Set<string>();
  public readonly requirements: { text: string; place: string }[] = [];

  public constructor(private readonly project: Project, private readonly context: RequirementsContext) {}

  /** @param chain the files that include this one */
  public read(path: string, chain: string[]): void {
    this.included.add(path);
    const text = existingFile(this.project, path) ?? '';
    for (const line of requirementsLines(text)) {
      const place = `${path}:${line.number}`;
      try {
        refuseLogins(place, line.text);
        this.line(line.text, place, path, chain);
      } catch (error) {
        this.problems.push(error as Error);
      }
    }
  }

  private line(text: string, place: string, path: string, chain: string[]): void {
    const [, option, value = ''] = OPTION.exec(text) ?? [];
    const { isLock } = this.context;
    const refused = (allowed: string, fix: string) => invalidOption(place, text, allowed, fix);
    switch (option) {
      case undefined:
        return this.requirement(text, place);
      case '-r': case '--requirement': case '-c': case '--constraint':
        return this.include(value, [...chain, path], /^-c|^--c/.test(option), refused);
      case '-i': case '--index-url': case '--extra-index-url': case '--pypi-url':
        if (isLock || this.isKnownIndex(value)) {
          return;
        }
        throw refused('the lock file would be made from this package index, but the image is built without it', 'Remove the line, and name the index in indexes: { name, url }');
      case '--no-binary':
        if (value.split(',').every(name => this.context.sdists.includes(normalizeName(name.trim())))) {
          return;
        }
        throw refused('the image is built from wheels only, unless sdists lists a package',
          value.includes(':') ? 'Remove the line, and list the packages that must be compiled in sdists' : `Write sdists: ${quoted(value.split(','))}`);
      case '-e': case '--editable':
        throw refused('a folder has no hash for the lock file', /^\.\/?(\[.*\])?$/.test(value)
          ? 'Remove the line: the image installs the project if pyproject.toml has a [build-system], and copies its modules otherwise. List its requirements either in this file or in pyproject.toml'
          : 'Remove the line, and add the folder to sources, or set packageManager to UV, which supports folders');
      default:
        if (!LOCK_OPTIONS.has(option)) {
          throw refused(`the image is built without ${option}`, option === '--trusted-host' ? 'Remove the line, and set the certificate in caCertificates'
            : /^(-f|--find-links|--no-index)$/.test(option) ? 'Remove the line, and publish the packages to an index that you list in indexes' : 'Remove the line');
        }
    }
  }

  private requirement(text: string, place: string): void {
    const bare = text.replace(/(?<!\s)\s+--(hash|config-settings?|global-option|install-option)\b[= ]\S+/g, '').trim();
    if (bare.length > MOST_CHARACTERS) {
      throw invalidOption(place, bare, `a requirement has up to ${MOST_CHARACTERS} characters`);
    }
    const url = /^(?:([\w.-]+)\s*(?:\[[^\]]*\])?\s*@\s*)?(https:\/\/\S+)/.exec(bare);
    const name = url?.[1] ?? (/([^/]+?)-\d[^/]*$/.exec(url?.[2] ?? '')?.[1]);
    const isWheel = url !== null && /\.whl([?#]|$)/.test(url[2]);
    if (url && !isWheel && !/^git\+/.test(url[2]) && name !== undefined && !this.context.sdists.includes(normalizeName(name))) {
      throw invalidOption(place, bare, 'this is not a wheel, so it must be compiled', `Write sdists: ${quoted([normalizeName(name)])}`);
    }
    if (!url && (/^(git|hg|svn|bzr)\+/.test(bare) || /^[^;"']*@/.test(bare))) {
      throw invalidOption(place, bare, 'the lock file contains a hash of every package, and a repository or a folder has none',
        'Require a version from an index, or set packageManager to UV or POETRY, whose lock files contain the commit');
    }
    if (/^(\.{0,2}\/|\.(\[|$)|file:|~\/)/.test(bare) || !url && /\.(whl|zip|tar\.gz)$/.test(bare)) {
      throw invalidOption(place, bare, 'a file or a folder has no hash for the lock file',
        'Publish the package to an index and require it by name and version, or set packageManager to UV, which supports folders');
    }
    this.requirements.push({ text: bare, place });
  }

  private include(value: string, chain: string[], isConstraint: boolean, refused: (allowed: string, fix: string) => Error): void {
    if (/^[a-z]+:\/\//i.test(value)) {
      throw refused('the file at this URL can change although the repository does not', 'Save the file in the project, and include it from there');
    }
    const path = posix.normalize(posix.join(posix.dirname(chain[chain.length - 1]), value));
    if (value.startsWith('/') || value.includes('\\') || path.startsWith('../')) {
      throw refused('the file is outside the project, where the lock file is made', 'Copy it into the project, and include it with a relative path');
    }
    if (chain.length > MOST_DEPTH) {
      throw refused(`more than ${MOST_DEPTH} files include each other in a row`, 'Write the requirements into fewer files');
    }
    if (chain.includes(path)) {
      throw refused(`the file includes itself: ${[...chain.slice(chain.indexOf(path)), path].join(' > ')}`, 'Remove one of these lines');
    }
    if (this.context.locks.includes(path)) {
      return;
    }
    if (!existsSync(join(this.project.outdir, path))) {
      throw refused(`there is no ${path}`, 'Paths are relative to the file that includes them');
    }
    if (!this.included.has(path)) {
      const { length } = this.requirements;
      this.read(path, chain);
      this.requirements.length = isConstraint ? length : this.requirements.length;
    }
  }

  private isKnownIndex(value: string): boolean {
    const address = (url: string) => url.trim().replace(/\/$/, '');
    return ['https://pypi.org/simple', ...this.context.indexes].some(url => url !== undefined && address(url) === address(value));
  }
}

function quoted(names: string[]): string {
  return `[${names.map(name => `'${normalizeName(name.trim())}'`).join(', ')}]`;
}
