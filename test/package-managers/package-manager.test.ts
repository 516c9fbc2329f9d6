import { PipInstaller, PythonContainer, PythonContainerProject, PythonContainerProjectOptions, PythonPackageManager } from '../../src';
import { INSTALLERS } from '../access/acme';
import { folderWith, instructions, newProject, synth } from '../synth';

const PROGRAMS: { readonly [installer: string]: string } = { 'pip with uv': 'uv', 'pip': 'pip', 'uv': 'uv', 'Poetry': 'pypoetry' };
const PYPROJECT = '[project]\nname = "my-service"\nversion = "1"\ndependencies = []\n[build-system]\nrequires = ["hatchling"]\n';

/** The caches of the installers in a stage: the names of their folders, and their ids. */
function caches(text: string, stage: string): string[] {
  return [...instructions(text, stage).join('\n').matchAll(/--mount=type=cache,target=\/tmp\/\.cache\/(\S+)/g)].map(([, cache]) => cache);
}

function dockerfile(options: Partial<PythonContainerProjectOptions>, change: (project: PythonContainerProject) => void = () => {}): string {
  const project = newProject(options);
  change(project);
  return synth(project).Dockerfile;
}

describe.each(INSTALLERS)('%s', (installer, options) => {
  const program = PROGRAMS[installer];
  const shared = `${program},id=${program}`;
  const own = `${shared}-my-service`;

  test('shares its cache with all projects if it builds no packages', () => {
    const text = dockerfile({ ...options, buildPackages: ['gcc'] });
    expect([caches(text, 'builder'), caches(text, 'dev')]).toEqual([[shared], [own]]);
  });

  test('has a cache of the project\'s own where it builds packages, in which their code could write', () => {
    const text = dockerfile({ ...options, sdists: ['netifaces'] });
    expect([caches(text, 'builder'), caches(text, 'dev')]).toEqual([[own], [own]]);
  });

  test('has a cache of the project\'s own where it installs the project, and for that alone', () => {
    const text = dockerfile({ ...options, outdir: folderWith({ 'pyproject.toml': PYPROJECT, 'my_service/main.py': '' }) });
    const install = `${program.replace('pypoetry', 'pip')},id=${program.replace('pypoetry', 'pip')}-my-service`; // Poetry's own pip does it
    expect([caches(text, 'builder'), caches(text, 'dev'), caches(text, 'app')]).toEqual([[shared], [own, install], [install]]);
  });

  test('production mounts no cache of an installer', () => {
    const text = dockerfile({ ...options, sdists: ['netifaces'] });
    expect([caches(text, 'layers'), caches(text, 'production')]).toEqual([[], []]);
  });
});

test.each([[PythonPackageManager.UV, 'uv'], [PythonPackageManager.POETRY, 'pypoetry']])('%s has a cache of the project\'s own for git repositories, of development too', (packageManager, program) => {
  for (const option of ['requirements', 'devRequirements']) {
    const text = dockerfile({ packageManager, [option]: ['shapes @ git+https://example.com/shapes.git'] });
    expect([caches(text, 'builder'), caches(text, 'dev')]).toEqual([[`${program},id=${program}-my-service`], [`${program},id=${program}-my-service`]]);
  }
});

test('Poetry itself comes from wheels, and shares its cache', () => {
  expect(caches(dockerfile({ packageManager: PythonPackageManager.POETRY, sdists: ['netifaces'] }), 'poetry')).toEqual(['pip,id=pip']);
});

test('the name of a cache is that of the image, in characters that a flag can have', () => {
  const text = dockerfile({ imageName: 'registry.example.com:5000/team/service', sdists: ['netifaces'] });
  expect(caches(text, 'builder')).toEqual(['uv,id=uv-registry.example.com-5000-team-service']);
  expect(instructions(text, 'layers').join()).toContain(',id=bytecode-registry.example.com-5000-team-service ');
});

test('containers with one lock have one cache of what they build, and containers with requirements of their own have their own', () => {
  const project = newProject({ sdists: ['netifaces'] });
  new PythonContainer(project, { name: 'worker', command: ['python', 'work.py'] });
  new PythonContainer(project, { name: 'cron', command: ['python', 'cron.py'], requirements: ['idna'], sdists: ['idna'] });
  const files = synth(project);
  expect(caches(files['Dockerfile.worker'], 'builder')).toEqual(['uv,id=uv-my-service']);
  expect(caches(files['Dockerfile.cron'], 'builder')).toEqual(['uv,id=uv-my-service-cron']);
});

test.each([PythonPackageManager.UV, PythonPackageManager.POETRY])('%s installs by itself', (packageManager) => {
  expect(() => newProject({ packageManager, installer: PipInstaller.UV })).toThrow(
    `installer: "uv" is not possible: with ${packageManager}, the requirements are installed by ${packageManager} itself. Remove it, or use PythonPackageManager.PIP.`);
});
