import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { folderWith } from './synth';
import { DependencyUpdates, Framework, ImageDigests, PythonContainer, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager } from '../src';

type Options = Partial<PythonContainerProjectOptions>;

/** Synthesizes as in a repository that is there, which is no new project. */
function synthesize(outdir: string, options: Options = {}): void {
  process.env.PROJEN_DISABLE_POST = 'true';
  try {
    const project = new PythonContainerProject({
      name: 'x', outdir, framework: Framework.NONE, sources: ['main.py'], pytest: false, imageDigests: ImageDigests.IGNORE, logging: { level: 0 as never }, ...options,
    });
    new PythonContainer(project, { name: 'worker', command: ['python', 'main.py'] });
    project.synth();
  } finally {
    delete process.env.PROJEN_DISABLE_POST;
  }
}

const UPDATES = [DependencyUpdates.DEPENDABOT, DependencyUpdates.RENOVATE, DependencyUpdates.TASK].map(dependencyUpdates => ({ dependencyUpdates }));
const PROJECT = '[project]\nname = "mine"\nversion = "1"\ndependencies = []\n';

/** All files that a project writes outside of the folder of projen, with what it takes to write them. */
const WRITTEN: [string, Options][] = [{}, ...UPDATES, { packageManager: PythonPackageManager.UV }].flatMap((options) => {
  const folder = folderWith({ 'main.py': '' });
  synthesize(folder, options);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  return files.filter(path => !path.startsWith('.projen/') && path !== 'main.py').map((path): [string, Options] => [path, options]);
}).filter(([path], index, all) => all.findIndex(([other]) => other === path) === index);

/** Files that people bring along: they are read and used as they are. */
const HONOURED: { readonly [path: string]: string } = {
  '.python-version': '3.13\n', 'requirements.in': 'idna\n', 'requirements-dev.in': 'six\n', 'pyproject.toml': PROJECT,
};

test('these are all files', () => {
  expect(WRITTEN.map(([path]) => path).sort()).toEqual([
    '.dockerignore', '.gitattributes', '.github/dependabot.yml', '.github/workflows/upgrade.yml', '.gitignore', '.python-version', 'Dockerfile', 'Dockerfile.worker', 'Dockerfile.worker.dockerignore',
    'container-structure-test-worker.yaml', 'container-structure-test.yaml', 'package.json', 'pyproject.toml', 'renovate.json5', 'requirements-dev.in', 'requirements.in', 'tsconfig.projen.json',
  ]);
});

test.each(WRITTEN)('%s of somebody else is neither replaced nor deleted, with %j', (path, options) => {
  const mine = path === 'package.json' ? '{\n  "name": "mine"\n}\n' : HONOURED[path] ?? '{}\n';
  const folder = folderWith({ 'main.py': '', [path]: mine });
  const text = () => readFileSync(join(folder, path), 'utf8');
  if (path === 'package.json') {
    synthesize(folder, options);
    expect(JSON.parse(text())).toMatchObject({ name: 'mine' });
  } else if (path in HONOURED) {
    synthesize(folder, options);
    expect(text()).toBe(mine);
  } else {
    expect(() => synthesize(folder, options)).toThrow(`${path}: the file is there and was not generated, so it is not replaced.\nRename or remove it, or let "npx projen-python-container adopt" keep copies.`);
    expect(text()).toBe(mine);
    expect(existsSync(join(folder, '.projen'))).toBe(false);
  }
});

test.each(WRITTEN.filter(([path]) => !['package.json', '.python-version'].includes(path)))('%s that somebody has taken over is neither replaced nor deleted, with %j', (path, options) => {
  const folder = folderWith({ 'main.py': '' });
  synthesize(folder, options);
  chmodSync(join(folder, path), 0o644);
  const mine = HONOURED[path] ?? 'taken: over\n';
  writeFileSync(join(folder, path), mine);
  try {
    synthesize(folder, options);
  } catch (error) {
    expect((error as Error).message).toContain(`${path}: the file is there and was not generated`);
  }
  expect(readFileSync(join(folder, path), 'utf8')).toBe(mine);
});
