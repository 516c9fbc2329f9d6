import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join, posix } from 'path';
import reference from '@balena/dockerignore';
import { isFile } from '../../../src/files/entries';
import { affectedTargets } from '../../../src/tasks/script/affected';
import { readBakeFile } from '../../../src/tasks/script/bake-file';
import { newFolder } from '../../synth';
import { SCRIPT } from '../tools';

/** A target of docker-bake.json, with paths that are no templates. */
export interface Target {
  readonly context: string;
  readonly dockerfile: string;
  readonly secret?: string[];
}

/** A git repository with a docker-bake.json, in which tests change files. Paths are relative to the folder of the root project. */
export class Monorepo {
  /** The folder of the repository. */
  public readonly top = newFolder();
  /** The folder of the root project. */
  public readonly root: string;

  /** @param inside the path of the root project in the repository */
  public constructor(private readonly targets: { readonly [name: string]: Target }, inside = '.') {
    this.root = join(this.top, inside);
    this.write('docker-bake.override.json', '{ "group": {}, "target": {} }');
    git(this.top, 'init', '--quiet', '--initial-branch=main');
    this.writeTargets(targets);
  }

  public git(...argv: string[]): string {
    return git(this.root, ...argv);
  }

  public write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  public remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true, force: true });
  }

  public rename(path: string, to: string): void {
    mkdirSync(dirname(join(this.root, to)), { recursive: true });
    renameSync(join(this.root, path), join(this.root, to));
  }

  public link(path: string, target: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    symlinkSync(target, join(this.root, path));
  }

  public chmod(path: string, mode: number): void {
    chmodSync(join(this.root, path), mode);
  }

  public writeTargets(targets: { readonly [name: string]: Target }): void {
    const target = Object.fromEntries(Object.entries(targets).map(([name, facts]) => [name, { ...facts, tags: [name] }]));
    this.write('docker-bake.json', JSON.stringify({ group: { default: { targets: Object.keys(targets) } }, target }));
  }

  /** Commits everything, and returns the commit. */
  public commit(): string {
    const hidden = this.git('ls-files', '-v', '-z').split('\0').filter(line => /^[a-z]/.test(line)).map(line => line.slice(2));
    if (hidden.length) {
      this.git('update-index', '--no-assume-unchanged', '--', ...hidden);
    }
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message=x');
    return this.git('rev-parse', 'HEAD').trim();
  }

  /** Runs the script. */
  public run(...argv: string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, 'affected', ...argv], { cwd: this.root, encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  /** What docker:affected prints, found in this process. */
  public affected(base: string): string[] {
    const before = process.cwd();
    process.chdir(this.root);
    try {
      return affectedTargets(base, readBakeFile());
    } finally {
      process.chdir(before);
    }
  }

  /** A digest of what BuildKit would read for each target. */
  public digests(): { readonly [name: string]: string } {
    return Object.fromEntries(Object.entries(this.targets).map(([name, target]) => [name, this.digest(target)]));
  }

  private digest({ context, dockerfile }: Target): string {
    const folder = join(this.root, context);
    const file = join(folder, dockerfile);
    if (!existsSync(folder)) {
      return 'none';
    }
    const ignore = [`${file}.dockerignore`, join(folder, '.dockerignore')].find(isFile);
    const rules = reference({ ignorecase: false }).add(ignore === undefined ? '' : readFileSync(ignore, 'utf8'));
    const hash = createHash('sha256').update(isFile(file) ? readFileSync(file) : 'none');
    entries(folder).filter(path => !rules.ignores(path)).forEach(path => hash.update(JSON.stringify([path, contents(join(folder, path))])));
    return hash.digest('hex');
  }
}

/** Runs git with an author, and returns what it prints. */
export function git(folder: string, ...argv: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', '-c', 'protocol.file.allow=always', ...argv], { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return stdout;
}

function entries(folder: string, path = ''): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).filter(({ name }) => name !== '.git').flatMap((entry) => {
    const inner = posix.join(path, entry.name);
    return [inner, ...entry.isDirectory() ? entries(folder, inner) : []];
  }).sort();
}

function contents(file: string): unknown {
  const stats = lstatSync(file);
  return stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? ['link', readlinkSync(file)] : [stats.mode.toString(8).endsWith('755'), readFileSync(file, 'base64')];
}
