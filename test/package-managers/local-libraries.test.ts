import { Project } from 'projen';
import { PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager, UvWorkspace } from '../../src';
import { folderWith, instructions, newProject, synth } from '../synth';

type Files = { [path: string]: string };

const library = (name: string, more = '') => `[project]\nname = "${name}"\nversion = "1"\n${more}`;
const LIBRARIES = {
  'libs/prices/pyproject.toml': library('prices', 'dependencies = ["Tax_Rates", "idna"]\n'),
  'libs/taxes/pyproject.toml': library('tax-rates', 'dependencies = ["shapes @ git+https://example.com/shapes.git"]\n'),
  'libs/unused/pyproject.toml': library('unused'),
  'libs/.hidden/pyproject.toml': library('hidden'),
  'libs/old/pyproject.toml': library('old'),
  'libs/README.md': '',
  'my_service/main.py': '',
};
const WORKSPACE = '[tool.uv.sources]\nprices = { workspace = true }\n[tool.uv.workspace]\nmembers = ["libs/*"]\nexclude = ["libs/o*"]\n';
const PATHS = '[tool.uv.sources]\nprices = { path = "libs/prices", editable = true }\n';
const { PIP, UV, POETRY } = PythonPackageManager;

function existing(text: string, files: Files = LIBRARIES, options: Partial<PythonContainerProjectOptions> = {}): PythonContainerProject {
  const pyproject = library('shop', 'dependencies = ["prices", "six"]\n') + text;
  return newProject({ packageManager: UV, ...options, outdir: folderWith({ ...files, 'pyproject.toml': pyproject }) });
}

function inputs(project: Project): string[] {
  return synth(project)['.projen/container.json'].locks[0].inputs;
}

test('all members of a workspace with the application as its root are locked, and the required ones are installed', () => {
  const files = synth(existing(WORKSPACE));
  expect(files['.projen/container.json'].locks[0].inputs).toEqual(
    ['pyproject.toml', 'libs/prices/pyproject.toml', 'libs/taxes/pyproject.toml', 'libs/unused/pyproject.toml']);
  const [builder, app, dev] = ['builder', 'app', 'dev'].map(stage => instructions(files.Dockerfile, stage));
  expect(builder).toContainEqual(expect.stringMatching(/ uv sync --project=\/tmp --frozen --no-install-local .* --no-binary-package=shapes$/));
  expect(app.filter(line => line.startsWith('COPY'))).toEqual(['prices', 'taxes'].map(name => `COPY --chmod=u=rwX,go=rX libs/${name} /project/libs/${name}`));
  expect(app).toContainEqual(expect.stringMatching(/ --prefix=\/installed \/project\/libs\/prices \/project\/libs\/taxes$/));
  expect(dev).toContainEqual(expect.stringMatching(/ --editable=\/project\/libs\/prices --editable=\/project\/libs\/taxes$/));
  expect(files['.dockerignore']).toContain('!libs/taxes\n');
});

test('path sources are locked and installed, with their own path sources', () => {
  const own = { ...LIBRARIES, 'libs/prices/pyproject.toml': `${LIBRARIES['libs/prices/pyproject.toml']}[tool.uv.sources]\ntax-rates = { path = "../taxes" }\n` };
  const files = synth(existing(PATHS, own));
  expect(files['.projen/container.json'].locks[0].inputs).toEqual(['pyproject.toml', 'libs/prices/pyproject.toml', 'libs/taxes/pyproject.toml']);
  expect(instructions(files.Dockerfile, 'app')).toContainEqual(expect.stringMatching(/ --prefix=\/installed \/project\/libs\/prices \/project\/libs\/taxes$/));
});

