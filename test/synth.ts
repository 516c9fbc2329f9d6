import { mkdirSync, mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { Project, Testing } from 'projen';
import { PythonContainerProject, PythonContainerProjectOptions } from '../src';

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'unit-'));
}

/** A folder with files that people bring along: paths and contents. */
export function folderWith(files: { [path: string]: string }): string {
  const folder = newFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A project as `projen new` makes it, so that its samples count as there. */
export function newProject(options: Partial<PythonContainerProjectOptions> = {}): PythonContainerProject {
  process.env.PROJEN_CREATE_PROJECT = 'true';
  return new PythonContainerProject({ name: 'my-service', outdir: newFolder(), ...options });
}

/** The files of a project: paths and contents. */
export function synth(project: Project): { [path: string]: any } {
  return Testing.synth(project);
}

/** The instructions of a stage, one a line, without comments. */
export function instructions(dockerfile: string, stage: string): string[] {
  const text = dockerfile.split('\n\n').find(part => new RegExp(`^FROM \\S+ AS ${stage}$`, 'm').test(part))!;
  return text.replace(/^#.*\n/gm, '').replace(/ \\\n\s+/g, ' ').trimEnd().split('\n');
}

afterEach(() => {
  delete process.env.PROJEN_CREATE_PROJECT;
});
