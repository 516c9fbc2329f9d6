import { spawnSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { installFake } from './tools';
import { Framework, ImageDigests, PythonContainerProject } from '../../src';
import { newFolder } from '../synth';

/** Synthesizes as `npx projen` does, and returns the warnings. */
function synthesize(outdir: string, requirements: string[]): string[] {
  writeFileSync(join(outdir, 'app.py'), '');
  const project = new PythonContainerProject({ name: 'x', outdir, framework: Framework.NONE, pytest: false, projenrcTs: false, imageDigests: ImageDigests.IGNORE, requirements });
  const warn = jest.spyOn(project.logger, 'warn').mockImplementation();
  project.synth();
  return warn.mock.calls.map(([message]) => message);
}

/** Locks with the script that was written, and a tool that makes empty locks. */
function lock(outdir: string): void {
  installFake(outdir, 'uv',
    '#!/bin/sh\nfor argument; do case $argument in --output-file=*) output=${argument#*=};; esac; done\necho "# --output-file=$output ${output%.txt}.in" >$output\n',
    readFileSync(join(outdir, '.projen/uv.txt'), 'utf8'));
  expect(spawnSync('node', ['.projen/container.cjs', 'lock'], { cwd: outdir, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
}

test('synth warns of locks that are missing, and of locks that were made from other requirements', () => {
  const outdir = newFolder();
  expect(synthesize(outdir, ['a'])).toEqual(['Dockerfile: lock: requirements.txt and requirements-dev.txt missing: run "npx projen lock".']);
  lock(outdir);
  expect(synthesize(outdir, ['a'])).toEqual([]);
  expect(synthesize(outdir, ['a', 'b'])).toEqual(['Dockerfile: lock: requirements.txt and requirements-dev.txt outdated, because the requirements have changed: run "npx projen lock".']);
  lock(outdir);
  expect(synthesize(outdir, ['a', 'b'])).toEqual([]);
});
