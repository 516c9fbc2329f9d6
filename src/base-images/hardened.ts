import { BaseImageProps, checkImageOptions } from './base-image-props';
import { Debian } from './debian';
import { DEBIAN_IMAGE, DebianImageOptions } from './debian-image-options';
import { withDevVariant } from './dev-variant';
import { PackageTool } from './package-tool';

/**
 * Docker Hardened Images: one to run, and one to build in, as root.
 *
 * @see https://github.com/docker-hardened-images/catalog/tree/main/image/python/debian-13
 */
export function hardened(options: DebianImageOptions): BaseImageProps {
  checkImageOptions(options, "{ aptSnapshot: '20261101T000000Z' }", DEBIAN_IMAGE);
  return withDevVariant({
    reference: version => `dhi.io/python:${version}-debian13`,
    python: '/usr/bin/python3',
    distribution: new Debian('dhi-trixie', options),
    packageTool: PackageTool.APT,
  });
}
