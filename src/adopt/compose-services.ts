import { Document, isAlias, isMap, isScalar, isSeq, LineCounter, Pair, parseDocument, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/** A service with everything that it takes over from other places of the file. */
export interface ComposeService {
  readonly name: string;
  readonly key: unknown;
  readonly service: YAMLMap;
}

/** The services of a compose file. */
export interface ComposeServices {
  readonly services: ComposeService[];
  /** The reason why the file cannot be read. */
  readonly error?: string;
  /** The line of a node. */
  readonly lineOf: (node: unknown) => number;
}

/**
 * Reads the services of a compose file: aliases, merged maps (`<<`) and `extends` are replaced by what they stand for.
 *
 * @see https://github.com/compose-spec/compose-spec/blob/main/spec.md
 */
export function readServices(text: string): ComposeServices {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const lineOf = (node: unknown) => lines.linePos((node as Scalar | undefined)?.range?.[0] ?? 0).line;
  if (document.errors.length) {
    return { services: [], error: document.errors[0].message.split('\n')[0], lineOf };
  }
  const contents = new Resolver(document).resolved(document.contents);
  const all = isMap(contents) && contents.has('services') ? contents.get('services') : contents;
  const map = isMap(all) ? all : new YAMLMap();
  const services = map.items.filter(({ value }) => isMap(value))
    .map(({ key }) => ({ name: keyOf(key), key, service: extended(map, keyOf(key), []) }));
  return { services, lineOf };
}

/** A service, and what it takes over from the services that it extends. */
function extended(services: YAMLMap, name: string, seen: string[]): YAMLMap {
  const own = services.get(name) as YAMLMap;
  const base = own.get('extends');
  const from = isMap(base) ? base.has('file') ? undefined : base.get('service') : base;
  const isThere = typeof from === 'string' && !seen.includes(from) && isMap(services.get(from));
  return isThere ? merged(own, extended(services, from, [...seen, name])) : own;
}

function merged(own: YAMLMap, other: YAMLMap): YAMLMap {
  const map = new YAMLMap();
  map.range = own.range;
  for (const { key, value } of own.items) {
    const inherited = other.get(keyOf(key), true);
    map.items.push(new Pair(key, isMap(value) && isMap(inherited) ? merged(value, inherited) : value));
  }
  map.items.push(...other.items.filter(({ key }) => !own.has(keyOf(key))));
  return map;
}

class Resolver {
  private readonly done = new Map<unknown, unknown>();

  public constructor(private readonly document: Document) {}

  /** A node without aliases and merged maps. Nodes are resolved once, so that aliases of aliases take no time. */
  public resolved(node: unknown): unknown {
    if (!this.done.has(node)) {
      this.done.set(node, undefined); // an alias inside its own anchor
      this.done.set(node, this.resolve(node));
    }
    return this.done.get(node);
  }

  private resolve(node: unknown): unknown {
    if (isAlias(node)) {
      return this.resolved(node.resolve(this.document));
    }
    if (isSeq(node)) {
      const list = new YAMLSeq();
      list.range = node.range;
      list.items.push(...node.items.map(item => this.resolved(item)));
      return list;
    }
    return isMap(node) ? this.resolveMap(node) : node;
  }

  private resolveMap(node: YAMLMap): YAMLMap {
    const map = new YAMLMap();
    map.range = node.range;
    const isMerge = ({ key }: Pair) => keyOf(key) === '<<';
    map.items.push(...node.items.filter(pair => !isMerge(pair)).map(({ key, value }) => new Pair(key, this.resolved(value))));
    const others = node.items.filter(isMerge).map(({ value }) => this.resolved(value)).flatMap(value => isSeq(value) ? value.items : [value]);
    for (const other of others.filter(value => isMap(value))) {
      map.items.push(...other.items.filter(({ key }) => !map.has(keyOf(key))));
    }
    return map;
  }
}

function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

/** A value with the defaults of its variables: `${PORT:-8000}` is 8000. */
export function withDefaults(text: string): string {
  const next = text.replace(/(?<!\$)\$\{\w+:?-([^${}]*)\}/g, '$1');
  return next === text ? text : withDefaults(next);
}
