import { join } from 'path';
import { IResolver, JsonFile, Project } from 'projen';
import { invalidOption } from '../dockerfile/invalid-option';
import { readTextFile } from '../dockerfile/text-file';

/** The packages that run and check .projenrc.ts. */
const RUNNER = { tsx: '^4.19.0', typescript: '>=5.6.0' };

interface Manifest {
  readonly private?: boolean;
  readonly devDependencies?: { readonly [name: string]: string };
}

/**
 * The package.json of a project whose .projenrc.ts needs npm packages. It belongs to the user: content that the user or `npm install`
 * has written is kept, and only missing packages are added. `projen new` has added the packages that .projenrc.ts imports.
 */
export class PackageJson extends JsonFile {
  /** The indentation of the file. */
  private readonly indent: string;

  public constructor(project: Project) {
    const file = join(project.outdir, 'package.json');
    const text = readTextFile('package.json', file);
    const found = manifest(file, text);
    const devDependencies = { ...RUNNER, ...found.devDependencies };
    super(project, 'package.json', {
      obj: { ...found.private === undefined ? { private: true } : {}, ...found, devDependencies: sorted(devDependencies) },
      readonly: false, // npm writes to it
      marker: false,
    });
    [, this.indent = '  '] = /^([ \t]+)"/m.exec(text ?? '') ?? [];
  }

  protected synthesizeContent(resolver: IResolver): string | undefined {
    const text = super.synthesizeContent(resolver);
    return text === undefined ? undefined : `${JSON.stringify(JSON.parse(text), null, this.indent)}\n`;
  }
}

function sorted(packages: { [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a < b ? -1 : 1));
}

/** @throws when it is not a valid package.json, which npm would not accept either */
function manifest(file: string, text: string | undefined): Manifest {
  const found: unknown = text === undefined ? {} : parsed(text);
  const dependencies = isObject(found) ? found.devDependencies ?? {} : undefined;
  if (!isObject(found) || !isObject(dependencies)) {
    throw invalidOption('package.json', file, 'expected a JSON object, whose devDependencies are an object too', 'Fix or remove it');
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
