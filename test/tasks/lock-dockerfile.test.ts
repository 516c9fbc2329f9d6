import { BaseImage, PythonPackageManager } from '../../src';
import { instructions, newProject, synth } from '../synth';

test.each<[PythonPackageManager, RegExp]>([
  [PythonPackageManager.UV, /apt-get install --yes --no-install-recommends python3 /],
  [PythonPackageManager.POETRY, /apt-get install --yes --no-install-recommends python3 [^]*\nRUN [^]*\/usr\/bin\/python3 -m venv /],
])('where the image gets Python by a package, %s locks with that', (packageManager, install) => {
  const baseImage = BaseImage.custom('registry.example.com/cuda:12', { packages: ['python3'], python: '/usr/bin/python3' });
  const lock = synth(newProject({ baseImage, packageManager, pythonVersion: '3.12' }))['.projen/lock.Dockerfile'];
  expect(instructions(lock, 'base').join('\n')).toMatch(install);
});

test('where the image has Python, nothing is installed', () => {
  expect(synth(newProject())['.projen/lock.Dockerfile']).not.toContain('apt-get');
});
