import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { JsonFile, Project } from 'projen';

/** What runs .projenrc.ts, and what checks it. */
const RUNNER = { tsx: '^4.19.0', typescript: '>=5.6.0' };

interface Manifest {
  readonly devDependencies?: { readonly [name: string]: string };
}

/**
 * The package.json of a project whose .projenrc.ts needs npm packages. It belongs to its users: what they or `npm install`
 * have written stays, and only what is missing is added.
 */
export class PackageJson extends JsonFile {
  /** @param packages what a new project's .projenrc.ts imports: names and versions */
  public constructor(project: Project, packages: { readonly [name: string]: string }) {
    const found: Manifest = readJson(join(project.outdir, 'package.json')) ?? { devDependencies: packages };
    const devDependencies = { ...RUNNER, ...found.devDependencies };
    super(project, 'package.json', {
      obj: { private: true, ...found, devDependencies: sorted(devDependencies) },
      readonly: false, // npm writes to it
      marker: false,
    });
  }
}

/** The packages that `projen new` has installed into an empty folder, as npm would have saved them. */
export function installedPackages(project: Project, moduleName: string): { [name: string]: string } {
  const hidden = readJson(join(project.outdir, 'node_modules', '.package-lock.json'))?.packages ?? {};
  return Object.fromEntries(['projen', moduleName].flatMap((name) => {
    const entry = hidden[`node_modules/${name}`];
    if (!entry) {
      return [];
    }
    // a tarball, a folder or a repository is kept as what it is; a version from the registry may rise
    const isRegistry = !entry.resolved || /^https?:.*\/-\//.test(entry.resolved);
    return [[name, isRegistry ? `^${entry.version}` : entry.resolved]];
  }));
}

function readJson(file: string): any {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function sorted(packages: { [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a < b ? -1 : 1));
}
