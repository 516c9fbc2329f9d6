import { Alpine } from './alpine';
import { Bare } from './bare';
import { Debian } from './debian';
import { Distribution } from './distribution';
import { imageReference } from '../dockerfile/image-reference';
import { invalidOption } from '../dockerfile/invalid-option';

/** The tool that installs an image's system packages. Users are made in its distribution's way. */
export enum PackageTool {
  /** Debian and Ubuntu. */
  APT = 'apt',
  /** Alpine. */
  APK = 'apk',
  /** None, as in distroless images. */
  NONE = 'none',
}

/** The C library of an image: wheels are built for one of them. */
export enum Libc {
  /** GNU's, for `manylinux` wheels. */
  GLIBC = 'glibc',
  /** musl, for `musllinux` wheels. */
  MUSL = 'musl',
}

/** What an image of your own is like. */
export interface CustomBaseImageOptions {
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

interface BaseImageProps {
  readonly reference: (pythonVersion: string) => string;
  readonly distribution: Distribution;
  readonly packageTool: PackageTool;
  readonly libc: Libc;
  readonly python: (pythonVersion: string) => string;
  readonly packages?: string[];
  readonly buildImage?: (pythonVersion: string) => BaseImage;
  readonly uid?: number;
  readonly newestPython?: string;
}

/** Distroless images have the Python of their Debian release, and no other. */
const DISTROLESS_RELEASES = new Map([
  ['3.11', { debian: 12, release: 'bookworm' }],
  ['3.13', { debian: 13, release: 'trixie' }],
]);

/** What an image starts from, and what can be done in it. */
export class BaseImage {
  /**
   * The official slim image: Debian without compilers.
   *
   * @see https://hub.docker.com/_/python
   * @param release the Debian release, because the plain `slim` tag moves from one to the next; trixie if it is not given
   */
  public static slim(release: string = 'trixie'): BaseImage {
    checkRelease(release, 'trixie');
    return new BaseImage({
      reference: version => `python:${version}-slim-${release}`,
      distribution: new Debian(release),
      packageTool: PackageTool.APT,
      libc: Libc.GLIBC,
      python: () => '/usr/local/bin/python',
    });
  }

  /**
   * The official Alpine image: small, with musl, for which many packages have no wheels.
   *
   * @see https://hub.docker.com/_/python
   * @param release the Alpine release, 3.22 if it is not given
   */
  public static alpine(release: string = '3.22'): BaseImage {
    checkRelease(release, '3.22');
    return new BaseImage({
      reference: version => `python:${version}-alpine${release}`,
      distribution: new Alpine(release),
      packageTool: PackageTool.APK,
      libc: Libc.MUSL,
      python: () => '/usr/local/bin/python',
    });
  }

  /**
   * Google's distroless image: Debian's Python and nothing else, no shell and no package tool. It has Python 3.11 or 3.13.
   * Everything but production is made from the slim image of the same Debian release.
   *
   * @see https://github.com/GoogleContainerTools/distroless
   */
  public static distroless(): BaseImage {
    return new BaseImage({
      reference: version => `gcr.io/distroless/python3-debian${distrolessRelease(version).debian}:nonroot`,
      distribution: new Bare(),
      packageTool: PackageTool.NONE,
      libc: Libc.GLIBC,
      python: version => `/usr/bin/python${version}`,
      buildImage: version => BaseImage.slim(distrolessRelease(version).release),
      uid: 65532,
      newestPython: [...DISTROLESS_RELEASES.keys()].pop(),
    });
  }

  /**
   * Any other image: of a company's registry, a hardened one, one with CUDA.
   *
   * @param reference its name with registry, tag and digest; `{version}` stands for the minor version of Python
   * @param options what it is like
   */
  public static custom(reference: string, options: CustomBaseImageOptions = {}): BaseImage {
    const tool = options.packageTool ?? PackageTool.APT;
    const python = options.python ?? '/usr/local/bin/python';
    if (typeof reference !== 'string') {
      throw invalidOption('baseImage', reference, 'it is the name of an image', "Write for example 'registry.example.com/python:{version}'");
    }
    imageReference('baseImage', reference.replaceAll('{version}', '3.14'));
    checkMembers({ packageTool: [tool, PackageTool], libc: [options.libc, Libc] });
    const { packages, buildImage } = options;
    if (packages !== undefined && !(Array.isArray(packages) && packages.every(name => typeof name === 'string'))) {
      throw invalidOption('baseImage packages', packages, 'it is a list of names', "Write for example ['python3']");
    }
    if (buildImage !== undefined && !(buildImage instanceof BaseImage)) {
      throw invalidOption('baseImage buildImage', buildImage, 'it is made by a method of BaseImage', 'Write for example BaseImage.slim()');
    }
    if (!/^\/[A-Za-z0-9_./-]+$/.test(python)) {
      throw invalidOption('baseImage python', python, 'it is the absolute path of the interpreter, such as /usr/bin/python3');
    }
    const cache = reference.replace(/@.*/, '').replace(/[^A-Za-z0-9]+/g, '-');
    return new BaseImage({
      reference: version => reference.replaceAll('{version}', version),
      distribution: { [PackageTool.APT]: new Debian(cache), [PackageTool.APK]: new Alpine(cache), [PackageTool.NONE]: new Bare() }[tool],
      packageTool: tool,
      libc: options.libc ?? (tool === PackageTool.APK ? Libc.MUSL : Libc.GLIBC),
      python: () => python,
      packages,
      buildImage: buildImage && (() => buildImage),
    });
  }

  /** The tool that installs its system packages. */
  public readonly packageTool: PackageTool;
  /** Its C library. */
  public readonly libc: Libc;

  /** @internal */
  public readonly _packages: string[];
  /** @internal */
  public readonly _distribution: Distribution;
  /** @internal The user that the image brings, for an application to run as. */
  public readonly _uid?: number;
  /** @internal The newest minor version of Python that it has, if that is known. */
  public readonly _newestPython?: string;

  private constructor(private readonly props: BaseImageProps) {
    this.packageTool = props.packageTool;
    this.libc = props.libc;
    this._packages = props.packages ?? [];
    this._distribution = props.distribution;
    this._uid = props.uid;
    this._newestPython = props.newestPython;
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
    return this.props.buildImage?.(pythonVersion);
  }
}

function distrolessRelease(pythonVersion: string): { debian: number; release: string } {
  const release = DISTROLESS_RELEASES.get(pythonVersion);
  if (!release) {
    throw invalidOption('pythonVersion', pythonVersion, `distroless images have Python ${[...DISTROLESS_RELEASES.keys()].join(' or ')}`,
      'Choose one of them, or BaseImage.slim()');
  }
  return release;
}

/** @throws unless it can be the end of a tag */
function checkRelease(release: string, example: string): void {
  if (typeof release !== 'string' || !/^[a-z0-9][a-z0-9.]{0,30}$/.test(release)) {
    throw invalidOption('baseImage', release, 'a release is a name or a number, in lower case', `Write for example '${example}'`);
  }
}

function checkMembers(options: { readonly [option: string]: [string | undefined, { readonly [member: string]: string }] }): void {
  for (const [option, [member, members]] of Object.entries(options)) {
    const values = Object.values(members);
    if (member !== undefined && !values.includes(member)) {
      throw invalidOption(`baseImage ${option}`, member, `the values are ${values.join(', ')}`);
    }
  }
}
