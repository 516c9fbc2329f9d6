import { join, posix } from 'node:path';
import { BaseCommit } from './base-commit';
import { Changes } from './changes';
import { outermost } from './path-set';
import { IgnoreRules, ignorePatterns } from '../../dockerfile/ignore-rules';
import { entriesOf, entryAt, isFile } from '../../files/entries';
import { readText } from '../../files/text';

/** What a build reads: paths relative to the repository, after links. */
export interface BuildInputs {
  readonly context: string;
  /** The files in which BuildKit looks for patterns: the first one counts. */
  readonly ignoreFiles: string[];
  /** Files that matter whether they are part of the context or not: the Dockerfile, and those of secrets. */
  readonly files: string[];
}

/**
 * Decides which builds a change can affect: those whose Dockerfile or build context differs. The context is what .dockerignore admits,
 * before and after the change.
 */
export class ChangedBuilds {
  private readonly texts: ReadonlyMap<string, string>;

  /** @param builds all builds about which it will be asked */
  public constructor(private readonly base: BaseCommit, private readonly changes: Changes, builds: BuildInputs[]) {
    const changed = builds.flatMap(({ ignoreFiles }) => ignoreFiles).filter(path => this.isChanged(path));
    this.texts = changed.length ? base.read([...new Set(changed)]) : new Map();
  }

  public includes({ context, ignoreFiles, files }: BuildInputs): boolean {
    if (files.some(path => this.isChanged(path))) {
      return true;
    }
    const now = this.now(ignoreFiles);
    const after = new IgnoreRules(now);
    const before = this.before(ignoreFiles) ?? now;
    if (before.join('\n') === now.join('\n')) {
      return this.changesContext(after, context);
    }
    const rules = new IgnoreRules(before);
    return this.changesContext(after, context) || this.changesContext(rules, context) || this.changesSelection(rules, after, context);
  }

  /** Whether a file can differ. */
  private isChanged(path: string): boolean {
    const { paths, unknown, untracked } = this.changes;
    return [paths, unknown, untracked].some(set => set.above(path) !== undefined);
  }

  /** Whether the context differs in what these rules admit. */
  private changesContext(rules: IgnoreRules, context: string): boolean {
    const { paths, unknown, untracked } = this.changes;
    return scopes(rules, context).some(scope =>
      paths.within(scope).some(path => rules.admits(inside(context, path)))
      || unknown.above(scope) !== undefined
      || unknown.within(scope).some(folder => canReach(rules, inside(context, folder)))
      || (untracked.above(scope) === undefined ? untracked.within(scope) : [scope]).some(folder => this.addsFiles(rules, context, folder)));
  }

  /** Whether a new file or folder is in the context, or a file or folder in it. */
  private addsFiles(rules: IgnoreRules, context: string, path: string): boolean {
    const file = join(this.base.top, path);
    if (rules.admits(inside(context, path)) && !this.base.tree.has(path)) {
      return entryAt(file) !== undefined;
    }
    return canReach(rules, inside(context, path)) && entriesOf(file).some((entry) => {
      const inner = posix.join(path, entry.name);
      return rules.admits(inside(context, inner)) || entry.isDirectory() && this.addsFiles(rules, context, inner);
    });
  }

  /** Whether other rules admit other files of the commit. */
  private changesSelection(before: IgnoreRules, after: IgnoreRules, context: string): boolean {
    return [...scopes(before, context), ...scopes(after, context)].flatMap(scope => this.base.within(scope)).some((path) => {
      const name = inside(context, path);
      const isSubmodule = this.base.tree.get(path)!.type === 'submodule';
      return before.admits(name) !== after.admits(name) || isSubmodule && (canReach(before, name) || canReach(after, name));
    });
  }

  private now(files: string[]): string[] {
    const file = files.map(path => join(this.base.top, path)).find(isFile);
    return file === undefined ? [] : ignorePatterns(readText(file));
  }

  /** The patterns of the commit; undefined if they are the same as now. */
  private before(files: string[]): string[] | undefined {
    if (!files.some(path => this.isChanged(path))) {
      return undefined;
    }
    const file = files.find(path => this.isChanged(path) ? this.texts.has(path) : isFile(join(this.base.top, path)));
    return file === undefined ? [] : ignorePatterns(this.texts.get(file) ?? readText(join(this.base.top, file)));
  }
}

/** The folders of the repository in which everything lies that rules admit. */
function scopes(rules: IgnoreRules, context: string): string[] {
  return outermost((rules.roots ?? ['.']).map(root => posix.join(context, root)).map(path => path === '.' ? '' : path));
}

/** The path in a context of a path of the repository. */
function inside(context: string, path: string): string {
  return path === context ? '.' : context === '' ? path : path.slice(context.length + 1);
}

function canReach(rules: IgnoreRules, folder: string): boolean {
  return folder === '.' || rules.admits(folder) || rules.mayAdmitIn(folder);
}
