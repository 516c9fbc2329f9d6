import { Project } from 'projen';
import { BaseImage, PackageTool, PipInstaller, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager, UvWorkspace } from '../../src';
import { ACME } from '../access/acme';
import { folderWith, newProject, synth } from '../synth';

type Options = Partial<PythonContainerProjectOptions>;

const UV = { packageManager: PythonPackageManager.UV };
const POETRY = { packageManager: PythonPackageManager.POETRY };
const PYPROJECT = '[project]\nname = "NAME"\nversion = "1"\ndependencies = DEPENDENCIES\n[build-system]\nrequires = ["hatchling"]\n';
const OWN = BaseImage.custom('acme/python', { packageTool: PackageTool.NONE, python: '/py/bin/python', buildImage: BaseImage.slim() });
const PACKAGES = { buildPackages: ['gcc', 'libc6-dev'], runtimePackages: ['libpq5'], sdists: ['netifaces'] };
const ACCESS = { access: { indexes: [ACME], caCertificates: { file: 'ca.pem', atRuntime: true } } };

/** The stages of a Dockerfile, and how many of its lines are not blank. */
function size(text: string): { stages: string[]; lines: number } {
  return { stages: [...text.matchAll(/^FROM .* AS (\S+)$/gm)].map(([, name]) => name), lines: text.split('\n').filter(line => line.trim() !== '').length };
}

function installable(options: Options = {}): string {
  const pyproject = PYPROJECT.replace('NAME', 'my-service').replace('DEPENDENCIES', '[]');
  return synth(newProject({ ...options, outdir: folderWith({ 'pyproject.toml': pyproject, 'my_service/main.py': '' }) })).Dockerfile;
}

function inWorkspace(): string {
  const shop = new Project({ name: 'shop', outdir: folderWith({ 'libs/prices/pyproject.toml': PYPROJECT.replace('NAME', 'prices').replace('DEPENDENCIES', '["idna"]') }) });
  new UvWorkspace(shop, { members: ['libs/prices'], access: { indexes: [ACME], caCertificates: { file: 'ca.pem' } } });
  process.env.PROJEN_CREATE_PROJECT = 'true';
  new PythonContainerProject({ ...UV, parent: shop, name: 'api', outdir: 'services/api', requirements: ['prices'], baseImage: OWN });
  return synth(shop)['services/api/Dockerfile'];
}

test('the Dockerfile of a new project has seven stages at most, and 64 lines', () => {
  const { stages, lines } = size(synth(newProject()).Dockerfile);
  expect(stages.length).toBeLessThanOrEqual(7);
  expect(lines).toBeLessThanOrEqual(64);
});

const OF = { build: ['base', 'uv', 'builder', 'dev'], ship: ['layers', 'production'] };

test.each<[string, string[], () => string]>([
  ['pip', [...OF.build, ...OF.ship], () => synth(newProject()).Dockerfile],
  ['pip alone', ['base', 'builder', 'dev', ...OF.ship], () => synth(newProject({ installer: PipInstaller.PIP })).Dockerfile],
  ['uv', [...OF.build, ...OF.ship], () => synth(newProject(UV)).Dockerfile],
  ['Poetry', ['base', 'poetry', 'builder', 'dev', ...OF.ship], () => synth(newProject(POETRY)).Dockerfile],
  ['another slim image', [...OF.build, ...OF.ship], () => synth(newProject({ baseImage: BaseImage.slim({ release: 'bookworm' }) })).Dockerfile],
  ['Alpine', [...OF.build, ...OF.ship], () => synth(newProject({ baseImage: BaseImage.alpine() })).Dockerfile],
  ['distroless', [...OF.build, 'runtime', ...OF.ship], () => synth(newProject({ baseImage: BaseImage.distroless(), pythonVersion: '3.13' })).Dockerfile],
  ['an image of one\'s own', [...OF.build, 'runtime', ...OF.ship], () => synth(newProject({ baseImage: OWN })).Dockerfile],
  ['system packages', [...OF.build, ...OF.ship], () => synth(newProject(PACKAGES)).Dockerfile],
  ['private access', ['certificates', ...OF.build, ...OF.ship], () => synth(newProject({ ...UV, access: { ...ACCESS.access, ssh: true } })).Dockerfile],
  ['private access, with pip alone', ['certificates', 'base', 'builder', 'dev', ...OF.ship], () => synth(newProject({ installer: PipInstaller.PIP, ...ACCESS })).Dockerfile],
  ['build commands', [...OF.build, 'layers', 'outputs', 'production'], () => synth(newProject({ buildCommands: [{ command: ['make'], outputs: ['made'] }] })).Dockerfile],
  ['a project that is installed', [...OF.build, 'layers', 'app', 'production'], () => installable()],
  ['a project that is installed in an image of one\'s own', [...OF.build, 'runtime', 'layers', 'app', 'production'], () => installable({ baseImage: OWN })],
])('the stages of %s are %j', (_name, expected, text) => {
  const { stages } = size(text());
  expect(stages).toEqual(expected);
  expect(stages.length).toBeLessThanOrEqual(8);
});

test('all at once, in a workspace, has one stage for each thing', () => {
  expect(size(inWorkspace()).stages).toEqual(['certificates', ...OF.build, 'runtime', 'layers', 'app', 'production']);
});
