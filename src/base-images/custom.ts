import { Alpine } from './alpine';
import { Bare } from './bare';
import type { CustomBaseImageOptions } from './base-image';
import { BaseImageProps, checkImageOptions } from './base-image-props';
import { Debian } from './debian';
import { DEBIAN_IMAGE, DebianImageOptions } from './debian-image-options';
import { Distribution } from './distribution';
import { Libc, PackageTool } from './package-tool';
import { RedHat } from './red-hat';
import { addNoUser, addUserIfNew } from './users';
import { imageReference } from '../dockerfile/image-reference';
import { invalidOption } from '../dockerfile/invalid-option';
import { Checks, matching, oneOf, STRINGS } from '../dockerfile/option-checks';

const CUSTOM: Checks<CustomBaseImageOptions> = {
  ...DEBIAN_IMAGE,
  packageTool: oneOf(PackageTool),
  python: matching('the absolute path of the interpreter', /^\/[A-Za-z0-9_./-]+$/, "Write for example '/usr/bin/python3'"),
  packages: STRINGS,
  buildImage: () => {}, // BaseImage itself tells what it has made
  libc: oneOf(Libc),
};

/** @param buildImage the properties of `options.buildImage` */
export function custom(reference: string, options: CustomBaseImageOptions, buildImage?: BaseImageProps): BaseImageProps {
  const { packages, packageTool = PackageTool.APT, python = '/usr/local/bin/python' } = options;
  if (typeof reference !== 'string') {
    throw invalidOption('baseImage', reference, 'expected the name of an image', "Write for example 'registry.example.com/python:{version}'");
  }
  checkImageOptions(options, "{ packages: ['python3'] }", CUSTOM);
  imageReference('baseImage', reference.replaceAll('{version}', '3.14'));
  return {
    reference: version => reference.replaceAll('{version}', version),
    distribution: distribution(packageTool, reference.replace(/@.*/, '').replace(/[^A-Za-z0-9]+/g, '-'), options),
    packageTool,
    libc: options.libc ?? (packageTool === PackageTool.APK ? Libc.MUSL : Libc.GLIBC),
    python: () => python,
    addUser: packageTool === PackageTool.NONE ? addNoUser : addUserIfNew,
    packages,
    buildImage: buildImage && (() => buildImage),
  };
}

/** @param cache distinguishes the caches of different images */
function distribution(tool: PackageTool, cache: string, options: DebianImageOptions): Distribution {
  if (tool !== PackageTool.APT && options.aptSnapshot !== undefined) {
    throw invalidOption('baseImage aptSnapshot', options.aptSnapshot, 'the image has no apt', 'Remove it, or set it for buildImage');
  }
  switch (tool) {
    case PackageTool.APT: return new Debian(cache, options);
    case PackageTool.APK: return new Alpine(cache);
    case PackageTool.DNF: return new RedHat(cache);
    case PackageTool.NONE: return new Bare();
  }
}
