import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve } from 'path';
import { Project } from 'projen';
import { Finished, run, succeed } from './engine';
import { Sample } from '../../src/frameworks/sample';

/** A Python that machines have on which these tests run: those of projects run on the machine too. */
export const HOST_PYTHON = '3.13';

const REPOSITORY = resolve(__dirname, '../..');
const PROJEN = join(REPOSITORY, 'node_modules/.bin/projen');

/** A new folder; engines mount and tasks write below it. */
export function newFolder(name = 'my-service'): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'engine-')), name);
  mkdirSync(folder);
  return folder;
}

/** The tarball of this package, made from what `compile` has left in lib/. */
export function pack(): string {
  const folder = newFolder('tarball');
  succeed(REPOSITORY, 'npm', 'pack', '--silent', `--pack-destination=${folder}`);
  return join(folder, 'projen-python-container-0.0.0.tgz');
}

/** Runs projen in a folder, from its own node_modules if it has them. */
export function projen(folder: string, ...argv: string[]): Finished {
  const own = join(folder, 'node_modules/.bin/projen');
  return run(folder, existsSync(own) ? own : PROJEN, ...argv);
}

/** Runs a task that has to succeed, and returns what it printed. */
export function task(folder: string, ...argv: string[]): string {
  const { status, output } = projen(folder, ...argv);
  if (status !== 0) {
    throw new Error(`projen ${argv.join(' ')} ended with ${status}:\n${output}`);
  }
  return output;
}

/** Writes a project as `projen new` does, its samples too, but without npm. */
export function synth(project: Project): string {
  for (const sample of project.node.findAll().filter((construct): construct is Sample => construct instanceof Sample)) {
    sample.projectCreation();
  }
  process.env.PROJEN_DISABLE_POST = 'true'; // some projen projects install in a step after synth
  project.synth();
  for (const { outdir } of [project, ...project.subprojects]) {
    shareTools(outdir);
  }
  return project.outdir;
}

/** Lets all folders share their tools, so that each is installed once. */
export function shareTools(folder: string): void {
  const tools = join(tmpdir(), `projen-python-container-tools-${process.env.JEST_WORKER_ID}`);
  mkdirSync(tools, { recursive: true });
  if (!existsSync(join(folder, '.projen/tools'))) {
    symlinkSync(tools, join(folder, '.projen/tools'));
  }
}

export function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

export function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Replaces a text of a file, which has to be there. */
export function edit(folder: string, path: string, text: string, replacement: string): void {
  const before = read(folder, path);
  if (!before.includes(text)) {
    throw new Error(`${path} has no ${JSON.stringify(text)}:\n${before}`);
  }
  write(folder, path, before.replace(text, () => replacement));
}

/** Poetry asks its default index in a way that mirrors need not know; a named source is asked as pip does. */
export function addPoetrySource(folder: string): void {
  write(folder, 'index.in', '');
  const [, url] = /--index-url (\S+)/.exec(succeed(folder, 'node', '.projen/container.cjs', 'tool', 'uv', 'pip', 'compile', '--emit-index-url', 'index.in'))!;
  chmodSync(join(folder, 'pyproject.toml'), 0o644);
  write(folder, 'pyproject.toml', `${read(folder, 'pyproject.toml')}\n[[tool.poetry.source]]\nname = "index"\nurl = "${url}"\npriority = "primary"\n`);
}

/** Leaves only Node.js, Docker and git on the PATH, until the test puts it back. */
export function withoutPython(folder: string): void {
  const programs = newFolder('programs');
  for (const program of ['node', 'docker', 'git', 'env', 'sh']) {
    symlinkSync(succeed('.', 'which', program).trim(), join(programs, program));
  }
  rmSync(join(folder, '.projen/tools'));
  process.env.PATH = programs;
}
