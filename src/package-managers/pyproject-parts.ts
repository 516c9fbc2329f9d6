import { normalizeName } from './requirement';
import { TomlTable } from './toml-table';
import { invalidOption } from '../dockerfile/invalid-option';

/** Names of groups and extras that are for development. */
const DEVELOPMENT = ['dev', 'develop', 'development', 'test', 'tests', 'testing'];

/**
 * The requirements of each extra and group of a pyproject.toml, including nested ones.
 *
 * @see https://packaging.python.org/en/latest/specifications/dependency-groups/
 */
export class PyprojectParts {
  public constructor(private readonly extras: TomlTable, private readonly groups: TomlTable, private readonly ownName?: string) {}

  public ofExtra(name: string, chain: string[] = []): string[] {
    const key = keyOf(this.extras, name);
    const within = checkChain(`project.optional-dependencies.${name}`, chain, name);
    return key === undefined ? [] : this.extras.texts(key)!.flatMap(text => this.withoutSelf(text, within));
  }

  /** @throws when groups include each other, or a group that does not exist */
  public ofGroup(name: string, chain: string[] = []): string[] {
    const key = keyOf(this.groups, name);
    const within = checkChain(`dependency-groups.${name}`, chain, name);
    return key === undefined ? [] : this.groups.textsAndTables(key).flatMap((entry) => {
      if (typeof entry === 'string') {
        return this.withoutSelf(entry, []);
      }
      const included = entry.text('include-group');
      if (included !== undefined && keyOf(this.groups, included) === undefined) {
        throw invalidOption(`pyproject.toml dependency-groups.${name}`, included, `there is no such group; the groups are ${this.groups.keys.join(', ')}`);
      }
      return included === undefined ? [] : this.ofGroup(included, within);
    });
  }

  /** The names of the extras and groups for development that are not selected. */
  public developmentOf(table: 'extras' | 'groups', known: string[]): string[] {
    return this[table].keys.filter(name => DEVELOPMENT.includes(normalizeName(name)) && !known.includes(name));
  }

  /** References of the project to its own extras: `mine[fast,sql]`. */
  private withoutSelf(text: string, chain: string[]): string[] {
    const [, name, extras] = /^\s*([\w.-]+)\s*\[([^\]]*)\]/.exec(text) ?? [];
    return name !== undefined && this.ownName !== undefined && normalizeName(name) === normalizeName(this.ownName)
      ? extras.split(',').flatMap(extra => this.ofExtra(extra.trim(), chain)) : [text];
  }
}

function keyOf(table: TomlTable, name: string): string | undefined {
  return table.keys.find(key => key === name) ?? table.keys.find(key => normalizeName(key) === normalizeName(name));
}

function checkChain(place: string, chain: string[], name: string): string[] {
  const own = normalizeName(name);
  if (chain.includes(own)) {
    throw invalidOption(`pyproject.toml ${place}`, name, `it includes itself: ${[...chain, own].join(' > ')}`);
  }
  return [...chain, own];
}
