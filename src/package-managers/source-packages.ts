import { normalizeName } from './requirement';
import { isForLinux, isForPython } from './wheels';

/** The normalized names of the packages in a lock file that have no wheel. */
export interface SourcePackages {
  /** The packages that an index only has as source. */
  readonly withoutWheel: string[];
  /** The packages with wheels for Linux, but none for this version of Python. */
  readonly forOtherVersions: string[];
}

/**
 * The normalized names of the packages in a lock file that must be built from source, if the lock file lists its files: those of uv and Poetry do, and so does
 * pylock.toml. requirements.txt does not. Packages that only have wheels for other systems may not be for Linux, and are not reported.
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

/** The packages that are only for some versions of Python or some systems; undefined if the lock file does not contain this. */
function conditionalNames(lock: string): Set<string> | undefined {
  const ofUv = lock.matchAll(/\{ name = "([^"\n]{1,200})"[^{}\n]{0,1000}\bmarker = /g);
  return /^lock-version = "2\.0"/m.test(lock) ? undefined : new Set([...ofUv].map(([, name]) => normalizeName(name)));
}

/** The message about them, with the line to write; undefined if sdists lists all of them. */
export function sourcePackagesProblem(
  { withoutWheel, forOtherVersions }: SourcePackages, pythonVersion: string, sdists: string[],
): string | undefined {
  const open = (names: string[]) => [...new Set(names)].filter(name => !sdists.includes(name)).sort();
  const missing = open([...withoutWheel, ...forOtherVersions]);
  const others = open(forOtherVersions);
  const list = [...new Set([...sdists, ...missing])].sort().map(name => `'${name}'`).join(', ');
  return missing.length === 0 ? undefined : `sdists: ${missing.join(', ')}: there is no wheel for Python ${pythonVersion}, `
    + 'and the build compiles only packages that are listed. '
    + `Write sdists: [${list}], and add the compilers and headers that they need to buildPackages.`
    + `${others.length ? ` There are wheels of ${others.join(', ')} for other versions of Python: consider another pythonVersion.` : ''}`;
}
