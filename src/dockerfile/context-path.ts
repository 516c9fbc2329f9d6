import { posix } from 'path';
import { NamePattern } from './glob';
import { invalidOption } from './invalid-option';
import { oneLine } from './quoting';

const TOO_LONG = 'a path can have up to 4095 bytes, and each name in it up to 255';

/** A path of the build context, relative to its root: `./app/` and `app` are one. */
export function contextPath(option: string, path: string): string {
  pathBytes(option, path);
  const text = path.replace(/^(\.\/+)+/, '').replace(/\/+$/, '') || '.';
  if (path.trim() !== path || path === '') {
    throw invalidOption(option, path, 'a path must not be empty, and must not start or end with white space');
  }
  if (text.includes('\\') && !/^([A-Za-z]:|\\)/.test(text)) {
    throw invalidOption(option, path, 'folders are separated by / on every system', `Write '${withSlashes(text)}'`);
  }
  if (/^([A-Za-z]:|[\\/])/.test(text) || text.split('/').includes('..')) {
    throw invalidOption(option, path, 'a path must be inside the build context', 'Write it relative to the project');
  }
  if (isGlob(posix.dirname(text)) || text.includes('**')) {
    throw invalidOption(option, path, 'only the last part of a path can have wildcards, because COPY would lose the folders', `Write '${globFolder(text)}'`);
  }
  pathLength(option, text);
  if (isGlob(text) && !isPattern(posix.basename(text))) {
    throw invalidOption(option, path, 'its brackets are not closed, or stand around nothing', 'Write ? for a [ in the name of a file');
  }
  if (text.startsWith('!')) {
    throw invalidOption(option, path, 'BuildKit reads a ! at the start as an exception', 'Use the folder that contains the file');
  }
  return oneLine(option, text);
}

/**
 * Refuses Windows paths in an image: with a drive, or with \ between folders.
 *
 * @throws when it is
 */
export function refuseWindowsPath(option: string, path: string): void {
  if (/^[A-Za-z]:|^[^/]*\\/.test(path)) {
    throw invalidOption(option, path, 'folders are separated by / on every system, and images have no drives', `Write '${withSlashes(path)}'`);
  }
}

function withSlashes(path: string): string {
  return path.replace(/^[A-Za-z]:/, '').replace(/\\/g, '/');
}

/** @throws when the path is longer than any system allows */
export function pathLength(option: string, path: string): string {
  pathBytes(option, path);
  if (path.split('/').some(name => Buffer.byteLength(name) > 255)) {
    throw invalidOption(option, path, TOO_LONG);
  }
  return path;
}

/** Runs before all other checks, which would take too long for a long path. */
function pathBytes(option: string, path: string): void {
  if (Buffer.byteLength(path) > 4095) {
    throw invalidOption(option, path, TOO_LONG);
  }
}

/** Whether a path has wildcards. */
export function isGlob(path: string): boolean {
  return /[*?[]/.test(path);
}

/** Whether the brackets of a pattern are valid. */
export function isPattern(pattern: string): boolean {
  return pattern.split('/').every(name => new NamePattern(name).isValid);
}

/** The pattern of the last part of a glob. */
export function globPattern(name: string): NamePattern {
  return new NamePattern(name);
}

/** The folder in front of a glob's first wildcard: `config` of `config/*.yaml`, and `.` of `*.py`. */
export function globFolder(glob: string): string {
  return glob.slice(0, glob.search(/[*?[]/)).replace(/\/?[^/]*$/, '') || '.';
}
