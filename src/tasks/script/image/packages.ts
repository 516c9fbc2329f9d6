import { posix } from 'node:path';

/** What a file of an image belongs to. */
export interface Package {
  readonly kind: PackageKind;
  readonly name: string;
  readonly version: string;
}

export type PackageKind = 'Application' | 'Python package' | 'System package' | 'Python' | 'Other files';

const BYTECODE = /^(.*\/)?__pycache__\/([^/]+?)\.[^./]+(?:\.opt-\d)?\.pyc$/;
const LISTS = [
  /\.dist-info\/RECORD$/,
  /^var\/lib\/dpkg\/(status|info\/[^/]+\.list|status\.d\/[^/]+)$/,
  /^(usr\/)?lib\/apk\/db\/installed$/,
];

/** Whether a file lists the files of packages. */
export function isPackageList(path: string): boolean {
  return LISTS.some(list => list.test(path));
}

/** Knows which package a file belongs to, from the lists that the installers have left. */
export class PackageIndex {
  private readonly owners = new Map<string, Package>();
  private readonly versions = new Map<string, string>();

  /** @param lists the texts of the files with lists, by their paths */
  public constructor(lists: ReadonlyMap<string, string>) {
    for (const [path, text] of lists) {
      if (/^var\/lib\/dpkg\/status(\.d\/[^/]+)?$/.test(path) && !path.endsWith('.md5sums')) {
        this.addVersions(text);
      }
    }
    for (const [path, text] of lists) {
      if (path.endsWith('/RECORD')) {
        this.addRecord(path, text);
      } else if (path.endsWith('/installed')) {
        this.addAlpine(text);
      } else if (path.endsWith('.list')) {
        this.addDebian(path, text.split('\n'));
      } else if (path.endsWith('.md5sums')) {
        this.addDebian(path, text.split('\n').map(line => line.replace(/^\S+\s+/, '')));
      }
    }
  }

  public ownerOf(path: string): Package {
    const [, folder = '', module] = BYTECODE.exec(path) ?? [];
    return this.owners.get(path) ?? this.owners.get(module === undefined ? '' : `${folder}${module}.py`) ?? placeOf(path);
  }

  /** https://packaging.python.org/en/latest/specifications/recording-installed-packages/ */
  private addRecord(path: string, text: string): void {
    const info = posix.dirname(path);
    const [, name, version] = /^(.+?)-([^-]+)\.dist-info$/s.exec(posix.basename(info)) ?? [];
    if (name !== undefined) {
      const owner: Package = { kind: 'Python package', name: name.replace(/_/g, '-').toLowerCase(), version };
      for (const line of text.split('\n')) {
        const file = line.startsWith('"') ? line.slice(1).split('",')[0].replace(/""/g, '"') : line.split(',')[0];
        this.owners.set(inFolder(posix.dirname(info), file), owner);
      }
      this.owners.set(path, owner);
    }
  }

  private addVersions(text: string): void {
    for (const paragraph of text.split(/\n\n+/)) {
      const [name, version] = ['Package', 'Version'].map(field => new RegExp(`^${field}: *(.*)$`, 'm').exec(paragraph)?.[1]);
      if (name !== undefined && version !== undefined) {
        this.versions.set(name, version);
      }
    }
  }

  private addDebian(path: string, files: string[]): void {
    const name = posix.basename(path).replace(/\.(list|md5sums)$/, '').replace(/:[^:]*$/, '');
    const owner: Package = { kind: 'System package', name, version: this.versions.get(name) ?? '' };
    for (const file of files.filter(line => line !== '' && line !== '/.')) {
      const place = inFolder('', file);
      this.owners.set(place, owner);
      if (/^(bin|sbin|lib\w*)\//.test(place)) {
        this.owners.set(`usr/${place}`, owner); // where Debian moved them, which lists of older packages do not know
      }
    }
  }

  private addAlpine(text: string): void {
    for (const paragraph of text.split(/\n\n+/)) {
      const field = (letter: string) => new RegExp(`^${letter}:(.*)$`, 'm').exec(paragraph)?.[1] ?? '';
      const owner: Package = { kind: 'System package', name: field('P'), version: field('V') };
      let folder = '';
      for (const line of paragraph.split('\n')) {
        if (line.startsWith('F:')) {
          folder = line.slice(2);
        } else if (line.startsWith('R:')) {
          this.owners.set(inFolder(folder, line.slice(2)), owner);
        }
      }
    }
  }
}

function inFolder(folder: string, file: string): string {
  return posix.join(folder, file.startsWith('/') && folder === '' ? file.slice(1) : file).replace(/^(\.\.?\/)+/, '');
}

/** What belongs to no package. */
function placeOf(path: string): Package {
  const named = (kind: PackageKind, name: string): Package => ({ kind, name, version: '' });
  return path.startsWith('app/') ? named('Application', '/app')
    : /^usr\/local\/(lib\/(libpython|python3)|bin\/(python|pydoc|idle|2to3))/.test(path) ? named('Python', 'Python and its standard library')
      : named('Other files', `/${path.split('/').slice(0, 2).join('/')}`);
}
