import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { BaseImageCall, OptionSet } from './option-sets';
import { BaseImage, PythonContainer, PythonContainerProject } from '../../src';
import { Sample } from '../../src/frameworks/sample';


/** What came of a set of options: files on disk, or the error. */
export interface Outcome {
  readonly error?: Error;
  /** The text of each Dockerfile and of its .dockerignore, by the path of the Dockerfile. */
  readonly dockerfiles: { readonly [path: string]: { readonly text: string; readonly ignore: string } };
}

/** Makes the project in a new folder, as `projen new` does, looks at it, and removes it. */
export function synthesize<T = Outcome>(set: OptionSet, look: (outcome: Outcome, folder: string) => T = (outcome => outcome as T)): T {
  const outdir = mkdtempSync(join(tmpdir(), 'option-set-'));
  try {
    return look(outcomeOf(set, outdir), outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function outcomeOf(set: OptionSet, outdir: string): Outcome {
  for (const [path, text] of Object.entries(set.files ?? {})) {
    if (join(outdir, path).startsWith(`${outdir}/`)) {
      writeIfPossible(join(outdir, path), text);
    }
  }
  process.env.PROJEN_DISABLE_POST = 'true';
  try {
    const project = new PythonContainerProject({ ...withBaseImage(set.options), outdir, logging: { level: 0 } } as any);
    const containers = [project.container, ...(set.containers ?? []).map(options => new PythonContainer(project, withBaseImage(options as OptionSet['options']) as any))];
    for (const { on, at, method, arguments: list } of set.calls ?? []) {
      const { container } = project as any;
      const target = on === 'dockerfile' ? container.dockerfile : on === 'dockerignore' ? container.dockerfile.dockerignore : container[on];
      (at === undefined ? target : target.at(at))[method](...list);
    }
    project.node.findAll().filter((construct): construct is Sample => construct instanceof Sample).forEach(sample => sample.projectCreation());
    containers.flatMap(container => container.dockerfile.contextSources).filter(path => path === 'tests').forEach(path => mkdirSync(join(outdir, path), { recursive: true }));
    project.synth();
  } catch (error) {
    return { error: error as Error, dockerfiles: {} };
  } finally {
    delete process.env.PROJEN_DISABLE_POST;
  }
  const paths = readdirSync(outdir).filter(path => /^Dockerfile(\.[^.]+)?$/.test(path) && path !== 'Dockerfile.dockerignore');
  return {
    dockerfiles: Object.fromEntries(paths.map((path) => {
      const own = join(outdir, `${path}.dockerignore`);
      return [path, { text: read(join(outdir, path)), ignore: read(existsSync(own) ? own : join(outdir, '.dockerignore')) }];
    })),
  };
}

function withBaseImage({ baseImage, ...options }: OptionSet['options']): object {
  return baseImage === undefined ? options : { ...options, baseImage: makeBaseImage(baseImage) };
}

function makeBaseImage({ kind, argument, options }: BaseImageCall): BaseImage {
  const { buildImage, ...others } = options ?? {};
  const given = options && { ...others, ...buildImage ? { buildImage: makeBaseImage(buildImage) } : {} };
  return (BaseImage as any)[kind](...argument === undefined ? [] : [argument], ...given ? [given] : []);
}

/** A name may be no path, and a file's name a folder's already. */
function writeIfPossible(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    if (!statSync(file, { throwIfNoEntry: false })) {
      writeFileSync(file, text);
    }
  } catch (error) {
    if (!['EEXIST', 'ENOTDIR', 'ENAMETOOLONG', 'EISDIR', 'ERR_INVALID_ARG_VALUE'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      throw error;
    }
  }
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}
