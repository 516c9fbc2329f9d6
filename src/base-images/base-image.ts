import { BaseImageProps } from './base-image-props';
import { chainguard } from './chainguard';
import { custom } from './custom';
import { DebianImageOptions, SlimImageOptions } from './debian-image-options';
import { Distribution } from './distribution';
import { distroless } from './distroless';
import { hardened } from './hardened';
import { alpine, slim } from './official';
import { Libc, PackageTool } from './package-tool';
import { ubi } from './ubi';
import type { Stage } from '../dockerfile';
import { invalidOption } from '../dockerfile/invalid-option';

export { Libc, PackageTool } from './package-tool';

/** Options of `BaseImage.custom()`: they describe the image. */
export interface CustomBaseImageOptions extends DebianImageOptions {
  /**
   * The tool that installs system packages in the image.
   *
   * @default PackageTool.APT
   */
  readonly packageTool?: PackageTool;
  /**
   * The absolute path of Python in the image.
   *
   * @default "/usr/local/bin/python"
   */
  readonly python?: string;
  /**
   * System packages that are installed in every stage, such as Python if the image does not contain it.
   *
   * @default - none
   */
  readonly packages?: string[];
  /**
   * The image to build in, if this image has no shell. It must have the same C library, in the same version or an older one.
   *
   * @default - this image, which must have a shell
   */
  readonly buildImage?: BaseImage;
  /**
   * Its C library.
   *
   * @default - musl with apk, glibc otherwise
   */
  readonly libc?: Libc;
}

/** The image that a container's image is based on, and how packages are installed in it. */
export class BaseImage {
  /**
   * The official slim image: Debian without compilers.
   *
   * @see https://hub.docker.com/_/python
   * @throws when the image does not exist for this release, or `aptSnapshot` is not a valid time
   */
  public static slim(options: SlimImageOptions = {}): BaseImage {
    return new BaseImage(slim(options));
  }

  /**
   * The official Alpine image. It is small, but many packages have no wheels for its C library, musl.
   *
   * @see https://hub.docker.com/_/python
   * @param release the Alpine release; the default is 3.22
   */
  public static alpine(release?: string): BaseImage {
    return new BaseImage(alpine(release));
  }

  /**
   * Google's distroless image: Debian's Python without a shell and a package manager. It has Python 3.11 or 3.13.
   * All stages except production are based on the slim image of the same Debian release.
   *
   * @see https://github.com/GoogleContainerTools/distroless
   */
  public static distroless(options: DebianImageOptions = {}): BaseImage {
    return new BaseImage(distroless(options));
  }

  /**
   * Docker's hardened image: Debian and Python without a shell and a package manager. All stages except production are based on its `-dev`
   * variant. Pulling it needs `docker login dhi.io`, with any Docker account.
   *
   * @see https://docs.docker.com/dhi/
   */
  public static hardened(options: DebianImageOptions = {}): BaseImage {
    return new BaseImage(hardened(options));
  }

  /**
   * Chainguard's image: Wolfi and Python without a shell and a package manager. All stages except production are based on its `-dev` variant.
   *
   * @see https://images.chainguard.dev/directory/image/python/overview
   * @param organization the name of your organization, whose images have a tag for each version of Python; without it, the free images,
   * which only have the newest version of Python
   */
  public static chainguard(organization?: string): BaseImage {
    return new BaseImage(chainguard(organization));
  }

  /**
   * Red Hat's Universal Base Image with Python, in its minimal variant. It has Python 3.12 or 3.14.
   *
   * @see https://catalog.redhat.com/en/software/containers/ubi9/python-314-minimal
   * @param release the release of Red Hat Enterprise Linux, `9` or `10`; the default is 9
   */
  public static ubi(release?: string): BaseImage {
    return new BaseImage(ubi(release));
  }

  /**
   * Any other image, such as one of your company or one with CUDA. The image's user and entrypoint are replaced.
   *
   * @param reference the name of the image with registry, tag and digest; `{version}` is replaced by the minor version of Python
   * @param options how to use the image
   */
  public static custom(reference: string, options: CustomBaseImageOptions = {}): BaseImage {
    const { buildImage } = options;
    if (buildImage !== undefined && !(buildImage instanceof BaseImage)) {
      throw invalidOption('baseImage buildImage', buildImage, 'expected a BaseImage', 'Write for example BaseImage.slim()');
    }
    return new BaseImage(custom(reference, options, buildImage?.props));
  }

  /** The tool that installs system packages in the image. */
  public readonly packageTool: PackageTool;
  /** The C library of the image. */
  public readonly libc: Libc;
  /** The system packages that are installed in every stage that is built from the image. */
  public readonly packages: string[];

  /** @internal */
  public readonly _distribution: Distribution;
  /** @internal The ID of the user that the image has for running an application. */
  public readonly _uid?: number;
  /** @internal The newest minor version of Python that the image has, if it is known. */
  public readonly _newestPython?: string;
  /** @internal Whether the image is known to have neither USER nor ENTRYPOINT. The stages reset both in all other images. */
  public readonly _isPlain: boolean;

  private constructor(private readonly props: BaseImageProps) {
    this.packageTool = props.packageTool;
    this.libc = props.libc;
    this.packages = props.packages ?? [];
    this._distribution = props.distribution;
    this._uid = props.uid;
    this._newestPython = props.newestPython;
    this._isPlain = props.isPlain ?? false;
  }

  /**
   * The image's name for a minor version of Python.
   *
   * @throws when the image does not have this version
   */
  public reference(pythonVersion: string): string {
    return this.props.reference(pythonVersion);
  }

  /** The absolute path of the image's Python. */
  public python(pythonVersion: string): string {
    return this.props.python(pythonVersion);
  }

  /** The image that all stages except production are based on, if this image has no shell. */
  public buildImage(pythonVersion: string): BaseImage | undefined {
    const props = this.props.buildImage?.(pythonVersion);
    return props && new BaseImage(props);
  }

  /** @internal Adds a user to a stage, if the image does not have one. */
  public _addUser(stage: Stage, name: string, uid: number, gid: number): void {
    this.props.addUser(stage, name, uid, gid);
  }

  /** @internal Sets root as the user of a stage, because the user of a custom image is unknown, and only root can change it. */
  public _startAsRoot(stage: Stage): void {
    if (!this._isPlain) {
      stage.comment('hadolint ignore=DL3002');
      stage.user('0:0');
    }
  }
}
