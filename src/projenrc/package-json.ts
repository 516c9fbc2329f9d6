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
 * have written stays, and only what is missing is added. `projen new` has put there what .projenrc.ts imports.
 */
export class PackageJson extends JsonFile {
  public constructor(project: Project) {
    const file = join(project.outdir, 'package.json');
    const found: Manifest = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    const devDependencies = { ...RUNNER, ...found.devDependencies };
    super(project, 'package.json', {
      obj: { private: true, ...found, devDependencies: sorted(devDependencies) },
      readonly: false, // npm writes to it
      marker: false,
    });
  }
}

function sorted(packages: { [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a < b ? -1 : 1));
}
