import { existsSync, mkdirSync, symlinkSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { Application, copySources } from './applications';
import { run, RunOptions } from './shell';
import { BaseImage, PythonContainerProject, PythonContainerProjectOptions } from '../src';

/** What all Dockerfiles have in common. uv's example has no image on a newer Debian. */
export const COMMON = { name: 'shop', devRequirements: [], pytest: false, sample: false, projenrcTs: false };

const PROJEN = resolve(__dirname, '../node_modules/.bin/projen');

/** Writes an application as a project of ours. */
export function synthesize(application: Application, folder: string, requirements: string[], options: Partial<PythonContainerProjectOptions>): void {
  copySources(application, folder);
  process.env.PROJEN_DISABLE_POST = 'true'; // nothing is installed after the synth
  new PythonContainerProject({
    baseImage: BaseImage.slim({ release: 'bookworm' }),
    ...COMMON,
    pythonVersion: application.pythonVersion,
    ...application.options,
    ...options,
    requirements,
    outdir: folder,
  }).synth();
}

/** Runs a task of a project of ours. All projects share one folder of tools, so that each tool is installed once. */
export function task(folder: string, tools: string, name: string, options?: RunOptions): void {
  const own = join(folder, '.projen/tools');
  if (existsSync(tools) && !existsSync(own)) {
    symlinkSync(tools, own);
  }
  run([PROJEN, name], { cwd: folder, ...options });
  if (existsSync(own) && !existsSync(tools)) {
    mkdirSync(dirname(tools), { recursive: true });
    symlinkSync(own, tools);
  }
}
