import type { Comparison } from './comparison';
import { Contents, PackageSize, sum } from './contents';
import type { ImageArchive } from '../image/image-archive';
import { REVISION } from '../image/published-image';
import type { Import, Startup } from '../startup';

/** Everything that a report shows. */
export interface ReportFacts {
  readonly image: string;
  readonly platform: string;
  readonly configDigest: string;
  readonly created?: string;
  readonly revision?: string;
  readonly contents: Contents;
  readonly comparison?: Comparison;
  /** How the image starts, or why that is not known. */
  readonly start: Start | { readonly problem: string };
}

/** How an image starts. */
export interface Start {
  readonly seconds: number;
  readonly modules: number;
  /** The time of all imports, in microseconds. */
  readonly importing: number;
  /** The slowest packages first: the own time of all their modules. */
  readonly packages: { readonly name: string; readonly modules: number; readonly own: number }[];
  /** The slowest modules first. */
  readonly slowest: Import[];
}

/** The facts of an image, whose configuration has its date and may have its commit. */
export function reportFacts(image: string, archive: ImageArchive, contents: Contents, start: ReportFacts['start'], comparison?: Comparison): ReportFacts {
  const { platform, configDigest, config: { created, config } } = archive;
  return { image, platform, configDigest, created, revision: config?.Labels?.[REVISION], contents, comparison, start };
}

export function startFacts({ imports, seconds }: Startup): Start {
  const packages = new Map<string, { name: string; modules: number; own: number }>();
  for (const { module, own } of imports) {
    const name = module.replace(/\..*$/s, '');
    const { modules = 0, own: before = 0 } = packages.get(name) ?? {};
    packages.set(name, { name, modules: modules + 1, own: before + own });
  }
  const bySlowness = (one: { own: number }, other: { own: number }) => other.own - one.own;
  return {
    seconds,
    modules: imports.length,
    importing: sum(imports.map(({ own }) => own)),
    packages: [...packages.values()].sort(bySlowness),
    slowest: [...imports].sort(bySlowness),
  };
}

/** The groups of a picture: packages by their kind, the largest first. */
export function groups(packages: PackageSize[]): { readonly kind: string; readonly bytes: number; readonly packages: PackageSize[] }[] {
  return [...new Set(packages.map(({ kind }) => kind))]
    .map(kind => packages.filter(one => one.kind === kind))
    .map(own => ({ kind: own[0].kind, bytes: sum(own.map(({ bytes }) => bytes)), packages: own }))
    .sort((one, other) => other.bytes - one.bytes);
}
