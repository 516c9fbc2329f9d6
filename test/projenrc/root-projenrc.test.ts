import { Project } from 'projen';
import { PythonContainer, PythonContainerProject, PythonPackageManager, UvWorkspace } from '../../src';
import { folderWith, synth } from '../synth';

/** A workspace with a service, whose root has these files. */
function workspace(files: { [path: string]: string }, prepare: (root: Project) => void = () => undefined) {
  const root = new Project({ name: 'shop', outdir: folderWith({ 'api/api/main.py': '', 'api/tests/test_a.py': '', ...files }) });
  const warn = jest.spyOn(root.logger, 'warn').mockImplementation();
  new UvWorkspace(root);
  new PythonContainerProject({ parent: root, name: 'api', outdir: 'api', packageManager: PythonPackageManager.UV });
  prepare(root);
  const written = synth(root);
  return { written, steps: written['.projen/tasks.json'].tasks.default.steps, warnings: warn.mock.calls.map(([text]) => text) };
}

test('the root of a workspace runs its .projenrc.ts, with the package.json that it needs', () => {
  const { written, steps, warnings } = workspace({ '.projenrc.ts': '' });
  expect(steps).toEqual([{ execArgs: ['node', '--import', 'tsx', '.projenrc.ts'] }]);
  expect(written['package.json'].devDependencies).toHaveProperty('tsx');
  expect(written['tsconfig.projen.json']).toBeDefined();
  expect(written['api/.projen/tasks.json'].tasks.default.steps).toEqual([{ exec: 'npx projen default', cwd: '..' }]);
  expect(warnings.filter(text => text.includes('does nothing'))).toEqual([]);
});

test('a JavaScript file needs nothing but Node.js', () => {
  const { written, steps } = workspace({ '.projenrc.js': '' });
  expect(steps).toEqual([{ execArgs: ['node', '.projenrc.js'] }]);
  expect(written['package.json']).toBeUndefined();
});

test('an rc file that another tool runs is not changed', () => {
  const { written, steps } = workspace({ '.projenrc.ts': '' }, root => root.defaultTask!.exec('make rc'));
  expect(steps).toEqual([{ exec: 'make rc' }]);
  expect(written['package.json']).toBeUndefined();
});

test('an rc file that nothing runs is reported', () => {
  const { steps, warnings } = workspace({ '.projenrc.py': '' });
  expect(steps).toBeUndefined();
  expect(warnings).toContainEqual(expect.stringMatching(/^"npx projen" does nothing here, because the default task does not run an rc file\. Add a step/));
});

test('the root of sub-projects without a workspace does the same, as does a project of projen with a container', () => {
  const outdir = folderWith({ '.projenrc.ts': '', 'api/api/main.py': '', 'api/tests/test_a.py': '' });
  const root = new Project({ name: 'shop', outdir });
  new PythonContainerProject({ parent: root, name: 'api', outdir: 'api' });
  expect(synth(root)['.projen/tasks.json'].tasks.default.steps).toEqual([{ execArgs: ['node', '--import', 'tsx', '.projenrc.ts'] }]);
  const plain = new Project({ name: 'shop', outdir: folderWith({ '.projenrc.js': '', 'shop/main.py': '', 'tests/test_a.py': '' }) });
  new PythonContainer(plain);
  expect(synth(plain)['.projen/tasks.json'].tasks.default.steps).toEqual([{ execArgs: ['node', '.projenrc.js'] }]);
});

test('an rc file that another tool runs is not reported, also in its sub-projects', () => {
  const outdir = folderWith({ 'shop/main.py': '', 'tests/test_a.py': '', 'api/api/main.py': '', 'api/tests/test_a.py': '' });
  const root = new PythonContainerProject({ name: 'shop', outdir, projenrcTs: false });
  new PythonContainerProject({ parent: root, name: 'api', outdir: 'api' });
  const warn = jest.spyOn(root.logger, 'warn').mockImplementation();
  expect(synth(root)['.projen/tasks.json'].tasks.default.steps).toBeUndefined();
  expect(warn.mock.calls.flat().filter(text => String(text).includes('does nothing'))).toEqual([]);
});
