import { normalizeName } from './requirement';
import { TomlTable } from './toml-table';
import { invalidOption } from '../dockerfile/invalid-option';

/** Names of groups and extras that are for development. */
const DEVELOPMENT = ['dev', 'develop', 'development', 'test', 'tests', 'testing'];

/** How deep groups and extras include each other: the stack ends somewhere. */
const MOST_DEPTH = 100;

/** The groups and extras that have been read, so that each is read only once. */
class Visit {
  public readonly open = new Set<string>();
  public readonly done = new Set<string>();
}

/**
 * The requirements of each extra and group of a pyproject.toml, including nested ones.
 *
 * @see https://packaging.python.org/en/latest/specifications/dependency-groups/
 */
export class PyprojectParts {
  private readonly extraKeys: Map<string, string>;
  private readonly groupKeys: Map<string, string>;

  public constructor(private readonly extras: TomlTable, private readonly groups: TomlTable, private readonly ownName?: string) {
    this.extraKeys = keysOf(extras);
    this.groupKeys = keysOf(groups);
  }

  /** @throws when extras include each other */
  public ofExtra(name: string, visit = new Visit()): string[] {
    const key = keyOf(this.extraKeys, name);
    return key === undefined ? [] : once('project.optional-dependencies', name, visit, () => this.extras.texts(key)!.flatMap(text => this.withoutSelf(text, visit)));
  }

  /** @throws when groups include each other, or a group that does not exist */
  public ofGroup(name: string, visit = new Visit(), extras = new Visit()): string[] {
    const key = keyOf(this.groupKeys, name);
    return key === undefined ? [] : once('dependency-groups', name, visit, () => this.groups.textsAndTables(key).flatMap((entry) => {
      if (typeof entry === 'string') {
        return this.withoutSelf(entry, extras);
      }
      const included = entry.text('include-group');
      if (included !== undefined && keyOf(this.groupKeys, included) === undefined) {
        throw invalidOption(`pyproject.toml dependency-groups.${name}`, included, `there is no such group; the groups are ${this.groups.keys.join(', ')}`);
      }
      return included === undefined ? [] : this.ofGroup(included, visit, extras);
    }));
  }

  /** The names of the extras and groups for development that are not selected. */
  public developmentOf(table: 'extras' | 'groups', known: string[]): string[] {
    return this[table].keys.filter(name => DEVELOPMENT.includes(normalizeName(name)) && !known.includes(name));
  }

  /** References of the project to its own extras: `mine[fast,sql]`. */
  private withoutSelf(text: string, visit: Visit): string[] {
    const [, name, extras] = /^\s*([\w.-]+)\s*\[([^\]]*)\]/.exec(text) ?? [];
    return name !== undefined && this.ownName !== undefined && normalizeName(name) === normalizeName(this.ownName)
      ? extras.split(',').flatMap(extra => this.ofExtra(extra.trim(), visit)) : [text];
  }
}

/** The keys of a table, by themselves and in their normal form. */
function keysOf({ keys }: TomlTable): Map<string, string> {
  const normal = [...keys].reverse().map((key): [string, string] => [normalizeName(key), key]);
  return new Map([...normal, ...keys.map((key): [string, string] => [key, key])]);
}

function keyOf(keys: Map<string, string>, name: string): string | undefined {
  return keys.get(name) ?? keys.get(normalizeName(name));
}

function once(table: string, name: string, { open, done }: Visit, read: () => string[]): string[] {
  const own = normalizeName(name);
  const problem = (allowed: string) => invalidOption(`pyproject.toml ${table}.${name}`, name, allowed);
  if (open.has(own)) {
    throw problem(`it includes itself: ${[...open, own].join(' > ')}`);
  }
  if (done.has(own)) {
    return [];
  }
  if (open.size >= MOST_DEPTH) {
    throw problem(`more than ${MOST_DEPTH} include each other in a row`);
  }
  open.add(own);
  const found = read();
  open.delete(own);
  done.add(own);
  return found;
}
