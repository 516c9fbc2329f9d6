import { relative } from 'path';

/** A relative path as Docker and git write it, with `/` between folders on every system; empty for the folder itself. */
export function relativePath(from: string, to: string): string {
  return withSlashes(relative(from, to));
}

/** A path with `/` between folders. */
export function withSlashes(path: string): string {
  return path.split('\\').join('/');
}

/** Whether a path is a folder, or is in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
