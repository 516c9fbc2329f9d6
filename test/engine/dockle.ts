import { rmSync } from 'fs';
import { dirname, join } from 'path';
import { docker, succeed } from './engine';
import { goProgram } from './go';
import { newFolder } from './workspace';

const DOCKLE = {
  module: 'github.com/goodwithtech/dockle',
  version: 'v0.4.15',
  path: 'cmd/dockle',
  // the registries of images that it could talk to as well take C libraries
  tags: 'exclude_graphdriver_btrfs,exclude_graphdriver_devicemapper,containers_image_openpgp',
};

/** What dockle says of an image. */
export interface Finding {
  readonly code: string;
  readonly level: 'FATAL' | 'WARN' | 'INFO' | 'SKIP' | 'PASS';
  readonly alerts: string[];
}

/** Checks an image against the CIS benchmark of Docker and dockle's own rules, and returns what is a warning or worse. */
export function dockle(image: string): Finding[] {
  const archive = join(newFolder('image'), 'image.tar');
  docker('save', `--output=${archive}`, `${image}:latest`);
  const report = succeed('.', goProgram(DOCKLE), '--format=json', '--version-check=false', `--input=${archive}`);
  rmSync(dirname(dirname(archive)), { recursive: true });
  const { details } = JSON.parse(report.slice(report.indexOf('{'))) as { details: Finding[] };
  return details.filter(({ level }) => level === 'FATAL' || level === 'WARN');
}
