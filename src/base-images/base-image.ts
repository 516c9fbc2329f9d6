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

/** What an image of your own is like. */
export interface CustomBaseImageOptions extends DebianImageOptions {
  /**
   * The tool that installs its system packages.
   *
   * @default PackageTool.APT
   */
  readonly packageTool?: PackageTool;
  /**
   * The absolute path of its Python.
   *
   * @default "/usr/local/bin/python"
   */
  readonly python?: string;
  /**
   * System packages that every stage needs: Python, where the image has none.
   *
   * @default - none
   */
  readonly packages?: string[];
  /**
   * The image to build in, where this one has no shell. It needs the same C library, of the same version or an older one.
   *
   * @default - this image, which has a shell
   */
  readonly buildImage?: BaseImage;
  /**
   * Its C library.
   *
   * @default - musl with apk, glibc otherwise
   */
  readonly libc?: Libc;
}

/** What an image starts from, and what can be done in it. */
export class BaseImage {
  /**
   * The official slim image: Debian without compilers.
   *
   * @see https://hub.docker.com/_/python
   * @throws when it has no such release, or the archive no such time
   */
  public static slim(options: SlimImageOptions = {}): BaseImage {
    return new BaseImage(slim(options));
  }

  /**
   * The official Alpine image: small, with musl, for which many packages have no wheels.
   *
   * @see https://hub.docker.com/_/python
   * @param release the Alpine release, 3.22 if it is not given
   */
  public static alpine(release?: string): BaseImage {
    return new BaseImage(alpine(release));
  }

  /**
   * Google's distroless image: Debian's Python and nothing else, no shell and no package tool. It has Python 3.11 or 3.13.
   * Everything but production is made from the slim image of the same Debian release.
   *
   * @see https://github.com/GoogleContainerTools/distroless
   */
  public static distroless(options: DebianImageOptions = {}): BaseImage {
    return new BaseImage(distroless(options));
  }

  /**
   * Docker's hardened image: Debian and Python, no shell and no package tool. Everything but production is made from its `-dev`
   * variant. It takes a `docker login dhi.io`, with any Docker account.
   *
   * @see https://docs.docker.com/dhi/
   */
  public static hardened(options: DebianImageOptions = {}): BaseImage {
    return new BaseImage(hardened(options));
  }

  /**
   * Chainguard's image: Wolfi and Python, no shell and no package tool. Everything but production is made from its `-dev` variant.
   *
   * @see https://images.chainguard.dev/directory/image/python/overview
   * @param organization the name of your organization, whose images have a tag for each version of Python; without it, the images
   * that cost nothing, which have the newest Python alone
   */
  public static chainguard(organization?: string): BaseImage {
    return new BaseImage(chainguard(organization));
  }

  /**
   * Red Hat's Universal Base Image with Python, in its minimal variant. It has Python 3.12 or 3.14.
   *
   * @see https://catalog.redhat.com/en/software/containers/ubi9/python-314-minimal
   * @param release the release of Red Hat Enterprise Linux, `9` or `10`; 9 if it is not given
   */
  public static ubi(release?: string): BaseImage {
    return new BaseImage(ubi(release));
  }

  /**
   * Any other image: of a company's registry, or one with CUDA. Whatever user and entrypoint it has, the application has its own.
   *
   * @param reference its name with registry, tag and digest; `{version}` stands for the minor version of Python
   * @param options what it is like
   */
  public static custom(reference: string, options: CustomBaseImageOptions = {}): BaseImage {
    const { buildImage } = options;
    if (buildImage !== undefined && !(buildImage instanceof BaseImage)) {
      throw invalidOption('baseImage buildImage', buildImage, 'expected one made by a method of BaseImage', 'Write for example BaseImage.slim()');
    }
    return new BaseImage(custom(reference, options, buildImage?.props));
  }

  /** The tool that installs its system packages. */
  public readonly packageTool: PackageTool;
  /** Its C library. */
  public readonly libc: Libc;
  /** The system packages that were asked for with it, and that all stages which build have. */
  public readonly packages: string[];

  /** @internal */
  public readonly _distribution: Distribution;
  /** @internal The user that the image brings, for an application to run as. */
  public readonly _uid?: number;
  /** @internal The newest minor version of Python that it has, if that is known. */
  public readonly _newestPython?: string;
  /** @internal Whether it surely has neither a USER nor an ENTRYPOINT: from all others, stages take both away. */
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

  /** The image that everything but production is made from, if this one has no shell. */
  public buildImage(pythonVersion: string): BaseImage | undefined {
    const props = this.props.buildImage?.(pythonVersion);
    return props && new BaseImage(props);
  }

  /** @internal Adds a user to a stage, as far as the image has none. */
  public _addUser(stage: Stage, name: string, uid: number, gid: number): void {
    this.props.addUser(stage, name, uid, gid);
  }

  /** @internal Makes root the user of a stage: what an image of others runs as is not known, and only root can add to it. */
  public _startAsRoot(stage: Stage): void {
    if (!this._isPlain) {
      stage.comment('hadolint ignore=DL3002');
      stage.user('0:0');
    }
  }
}
