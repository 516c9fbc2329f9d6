import { Alpine } from './alpine';
import { BaseImageProps, checkImageOptions, checkRelease } from './base-image-props';
import { Debian } from './debian';
import { SLIM_IMAGE, SlimImageOptions } from './debian-image-options';
import { Libc, PackageTool } from './package-tool';
import { addUserOnAlpine, addUserOnDebian } from './users';

const PYTHON = '/usr/local/bin/python';

/** @see https://github.com/docker-library/python */
export function slim(options: SlimImageOptions): BaseImageProps {
  checkImageOptions(options, "{ release: 'bookworm' }", SLIM_IMAGE);
  const { release = 'trixie' } = options;
  checkRelease(release, 'trixie');
  return {
    reference: version => `python:${version}-slim-${release}`,
    distribution: new Debian(release, options),
    packageTool: PackageTool.APT,
    libc: Libc.GLIBC,
    python: () => PYTHON,
    addUser: addUserOnDebian,
    isPlain: true,
  };
}

/** @see https://github.com/docker-library/python */
export function alpine(release: string = '3.22'): BaseImageProps {
  checkRelease(release, '3.22');
  return {
    reference: version => `python:${version}-alpine${release}`,
    distribution: new Alpine(release),
    packageTool: PackageTool.APK,
    libc: Libc.MUSL,
    python: () => PYTHON,
    addUser: addUserOnAlpine,
    isPlain: true,
  };
}
