import { basename, dirname, join } from 'path';
import { Component, FileBase, SampleDir, SampleFile } from 'projen';
import { Sample } from '../frameworks/sample';

/** Files and folders that will exist. There can be thousands, so they are looked up and not searched. */
export class FuturePaths {
  private readonly files: Set<string>;
  /** The folders that contain them, with the names in each. */
  private readonly folders = new Map<string, Set<string>>();

  /** @param others the paths that tasks create */
  public constructor(components: Component[], others: Iterable<string>) {
    const paths = [...components.flatMap(component => futurePaths(component).map(path => join(component.project.outdir, path))), ...others];
    this.files = new Set(paths);
    paths.forEach(path => this.addTo(dirname(path), path));
  }

  /** Whether a path is one of them, a parent of one, or inside one, because a component may write a whole folder. */
  public has(path: string): boolean {
    return this.isFolder(path) || this.isWithin(path);
  }

  /** Whether a path is one of them, or inside one, whose files are not known. */
  public isWithin(path: string): boolean {
    return this.files.has(path) || ancestors(path).some(folder => this.files.has(folder));
  }

  /** Whether some of them are inside a path. */
  public isFolder(path: string): boolean {
    return this.folders.has(path);
  }

  /** The names directly in a folder. */
  public namesIn(folder: string): string[] {
    return [...this.folders.get(folder) ?? []];
  }

  private addTo(folder: string, path: string): void {
    const names = this.folders.get(folder);
    if (names) {
      names.add(basename(path));
    } else {
      this.folders.set(folder, new Set([basename(path)]));
      if (dirname(folder) !== folder) {
        this.addTo(dirname(folder), folder);
      }
    }
  }
}

/** The paths that a component will write. */
function futurePaths(component: Component): string[] {
  if (component instanceof FileBase) {
    return [component.path];
  }
  if (component instanceof Sample) {
    // samples are written only once: in an existing project, a missing sample stays missing
    return process.env.PROJEN_CREATE_PROJECT === 'true' ? component.paths : [];
  }
  // projen keeps the paths of its samples private
  if (component instanceof SampleFile) {
    return [(component as unknown as { filePath: string }).filePath];
  }
  return component instanceof SampleDir ? [(component as unknown as { dir: string }).dir] : [];
}

function ancestors(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...ancestors(folder)];
}
