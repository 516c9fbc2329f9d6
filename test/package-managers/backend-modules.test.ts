import { PythonPackageManager } from '../../src';
import { ExistingPyproject } from '../../src/package-managers/existing-pyproject';
import { folderWith, instructions, newProject, synth } from '../synth';

const BACKENDS = {
  poetry: ['poetry-core', 'poetry.core.masonry.api'],
  hatch: ['hatchling', 'hatchling.build'],
  flit: ['flit-core', 'flit_core.buildapi'],
  uv: ['uv_build', 'uv_build'],
  setuptools: ['setuptools', 'setuptools.build_meta'],
  other: ['maturin', 'maturin'],
};
type Backend = keyof typeof BACKENDS;

function text(backend: Backend, more = ''): string {
  const [requires, api] = BACKENDS[backend];
  return `[build-system]\nrequires = ["${requires}"]\nbuild-backend = "${api}"\n[project]\nname = "Shop-API"\nversion = "1"\ndependencies = []\n${more}`;
}

function pyproject(backend: Backend, paths: string[], more?: string): ExistingPyproject {
  return new ExistingPyproject(folderWith(Object.fromEntries(paths.map(path => [path, '']))), text(backend, more));
}

test.each<[Backend, string[], string, string[]]>([
  ['poetry', ['shop_api/main.py'], '', ['shop_api']], ['poetry', ['src/shop_api.py'], '', ['src/shop_api.py']],
  ['poetry', ['app/main.py'], '[tool.poetry]\npackages = [{ include = "app" }]\n', ['app']],
  ['poetry', ['lib/app/x.py', 'lib/more/x.py'], '[[tool.poetry.packages]]\ninclude = "app"\nfrom = "lib"\n[[tool.poetry.packages]]\ninclude = "more/**/*.py"\nfrom = "lib"\n', ['lib/app', 'lib/more']],
  ['poetry', ['shop_api/x.py'], '[tool.poetry]\npackages = []\n', ['shop_api']],
  ['hatch', ['shop_api/__init__.py'], '', ['shop_api']], ['hatch', ['src/Shop_API/__init__.py'], '', ['src/Shop_API']], ['hatch', ['shop_api.py'], '', ['shop_api.py']],
  ['hatch', ['acme/shop_api/__init__.py'], '', ['acme/shop_api']],
  ['hatch', ['app/x.py'], '[tool.hatch.build.targets.wheel]\npackages = ["app", "gone"]\n', ['app']],
  ['hatch', ['app/x.py'], '[tool.hatch.build]\nonly-include = ["app"]\n', ['app']],
  ['hatch', ['app/x.py', 'hatch.toml'], '', []], ['hatch', ['app/x.py'], '[tool.hatch.build.targets.sdist]\nexclude = ["x"]\n', []],
  ['flit', ['Shop_API/x.py'], '', ['Shop_API']], ['flit', ['src/acme/shop.py'], '[tool.flit.module]\nname = "acme.shop"\n', ['src/acme/shop.py']],
  ['flit', [], '[tool.flit.metadata]\nmodule = "x"\n', []],
  ['uv', ['src/shop_api/__init__.py'], '', ['src/shop_api']], ['uv', ['app/core/__init__.py'], '[tool.uv.build-backend]\nmodule-name = "app.core"\nmodule-root = ""\n', ['app/core']],
  ['uv', ['src/a/__init__.py'], '[tool.uv.build-backend]\nmodule-name = ["a", "b"]\n', ['src/a']], ['uv', [], '[tool.uv.build-backend]\nnamespace = true\n', []],
  ['setuptools', ['app/x.py', 'static/x'], '', []], ['setuptools', [], '', []],
  ['other', [], '', []],
])('%s may install a project with %j %j', (backend, paths, more, modules) => {
  const own = pyproject(backend, paths, more);
  expect([own.isInstallable, own.isEmptyPackage, own.modulePaths]).toEqual([true, false, modules]);
});

test.each<[Backend, string[], string]>([
  ['poetry', ['app/main.py', 'Shop_API/x.py'], ''], ['poetry', ['shop_api/x.py'], '[tool.poetry]\npackages = [{ include = "app" }]\n'],
  ['hatch', ['main.py', 'shop_api/main.py'], ''], ['flit', ['shop_api/x.py'], ''], ['uv', ['shop_api/__init__.py'], ''],
])('%s would fail at a project with %j %j', (backend, paths, more) => {
  const own = pyproject(backend, paths, more);
  expect([own.isInstallable, own.isEmptyPackage]).toEqual([false, true]);
});

test.each<[Backend, string[], string, string]>([
  ['poetry', ['shop_api/x.py'], '[tool.poetry]\npackages = [{ include = "app" }]\n', 'poetry-core installs app, which [tool.poetry] packages lists, but it does not exist'],
  ['hatch', ['main.py', 'shop_api/main.py'], '', 'hatchling looks for Shop_API/ and src/Shop_API/ and shop_api/ and src/shop_api/, and finds nothing'],
  ['flit', ['shop_api/x.py'], '', 'flit-core looks for Shop_API/ and src/Shop_API/, and finds nothing'],
  ['uv', ['shop_api/__init__.py'], '', 'uv_build looks for src/shop_api/, and finds nothing'],
])('%s would fail at programs in a project with %j %j', (backend, paths, more, problem) => {
  expect(() => pyproject(backend, paths, `${more}[project.scripts]\nserve = "app:main"\n`).isInstallable).toThrow(
    new Error(`pyproject.toml build-system: "Shop-API" is not possible: ${problem}, so the programs of the file cannot be installed. Configure the modules of the build backend, or remove the scripts.`));
});

test.each(['[tool.uv]\npackage = false\n', '[tool.poetry]\npackage-mode = false\n'])('%j has no programs to install', (more) => {
  const own = pyproject('hatch', [], `${more}[project.scripts]\nserve = "app:main"\n`);
  expect([own.isInstallable, own.isEmptyPackage]).toEqual([false, false]);
});

test.each<[PythonPackageManager, string]>([[PythonPackageManager.PIP, 'uv pip sync'], [PythonPackageManager.UV, '--no-install-project'], [PythonPackageManager.POETRY, '--no-root']])(
  'a project that %s cannot install is copied, like an application without a build backend', (packageManager, install) => {
    const outdir = folderWith({ 'pyproject.toml': text('poetry'), 'app/main.py': '', 'tests/test_a.py': '' });
    const files = synth(newProject({ packageManager, outdir, moduleName: 'app', pytest: false }));
    expect(files.Dockerfile).not.toContain('AS app\n');
    expect(instructions(files.Dockerfile, 'production').find(line => line.startsWith('RUN'))).toContain('source=app,');
    const commands: string[] = files['.projen/container.json'].workspace.commands.map((words: string[]) => words.join(' '));
    expect(commands.join('\n')).toContain(install);
    expect(commands.join('\n')).not.toContain('--editable=.');
  });

test('the modules that a backend requires exist when it builds', () => {
  const outdir = folderWith({ 'pyproject.toml': text('poetry', '[tool.poetry]\npackages = [{ include = "core", from = "lib" }, { include = "app" }]\n'), 'app/main.py': '', 'lib/core/x.py': '' });
  const { Dockerfile } = synth(newProject({ packageManager: PythonPackageManager.UV, outdir, moduleName: 'app', pytest: false }));
  expect(instructions(Dockerfile, 'app').filter(line => line.includes('--chmod'))).toEqual(['pyproject.toml', 'lib/core', 'app'].map(path => `COPY --chmod=u=rwX,go=rX ${path} /project/${path}`));
});
