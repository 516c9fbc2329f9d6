import { spawnSync } from 'child_process';
import { writeFileSync } from 'fs';
import { join } from 'path';
import { Framework, PythonContainerProject } from '../../src';
import { newFolder } from '../synth';

/** Synthesizes as `npx projen` does, and returns the warnings. */
function synthesize(outdir: string, requirements: string[]): string[] {
  writeFileSync(join(outdir, 'app.py'), '');
  const project = new PythonContainerProject({ name: 'x', outdir, framework: Framework.NONE, pytest: false, projenrcTs: false, requirements });
  const warn = jest.spyOn(project.logger, 'warn').mockImplementation();
  project.synth();
  return warn.mock.calls.map(([message]) => message);
}

test('synth warns of missing locks, and of locks that were made from other requirements', () => {
  const outdir = newFolder();
  expect(synthesize(outdir, ['a'])).toEqual(['requirements.txt and requirements-dev.txt missing: run "npx projen lock".']);

  for (const lock of ['requirements.txt', 'requirements-dev.txt']) {
    writeFileSync(join(outdir, lock), '');
  }
  expect(synthesize(outdir, ['a'])).toEqual([]);

  // the script's own record: both have to count in the same way
  const record = spawnSync('node', ['-e', `
    process.argv[2] = 'locked'; require(${JSON.stringify(join(outdir, '.projen/container.cjs'))})`], { cwd: outdir, encoding: 'utf8' });
  expect(record.status).toBe(0);
});