test.each<[string, string[]]>([
  ['members = ["libs/prices", "./libs/taxes/"]', ['libs/prices', 'libs/taxes']], ['members = ["libs/[pt]*"]', ['libs/prices', 'libs/taxes']],
  ['members = ["*/*"]\nexclude = ["libs/unused", "libs/old"]', ['libs/prices', 'libs/taxes']], ['members = ["libs/**"]\nexclude = ["libs/o*", "libs/u*"]', ['libs/prices', 'libs/taxes']],
  ['members = []', []], ['members = ["nowhere/*"]', []],
])('workspace with %s', (text, folders) => {
  expect(inputs(existing(`[tool.uv.workspace]\n${text}\n`))).toEqual(['pyproject.toml', ...folders.map(folder => `${folder}/pyproject.toml`)]);
});

test.each<[string, Files, string]>([
  ['[tool.uv.workspace]\nmembers = ["libs/nowhere"]\n', {}, 'pyproject.toml tool.uv.workspace.members: "libs/nowhere" is not possible: there is no pyproject.toml in this folder.'],
  ['[tool.uv.sources]\nprices = { path = "../prices" }\n', {}, 'pyproject.toml tool.uv.sources.prices: "../prices" is not possible: the folder is outside the project, so builds and lock tasks cannot read it.'],
  ['[tool.uv.sources]\nprices = { path = "/srv/prices" }\n', {}, 'the folder is outside the project'],
  ['[tool.uv.sources]\nprices = { path = "libs/prices/../../../prices" }\n', {}, 'the folder is outside the project'],
  ['[tool.uv.sources]\nprices = { path = "prices-1-py3-none-any.whl" }\n', { 'prices-1-py3-none-any.whl': '' }, 'it is not a folder with a project'],
  ['[tool.uv.sources]\nprices = { path = "prices" }\n', { 'prices/setup.py': '' }, 'prices/pyproject.toml: "prices" is not possible: there is no project with a name in this folder.'],
])('%j is an error', (text, files, message) => {
  expect(() => existing(text, files)).toThrow(message);
});

test.each<[PythonPackageManager, string, string]>([
  [PIP, PATHS, 'pyproject.toml: ["prices"] is not possible: folders and files have no hash for pip\'s lock file. Set packageManager to UV.'],
  [PIP, WORKSPACE, 'pyproject.toml: ["prices"] is not possible'],
  [POETRY, '[tool.poetry.dependencies]\nprices = { path = "libs/prices", develop = true }\n', 'pyproject.toml: ["prices"] is not possible: Poetry cannot install the other requirements without these folders'],
  [POETRY, '[tool.poetry.group.dev.dependencies]\ntools = [{ file = "tools.whl", markers = "x" }, { version = "1" }]\n', 'pyproject.toml: ["tools"] is not possible'],
  [POETRY, '[project.optional-dependencies]\nx = ["prices @ file:///srv/prices"]\n', 'pyproject.toml: ["prices"] is not possible'],
])('%s cannot take folders: %j', (packageManager, text, message) => {
  expect(() => existing(text, LIBRARIES, { packageManager })).toThrow(message);
});

test('Poetry builds packages that its own table requires from git repositories', () => {
  const { Dockerfile } = synth(existing('[tool.poetry.dependencies]\nShapes = { git = "https://example.com/shapes.git" }\nsix = "*"\n', LIBRARIES, { packageManager: POETRY }));
  expect(instructions(Dockerfile, 'builder')).toContainEqual(expect.stringMatching(/apt-get install .* git/));
});

test('the globs of an existing workspace are its members, except for excluded folders', () => {
  const shop = new Project({ name: 'shop', outdir: folderWith({ ...LIBRARIES, 'services/api/pyproject.toml': library('api', 'dependencies = ["prices"]\n'), 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*", "services/*"]\nexclude = ["libs/old"]\n' }) });
  new UvWorkspace(shop);
  newProject({ parent: shop, name: 'api', outdir: 'services/api', packageManager: UV, command: ['python', '-m', 'api'] });
  const files = synth(shop);
  expect(files['.projen/container.json'].locks[0].inputs).toEqual(['pyproject.toml', ...['libs/prices', 'libs/taxes', 'libs/unused', 'services/api'].map(path => `${path}/pyproject.toml`)]);
  expect(instructions(files['services/api/Dockerfile'], 'app')).toContain('COPY --chmod=u=rwX,go=rX libs/taxes /project/libs/taxes');
});
