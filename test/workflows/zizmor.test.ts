import { mkdirSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { DependencyUpdates, PythonContainerProject } from '../../src';
import { run } from '../engine/engine';
import { pypiProgram } from '../engine/pypi';
import { newFolder, synth } from '../engine/workspace';

jest.setTimeout(120_000);

const REPOSITORY = resolve(__dirname, '../..');

function project(dependencyUpdates: DependencyUpdates): string {
  process.env.PROJEN_CREATE_PROJECT = 'true';
  try {
    return synth(new PythonContainerProject({ name: 'my-service', outdir: newFolder(), dependencyUpdates }));
  } finally {
    delete process.env.PROJEN_CREATE_PROJECT;
  }
}

/** Asks zizmor about a folder's workflows and its Dependabot. */
function zizmor(folder: string) {
  return run(folder, pypiProgram('zizmor==1.32.0', 'zizmor'), '--offline', '--no-config', '--no-progress', folder);
}

test.each([DependencyUpdates.TASK, DependencyUpdates.DEPENDABOT])('zizmor finds nothing in what a project with updates by %s has on GitHub', (dependencyUpdates) => {
  const folder = project(dependencyUpdates);
  expect(zizmor(join(folder, '.github'))).toMatchObject({ status: 0, output: expect.stringContaining('No findings to report') });
});

test('zizmor finds nothing in the workflows of this repository', () => {
  expect(zizmor(join(REPOSITORY, '.github'))).toMatchObject({ status: 0, output: expect.stringContaining('No findings to report') });
});

test('zizmor looks', () => {
  const bad = newFolder('bad');
  mkdirSync(join(bad, '.github/workflows'), { recursive: true });
  writeFileSync(join(bad, '.github/workflows/bad.yml'), 'on: push\njobs:\n  bad:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n');
  expect(zizmor(join(bad, '.github'))).toMatchObject({ status: expect.any(Number), output: expect.stringMatching(/unpinned-uses[^]*artipacked|artipacked[^]*unpinned-uses/) });
});
