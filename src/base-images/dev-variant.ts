import { Bare } from './bare';
import { BaseImageProps } from './base-image-props';
import { Distribution } from './distribution';
import { Libc, PackageTool } from './package-tool';
import { addNoUser, addUserIfNew } from './users';

/** The differences between pairs of images. */
interface DevVariant {
  /** The name of the image to run. The name of the image to build in ends with `-dev`. */
  readonly reference: (pythonVersion: string) => string;
  readonly python: string;
  /** How packages are installed in the image to build in. */
  readonly distribution: Distribution;
  readonly packageTool: PackageTool;
}

/** A pair of images with the GNU C library: one to run, without a shell, as user 65532, and one to build in, without tools to add users. */
export function withDevVariant({ reference, python, ...dev }: DevVariant): BaseImageProps {
  const both = { libc: Libc.GLIBC, python: () => python };
  return {
    ...both,
    reference,
    distribution: new Bare(),
    packageTool: PackageTool.NONE,
    addUser: addNoUser,
    uid: 65532,
    buildImage: () => ({ ...both, ...dev, reference: version => `${reference(version)}-dev`, addUser: addUserIfNew }),
  };
}
