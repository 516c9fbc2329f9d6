import { existsSync, readFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { AdoptError } from './fact';

const PACKAGE = 'projen-python-container';
/** The folder of this package. */
const HERE = resolve(__dirname, '../..');

/** What runs and checks .projenrc.ts. */
const COMPILERS = { tsx: '^4.19.0', typescript: '>=5.6.0' };

interface Manifest {
  readonly version?: string;
  readonly peerDependencies?: { readonly [name: string]: string };
  readonly dependencies?: { readonly [name: string]: string };
  readonly devDependencies?: { readonly [name: string]: string };
  readonly workspaces?: unknown;
}

/** How npm can install this package again, from the folder in which npm or npx has installed it. */
export function packageSpec(): string {
  const outer = dirname(dirname(HERE));
  const { dependencies, devDependencies } = read(join(outer, 'package.json'));
  const spec = dependencies?.[PACKAGE] ?? devDependencies?.[PACKAGE];
  const [, path] = /^file:(.*)$/.exec(spec ?? '') ?? [];
  if (path !== undefined) {
    return `file:${resolve(outer, path)}`;
  }
  return spec ?? (existsSync(join(HERE, 'src')) ? `file:${HERE}` : `^${read(join(HERE, 'package.json')).version}`);
}

/** A package.json with the packages that .projenrc.ts needs, and otherwise unchanged. */
export function mergedManifest(text: string, spec: string): string {
  const manifest = parse(text);
  const [, indent = '  '] = /^([ \t]+)"/m.exec(text) ?? [];
  const { projen = '*' } = read(join(HERE, 'package.json')).peerDependencies ?? {};
  const isThere = (name: string) => manifest.dependencies?.[name] !== undefined || manifest.devDependencies?.[name] !== undefined;
  const added = Object.entries({ projen, [PACKAGE]: spec, ...COMPILERS }).filter(([name]) => !isThere(name));
  const devDependencies = Object.fromEntries([...Object.entries(manifest.devDependencies ?? {}), ...added].sort(([a], [b]) => a < b ? -1 : 1));
  return `${JSON.stringify({ ...manifest, devDependencies }, null, indent)}\n`;
}

/** The part of such a package.json that .projenrc.ts needs, if there is more in it. */
export function ownManifest(text: string): string | undefined {
  const { dependencies, devDependencies, workspaces } = parse(text);
  const isOwn = (name: string) => ['projen', PACKAGE, ...Object.keys(COMPILERS)].includes(name);
  const all = Object.entries({ ...dependencies, ...devDependencies });
  const own = { private: true, devDependencies: Object.fromEntries(all.filter(([name]) => isOwn(name))) };
  return workspaces === undefined && all.every(([name]) => isOwn(name)) ? undefined : JSON.stringify(own);
}

function parse(text: string): Manifest {
  try {
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch (error) {
    throw new AdoptError(`package.json cannot be read: ${(error as Error).message}. Fix it first.`);
  }
}

function read(file: string): Manifest {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
