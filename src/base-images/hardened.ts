import { Bare } from './bare';
import { BaseImageProps, checkOneOf } from './base-image-props';
import { Debian } from './debian';
import { Libc, PackageTool } from './package-tool';
import { addNoUser, addUserIfNew } from './users';

/** Where the images of each release have their Python. */
const PYTHON: { readonly [release: string]: string } = { debian12: '/opt/python/bin/python3', debian13: '/usr/bin/python3' };

/**
 * Docker Hardened Images: one to run, without shell, as user 65532, and one to build in, as root, without the tools that add users.
 *
 * @see https://github.com/docker-hardened-images/catalog/tree/main/image/python
 */
export function hardened(release: string = 'debian13'): BaseImageProps {
  checkOneOf(release, Object.keys(PYTHON));
  const reference = (version: string) => `dhi.io/python:${version}-${release}`;
  const both = { libc: Libc.GLIBC, python: () => PYTHON[release] };
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
      distribution: new Debian(`dhi-${release}`),
      packageTool: PackageTool.APT,
      addUser: addUserIfNew,
    }),
  };
}
