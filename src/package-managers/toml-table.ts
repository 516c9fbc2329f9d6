import { invalidOption } from '../dockerfile/invalid-option';

/** A table of a TOML file that the user wrote: a value of the wrong type is an error that names it. */
export class TomlTable {
  /** @param name the name of the table in errors: the file, followed by the keys */
  public constructor(private readonly name: string, private readonly values: { readonly [key: string]: unknown }) {}

  /** The keys of the table. */
  public get keys(): string[] {
    return Object.keys(this.values);
  }

  /** Whether it has this key, with any value. */
  public has(key: string): boolean {
    return Object.hasOwn(this.values, key);
  }

  /** Whether the value is a string and not a table. */
  public isText(key: string): boolean {
    return typeof this.value(key) === 'string';
  }

  /** Whether the value is a list. */
  public isList(key: string): boolean {
    return Array.isArray(this.value(key));
  }

  public text(key: string): string | undefined {
    return this.as(key, 'a string', (value): value is string => typeof value === 'string');
  }

  public flag(key: string): boolean | undefined {
    return this.as(key, 'true or false', (value): value is boolean => typeof value === 'boolean');
  }

  public texts(key: string): string[] | undefined {
    return this.as(key, 'a list of strings', (value): value is string[] => Array.isArray(value) && value.every(item => typeof item === 'string'));
  }

  /** A nested table; an empty one if it does not exist. */
  public table(key: string, type: string = 'a table'): TomlTable {
    return new TomlTable(this.path(key), this.as(key, type, isTable) ?? {});
  }

  /** The tables of a list, or a single table. */
  public tables(key: string): TomlTable[] {
    const value = this.as(key, 'a table or a list of tables', (one): one is Values | Values[] => [one].flat().every(isTable)) ?? [];
    return [value].flat().map(one => new TomlTable(this.path(key), one));
  }

  /** The entries of a list of strings and tables. */
  public textsAndTables(key: string): (string | TomlTable)[] {
    const list = this.as(key, 'a list of strings and tables', (value): value is (string | Values)[] =>
      Array.isArray(value) && value.every(item => typeof item === 'string' || isTable(item)));
    return (list ?? []).map(item => typeof item === 'string' ? item : new TomlTable(this.path(key), item));
  }

  /** All strings in the table, each with its path. */
  public get allTexts(): { readonly path: string; readonly text: string }[] {
    return textsOf(this.name, this.values);
  }

  /** The keys of the table and of all nested tables. */
  public get allKeys(): string[] {
    return keysOf(this.values);
  }

  private value(key: string): unknown {
    return this.has(key) ? this.values[key] : undefined;
  }

  private as<T>(key: string, type: string, isRight: (value: unknown) => value is T): T | undefined {
    const value = this.value(key);
    if (value !== undefined && !isRight(value)) {
      throw invalidOption(this.path(key), value, `expected ${type}`);
    }
    return value;
  }

  /** `pyproject.toml project.name`. */
  private path(key: string): string {
    return `${this.name}${this.name.endsWith('.toml') ? ' ' : '.'}${key}`;
  }
}

interface Values {
  readonly [key: string]: unknown;
}

function isTable(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function keysOf(value: unknown): string[] {
  const inner = typeof value === 'object' && value !== null && !(value instanceof Date) ? value : {};
  return [...Array.isArray(inner) ? [] : Object.keys(inner), ...Object.values(inner).flatMap(keysOf)];
}

function textsOf(path: string, value: unknown): { path: string; text: string }[] {
  if (typeof value === 'string') {
    return [{ path, text: value }];
  }
  return typeof value === 'object' && value !== null && !(value instanceof Date)
    ? Object.entries(value).flatMap(([key, inner]) => textsOf(`${path}.${key}`, inner)) : [];
}
