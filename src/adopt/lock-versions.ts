import { Repository } from './repository';
import { readRequirements } from './requirement-files';
import { readToml } from './toml';
import { normalizeName } from '../package-managers/requirement';

/** The versions in a lock file by normalized name. A package can have several, for several platforms. */
export type Versions = ReadonlyMap<string, string[]>;

/** A package in a TOML lock file. The project itself is recognized by its source. */
interface LockedPackage {
  readonly name: string;
  readonly version?: string;
  readonly source?: { readonly virtual?: string; readonly editable?: string };
}

/** The versions in a lock file of any tool. */
export function lockedVersions(repository: Repository, path: string): Versions {
  if (path.endsWith('.json') || path === 'Pipfile.lock') {
    return pipfileLock(repository.text(path));
  }
  if (path.endsWith('.lock')) {
    const packages: LockedPackage[] = readToml(repository, path)?.package ?? [];
    const isOther = ({ version, source }: LockedPackage) => version !== undefined && !source?.virtual && !source?.editable;
    return gather(packages.filter(isOther).map(({ name, version }) => [name, version!]));
  }
  return pinned(readRequirements(repository, path).requirements.map(({ text }) => text));
}

/** The versions of requirements that allow only one version. */
export function pinned(requirements: string[]): Versions {
  return gather(requirements.flatMap((text) => {
    const [, name, version] = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*===?\s*([^\s;,*]+)\s*(?:;.*)?$/.exec(text) ?? [];
    return name ? [[name, version] as [string, string]] : [];
  }));
}

/** The packages that both lock files have, in different versions. */
export function differences(before: Versions, after: Versions): string[] {
  return [...after].flatMap(([name, versions]) => {
    const old = before.get(name);
    return !old || versions.some(version => old.some(other => sameVersion(version, other))) ? [] : [`${name} ${old.join(', ')} -> ${versions.join(', ')}`];
  }).sort();
}

/** `1.0` and `1.0.0` are the same version, and `1.0+cpu` is another build of it. */
function sameVersion(a: string, b: string): boolean {
  const plain = (version: string) => version.toLowerCase().replace(/^v|\+.*$/g, '').replace(/(\.0)+(?=$|[a-z])/, '');
  return plain(a) === plain(b);
}

function pipfileLock(text: string): Versions {
  try {
    const lock = JSON.parse(text) as { [section: string]: { [name: string]: { version?: string } } };
    const sections = [lock.default ?? {}, lock.develop ?? {}];
    return gather(sections.flatMap(section => Object.entries(section)).filter(([, { version }]) => version?.startsWith('=='))
      .map(([name, { version }]) => [name, version!.slice(2)]));
  } catch {
    return new Map();
  }
}

function gather(pairs: [string, string][]): Versions {
  const versions = new Map<string, string[]>();
  for (const [name, version] of pairs) {
    const normal = normalizeName(name);
    versions.set(normal, [...new Set([...versions.get(normal) ?? [], version])]);
  }
  return versions;
}
