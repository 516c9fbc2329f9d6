import { cpSync, mkdtempSync, readFileSync } from 'fs';
import { join } from 'path';
import { Application, ONE_MORE } from './applications';
import { synthesize, task } from './ours';
import { PythonPackageManager } from '../src';

/** The files that hold locked requirements. */
const FILES = {
  [PythonPackageManager.PIP]: ['requirements.txt', 'requirements-dev.txt'],
  [PythonPackageManager.UV]: ['pyproject.toml', 'uv.lock'],
};

/** The package managers whose locks are compared. */
export type Locked = keyof typeof FILES;

/** The locks of an application, before and after it got one requirement more; all Dockerfiles install from these. */
export class Locks {
  private readonly folders = new Map<string, string>();

  public constructor(private readonly root: string, public readonly tools: string) {}

  /** Makes the locks, once. */
  public make(application: Application): void {
    const pip = this.lock(application, PythonPackageManager.PIP);
    const uv = this.lock(application, PythonPackageManager.UV);
    for (const when of ['before', 'after']) {
      const [pinned, locked] = [versions(join(pip, when, 'requirements.txt')), versions(join(uv, when, 'uv.lock'))];
      const other = [...pinned].filter(([name, version]) => locked.get(name) !== version);
      if (other.length) {
        throw new Error(`${application.name}: requirements.txt and uv.lock differ in ${other.map(([name]) => name).join(', ')}`);
      }
    }
  }

  /** Copies the locks of a package manager into a folder. */
  public copy(application: Application, packageManager: Locked, when: 'before' | 'after', folder: string): void {
    for (const file of FILES[packageManager]) {
      cpSync(join(this.lock(application, packageManager), when, file), join(folder, file), { force: true });
    }
  }

  private lock(application: Application, packageManager: Locked): string {
    const key = `${application.name}-${packageManager}`;
    const known = this.folders.get(key);
    if (known) {
      return known;
    }
    const root = mkdtempSync(join(this.root, `lock-${key}-`));
    const [before, after] = [join(root, 'before'), join(root, 'after')];
    synthesize(application, before, application.requirements, { packageManager });
    task(before, this.tools, 'lock');
    synthesize(application, after, [...application.requirements, ONE_MORE], { packageManager });
    // what is locked keeps its version
    for (const file of FILES[packageManager].filter(name => name !== 'pyproject.toml')) {
      cpSync(join(before, file), join(after, file));
    }
    task(after, this.tools, 'lock');
    this.folders.set(key, root);
    return root;
  }
}

/** The names and versions in a requirements.txt or a uv.lock. */
function versions(file: string): Map<string, string> {
  const text = readFileSync(file, 'utf8');
  const found = file.endsWith('.txt') ? text.matchAll(/^([\w.-]+)==(\S+)/gm) : text.matchAll(/^name = "(.*)"\nversion = "(.*)"/gm);
  return new Map([...found].map(([, name, version]) => [name, version]));
}
