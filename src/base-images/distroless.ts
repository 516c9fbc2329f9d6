import { Bare } from './bare';
import { BaseImageProps, checkImageOptions } from './base-image-props';
import { DEBIAN_IMAGE, DebianImageOptions } from './debian-image-options';
import { slim } from './official';
import { Libc, PackageTool } from './package-tool';
import { addNoUser } from './users';
import { invalidOption } from '../dockerfile/invalid-option';

/** Distroless images have only the Python of their Debian release. */
const RELEASES = new Map([
  ['3.11', { debian: 12, release: 'bookworm' }],
  ['3.13', { debian: 13, release: 'trixie' }],
]);

/** @see https://github.com/GoogleContainerTools/distroless */
export function distroless(options: DebianImageOptions): BaseImageProps {
  checkImageOptions(options, "{ aptSnapshot: '20261101T000000Z' }", DEBIAN_IMAGE);
  return {
    reference: version => `gcr.io/distroless/python3-debian${releaseOf(version).debian}:nonroot`,
    distribution: new Bare(),
    packageTool: PackageTool.NONE,
    libc: Libc.GLIBC,
    python: version => `/usr/bin/python${version}`,
    addUser: addNoUser,
    buildImage: version => slim({ ...options, release: releaseOf(version).release }),
    uid: 65532,
    newestPython: [...RELEASES.keys()].pop(),
  };
}

function releaseOf(pythonVersion: string): { debian: number; release: string } {
  const release = RELEASES.get(pythonVersion);
  if (!release) {
    throw invalidOption('pythonVersion', pythonVersion, `distroless images have Python ${[...RELEASES.keys()].join(' or ')}`,
      'Choose one of them, or BaseImage.slim()');
  }
  return release;
}
