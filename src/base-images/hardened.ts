import { Bare } from './bare';
import { BaseImageProps, checkImageOptions } from './base-image-props';
import { Debian } from './debian';
import { DebianImageOptions } from './debian-image-options';
import { Libc, PackageTool } from './package-tool';
import { addNoUser, addUserIfNew } from './users';

/**
 * Docker Hardened Images: one to run, without shell, as user 65532, and one to build in, as root, without the tools that add users.
 *
 * @see https://github.com/docker-hardened-images/catalog/tree/main/image/python/debian-13
 */
export function hardened(options: DebianImageOptions): BaseImageProps {
  checkImageOptions(options, "{ aptSnapshot: '20261101T000000Z' }", ['aptSnapshot']);
  const reference = (version: string) => `dhi.io/python:${version}-debian13`;
  const both = { libc: Libc.GLIBC, python: () => '/usr/bin/python3' };
  return {
    ...both,
    reference,
    distribution: new Bare(),
    packageTool: PackageTool.NONE,
    addUser: addNoUser,
    uid: 65532,
    buildImage: () => ({
      ...both,
      reference: version => `${reference(version)}-dev`,
      distribution: new Debian('dhi-trixie', options),
      packageTool: PackageTool.APT,
      addUser: addUserIfNew,
    }),
  };
}
