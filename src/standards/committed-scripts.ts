import { posix } from 'path';
import { SourceEntry, SourceFiles, SourceKind } from './source-files';
import { globFolder, isGlob } from '../dockerfile/context-path';

/** The most bytes that are read of a script. */
const MOST_BYTES = 50_000;

/** The shell scripts of the build context, by their names. They are looked for when a command starts a file of such a name. */
export class CommittedScripts {
  private entries?: Map<string, SourceEntry[]>;

  public constructor(private readonly files: () => SourceFiles) {}

  /** The texts of the scripts with this name that are among these sources. */
  public texts(name: string, sources: string[]): string[] {
    return (this.named.get(name) ?? []).filter(({ path }) => sources.some(source => contains(source, path)))
      .map(entry => this.files().start(entry, MOST_BYTES).replace(/\r/g, '')).filter(text => isScript(name, text));
  }

  private get named(): Map<string, SourceEntry[]> {
    if (this.entries === undefined) {
      this.entries = new Map();
      for (const entry of this.files().admitted.filter(({ kind, path }) => kind === SourceKind.FILE && /^[^.]*(\.(ba)?sh)?$/.test(posix.basename(path)))) {
        const name = posix.basename(entry.path);
        this.entries.set(name, [...this.entries.get(name) ?? [], entry]);
      }
    }
    return this.entries;
  }
}

function contains(source: string, path: string): boolean {
  return isGlob(source) ? posix.dirname(path) === globFolder(source) : source === '.' || path === source || path.startsWith(`${source}/`);
}

/** Programs in other languages have comments and messages about commands that they do not run. */
function isScript(name: string, text: string): boolean {
  return text.startsWith('#!') ? /^#!.*sh\b/.test(text) : /\.(ba)?sh$/.test(name);
}
