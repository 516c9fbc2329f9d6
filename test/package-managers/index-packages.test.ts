import { Project } from 'projen';
import { PackageIndex, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager, UvWorkspace } from '../../src';
import { ACME } from '../access/acme';
import { folderWith, newProject, synth } from '../synth';

const { UV, POETRY, PIP } = PythonPackageManager;
const TORCH: PackageIndex = { name: 'pytorch', url: 'https://download.example.com/whl/cpu', packages: ['torch', 'Torch.Vision'] };

function pyproject(options: Partial<PythonContainerProjectOptions>): string {
  const files = synth(newProject({ requirements: ['torch>=2', 'torch-vision'], access: { indexes: [TORCH] }, ...options }));
  return files['pyproject.toml'].replace(/^ +/gm, '');
}

test('uv asks the index for these packages and for no other', () => {
  const text = pyproject({ packageManager: UV });
  expect(text).toContain('[[tool.uv.index]]\nname = "pytorch"\nurl = "https://download.example.com/whl/cpu"\nexplicit = true\n');
  expect(text).toContain('[tool.uv.sources.torch]\nindex = "pytorch"\n');
  expect(text).toContain('[tool.uv.sources.torch-vision]\nindex = "pytorch"\n');
});

test('Poetry does the same, and all other packages come from PyPI', () => {
  const text = pyproject({ packageManager: POETRY, requirements: ['torch>=2'], devRequirements: ['torch-vision'] });
  expect(text).toContain('[[tool.poetry.source]]\nname = "pytorch"\nurl = "https://download.example.com/whl/cpu"\npriority = "explicit"\n');
  expect(text).toContain('[[tool.poetry.source]]\nname = "PyPI"\npriority = "primary"\n');
  expect(text).toContain('[tool.poetry.dependencies.torch]\nsource = "pytorch"\n');
  expect(text).toContain('[tool.poetry.group.dev.dependencies.torch-vision]\nsource = "pytorch"\n');
  expect(pyproject({ packageManager: POETRY, access: { indexes: [TORCH, ACME] } })).toContain('name = "PyPI"\npriority = "supplemental"\n');
});

test('builds of the project do not use the index', () => {
  const files = synth(newProject({
    packageManager: UV,
    access: { indexes: [TORCH, ACME] },
    outdir: folderWith({
      'my_service/__init__.py': '',
      'pyproject.toml': '[project]\nname = "my-service"\nversion = "1"\ndependencies = ["torch"]\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        + '[[tool.uv.index]]\nname = "pytorch"\nurl = "https://download.example.com/whl/cpu/"\nexplicit = true\n[[tool.uv.index]]\nname = "acme"\nurl = "https://pypi.example.com/simple/"\n',
    }),
  }));
  expect(files.Dockerfile).toContain('--index=acme=');
  expect(files.Dockerfile).not.toContain('--index=pytorch=');
});

test('in a workspace the root sets them for all members', () => {
  const shop = new Project({ name: 'shop', outdir: folderWith({ 'api/api/main.py': '' }) });
  new UvWorkspace(shop, { access: { indexes: [TORCH] } });
  new PythonContainerProject({ parent: shop, name: 'api', outdir: 'api', packageManager: UV, requirements: ['torch'], pytest: false });
  const files = synth(shop);
  expect(files['pyproject.toml'].replace(/^ +/gm, '')).toContain('[tool.uv.sources.torch]\nindex = "pytorch"\n');
  expect(files['api/pyproject.toml']).not.toContain('pytorch');
});

test('pip does not support packages of an index', () => {
  for (const packageManager of [PIP, undefined]) {
    expect(() => pyproject({ packageManager })).toThrow('indexes pytorch packages: ["torch","Torch.Vision"] is not possible: pip searches every index for every package.'
      + ' Set packageManager to UV or POETRY, which support an index for single packages.');
  }
});

test.each([UV, POETRY])('%s needs the package among the project\'s own requirements', (packageManager) => {
  expect(() => pyproject({ packageManager, requirements: ['torch'] })).toThrow('indexes pytorch packages: "torch-vision" is not possible:'
    + ' the project itself does not require it, and the packages of an index must be its own requirements. Add torch-vision to requirements too.');
});

test('a package comes from one index', () => {
  expect(() => pyproject({ packageManager: UV, access: { indexes: [TORCH, { ...ACME, packages: ['TORCH'] }] } }))
    .toThrow('indexes acme packages: "torch" is not possible: it already comes from pytorch. List it in one of them.');
  expect(() => pyproject({ packageManager: UV, access: { indexes: [{ ...TORCH, packages: ['torch', 'Torch'] }] } })).not.toThrow();
});

const withPackages = (packages: unknown) => pyproject({ packageManager: UV, access: { indexes: [{ ...TORCH, packages: packages as never }] } });

test.each<unknown>(['torch', [1], {}])('%j is not a list of packages', (packages) => {
  expect(() => withPackages(packages)).toThrow(`indexes pytorch packages must be a list of strings, got ${JSON.stringify(packages)}.`);
});

test.each([[[]], [['torch>=2']], [['']], [['a b']], [['-x']], [['a\n']], [['x'.repeat(300)]]])('%j are not packages', (packages) => {
  expect(() => withPackages(packages)).toThrow(/^indexes pytorch packages: .* is not possible: expected names of packages, without versions\. Write for example \['torch'\], and set versions in requirements\./);
});

test('an index that replaces PyPI has every package', () => {
  expect(() => pyproject({ packageManager: UV, access: { indexes: [{ ...TORCH, isDefault: true }] } }))
    .toThrow('is not possible: an index that replaces PyPI is searched for every package. Remove isDefault or packages.');
});

test.each<[PythonPackageManager, string, string]>([
  [UV, 'tool.uv.index', 'explicit = true'], [POETRY, 'tool.poetry.source', 'priority = "explicit"'],
])('an existing pyproject.toml configures %s itself', (packageManager, table, explicit) => {
  const project = (more: string) => newProject({
    packageManager,
    access: { indexes: [TORCH] },
    outdir: folderWith({ 'pyproject.toml': `[project]\nname = "mine"\ndependencies = ["torch"]\n[[${table}]]\nname = "pytorch"\nurl = "https://download.example.com/whl/cpu"\n${more}\n` }),
  });
  expect(() => project('')).toThrow('indexes pytorch packages: ["torch","Torch.Vision"] is not possible: pyproject.toml exists and was not generated,'
    + ' and uses this index for every package. Give it explicit = true there (in Poetry priority = "explicit"), and each of the packages its source.');
  expect(() => project(explicit)).not.toThrow();
});
