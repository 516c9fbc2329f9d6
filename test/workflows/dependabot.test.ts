import { parse } from './yaml';
import { DependencyUpdates, PythonContainerProjectOptions, PythonPackageManager } from '../../src';
import { folderWith, newProject, synth } from '../synth';

function dependabot(options: Partial<PythonContainerProjectOptions> = {}) {
  return parse(synth(newProject({ dependencyUpdates: DependencyUpdates.DEPENDABOT, ...options }))['.github/dependabot.yml']);
}

test.each([
  [PythonPackageManager.PIP, 'uv'], [PythonPackageManager.UV, 'uv'], [PythonPackageManager.POETRY, 'pip'],
])('the locks of %s are those of "%s", and nothing else rises', (packageManager, ecosystem) => {
  const { updates } = dependabot({ packageManager });
  expect(updates.map((update: any) => update['package-ecosystem'])).toEqual([ecosystem, 'docker', 'npm']);
  expect(updates[0]).toMatchObject({ 'versioning-strategy': 'lockfile-only', 'groups': { requirements: { patterns: ['*'] } } });
  const common = { directory: '/', schedule: { interval: 'weekly' }, cooldown: { 'default-days': 7 } };
  updates.forEach((update: any) => expect(update).toMatchObject(common));
});

test('images get new digests, and the same tags', () => {
  expect(dependabot().updates[1].ignore).toEqual([
    { 'dependency-name': '*', 'update-types': ['version-update:semver-major', 'version-update:semver-minor', 'version-update:semver-patch'] },
  ]);
});

test('npm packages are not updated without a package.json', () => {
  expect(dependabot({ projenrcTs: false }).updates).toHaveLength(2);
});

test('private indexes get their secrets from Dependabot', () => {
  const { registries, updates } = dependabot({
    access: {
      indexes: [
        { name: 'acme', url: 'https://pypi.acme.example/simple/', usernameSecret: 'ACME_USER', passwordSecret: 'ACME_PASSWORD' },
        { name: 'mirror', url: 'https://mirror.example/simple/', isDefault: true },
      ],
    },
  });
  expect(registries).toEqual({
    acme: {
      type: 'python-index', url: 'https://pypi.acme.example/simple/', username: '${{secrets.ACME_USER}}', password: '${{secrets.ACME_PASSWORD}}',
    },
    mirror: { 'type': 'python-index', 'url': 'https://mirror.example/simple/', 'replaces-base': true },
  });
  expect(updates[0].registries).toEqual(['acme', 'mirror']);
});

test('a lock that Dependabot cannot make is an error', () => {
  const outdir = folderWith({ 'pyproject.toml': '[project]\nname = "mine"\ndependencies = ["fastapi"]\n' });
  expect(() => dependabot({ outdir }))
    .toThrow('dependencyUpdates: "dependabot" is not possible: Dependabot can make requirements.txt only from requirements.in');
});
