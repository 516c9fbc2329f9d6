import { normalizeName } from './requirement';
import { isForLinux, isForPython } from './wheels';

/** The packages of a lock that have no wheel: names in normal form. */
export interface SourcePackages {
  /** Those that an index has as source alone. */
  readonly withoutWheel: string[];
  /** Those that have wheels for Linux, but none for this version of Python. */
  readonly forOtherVersions: string[];
}

/**
 * The normalized names of the packages in a lock file that must be built from source, if the lock file lists its files: those of uv and Poetry do, and so does
 * pylock.toml. requirements.txt does not. What has wheels for other systems alone may not be for Linux at all, and is not told.
 *
 * @see https://packaging.python.org/en/latest/specifications/binary-distribution-format/
 */
export function sourcePackages(lock: string, pythonVersion: string): SourcePackages {
  const found: { withoutWheel: string[]; forOtherVersions: string[] } = { withoutWheel: [], forOtherVersions: [] };
  const conditional = conditionalNames(lock);
  const fitting = new Set<string>();
  for (const entry of lock.split(/^\[\[packages?\]\]/m).slice(1)) {
    const [, name] = /^name = "([^"]+)"/m.exec(entry) ?? [];
    const isElsewhere = /^source = \{ (virtual|editable|directory|git|path) =|^type = "(git|directory|file)"|^(vcs|directory|archive) = /m.test(entry);
    const files: string[] = entry.match(/[^"/]{1,255}\.(?:whl|tar\.gz|zip|tar\.bz2)(?=["#])/g) ?? [];
    const wheels = files.filter(file => file.endsWith('.whl'));
    const forLinux = wheels.filter(file => isForLinux(file));
    if (name && !isElsewhere && files.length > 0 && wheels.length === 0) {
      found.withoutWheel.push(normalizeName(name));
    } else if (forLinux.some(file => isForPython(file, pythonVersion))) {
      fitting.add(normalizeName(name));
    } else if (name && !isElsewhere && forLinux.length > 0 && !/^(resolution-)?markers? = /m.test(entry)) {
      found.forOtherVersions.push(normalizeName(name));
    }
  }
  return { ...found, forOtherVersions: found.forOtherVersions.filter(name => !fitting.has(name) && conditional?.has(name) === false) };
}

/** The packages that are for some versions of Python or some systems alone; undefined where the lock does not tell. */
function conditionalNames(lock: string): Set<string> | undefined {
  const ofUv = lock.matchAll(/\{ name = "([^"\n]{1,200})"[^{}\n]{0,1000}\bmarker = /g);
  return /^lock-version = "2\.0"/m.test(lock) ? undefined : new Set([...ofUv].map(([, name]) => normalizeName(name)));
}

/** What is said of them, with the line to write; nothing where all are named in sdists. */
export function sourcePackagesProblem(
  { withoutWheel, forOtherVersions }: SourcePackages, pythonVersion: string, sdists: string[],
): string | undefined {
  const open = (names: string[]) => [...new Set(names)].filter(name => !sdists.includes(name)).sort();
  const missing = open([...withoutWheel, ...forOtherVersions]);
  const others = open(forOtherVersions);
  const list = [...new Set([...sdists, ...missing])].sort().map(name => `'${name}'`).join(', ');
  return missing.length === 0 ? undefined : `sdists: ${missing.join(', ')}: there is no wheel for Python ${pythonVersion}, `
    + 'and the build compiles only what is named. '
    + `Write sdists: [${list}], and name the compilers and headers that it takes in buildPackages.`
    + `${others.length ? ` There are wheels of ${others.join(', ')} for other versions of Python: another pythonVersion may be the better change.` : ''}`;
}
