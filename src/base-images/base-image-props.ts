import { Distribution } from './distribution';
import { Libc, PackageTool } from './package-tool';
import { AddUser } from './users';
import { invalidOption } from '../dockerfile/invalid-option';
import { Checks, struct } from '../dockerfile/option-checks';

/** The properties of a kind of base image. */
export interface BaseImageProps {
  readonly reference: (pythonVersion: string) => string;
  readonly distribution: Distribution;
  readonly packageTool: PackageTool;
  readonly libc: Libc;
  readonly python: (pythonVersion: string) => string;
  readonly addUser: AddUser;
  readonly packages?: string[];
  readonly buildImage?: (pythonVersion: string) => BaseImageProps;
  /** The user that the image has for running an application. */
  readonly uid?: number;
  readonly newestPython?: string;
  /** Whether the image is known to have neither USER nor ENTRYPOINT, like the official ones. */
  readonly isPlain?: boolean;
}

/** @throws unless it can be the end of a tag */
export function checkRelease(release: string, example: string): void {
  if (typeof release !== 'string' || !/^[a-z0-9][a-z0-9.]{0,30}$/.test(release)) {
    throw invalidOption('baseImage', release, 'a release is a lower-case name or a number', `Write for example '${example}'`);
  }
}

/** @throws unless options are an object, all are known, and each has its type */
export function checkImageOptions<T>(options: T, example: string, checks: Checks<T>): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw invalidOption('baseImage', options, 'its options must be an object', `Write for example ${example}`);
  }
  struct(checks)('baseImage', options);
}
