import { Project } from 'projen';
import { DependencyUpdates } from '../../src';
import { newFolder, newProject, synth } from '../synth';

const FILES = ['renovate.json5', '.github/dependabot.yml', '.github/workflows/upgrade.yml'];

test.each([
  [undefined, []],
  [DependencyUpdates.NONE, []],
  [DependencyUpdates.RENOVATE, ['renovate.json5']],
  [DependencyUpdates.DEPENDABOT, ['.github/dependabot.yml']],
  [DependencyUpdates.TASK, ['.github/workflows/upgrade.yml']],
])('%s writes %p', (dependencyUpdates, expected) => {
  const files = synth(newProject({ dependencyUpdates }));
  expect(FILES.filter(file => file in files)).toEqual(expected);
});

test('a sub-project leaves it to the root', () => {
  const parent = new Project({ name: 'monorepo', outdir: newFolder() });
  expect(() => newProject({ parent, outdir: 'a', dependencyUpdates: DependencyUpdates.RENOVATE }))
    .toThrow('dependencyUpdates: "renovate" is not possible: it applies to the whole repository. Set it in the root project only.');
});
