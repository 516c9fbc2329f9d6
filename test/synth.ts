import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Project, Testing } from 'projen';
import { PythonContainerProject, PythonContainerProjectOptions } from '../src';

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'unit-'));
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

afterEach(() => {
  delete process.env.PROJEN_CREATE_PROJECT;
});
