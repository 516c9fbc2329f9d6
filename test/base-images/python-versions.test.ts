import { BaseImage } from '../../src';
import { instructions, newProject, synth } from '../synth';

test('lazy imports hold in every stage', () => {
  const { Dockerfile } = synth(newProject({ lazyImports: true, pythonVersion: '3.15' }));
  expect(Dockerfile.match(/PYTHON_LAZY_IMPORTS/g)).toHaveLength(1);
  expect(instructions(Dockerfile, 'base').find(line => line.startsWith('ENV '))).toContain('PYTHON_LAZY_IMPORTS="all"');
});

test('production has lazy imports too if it starts from another image', () => {
  const { Dockerfile } = synth(newProject({ lazyImports: true, pythonVersion: '3.15', baseImage: BaseImage.hardened() }));
  expect(instructions(Dockerfile, 'runtime').find(line => line.startsWith('ENV '))).toContain('PYTHON_LAZY_IMPORTS="all"');
});

test.each([undefined, false])('lazyImports %s sets nothing', (lazyImports) => {
  expect(synth(newProject({ lazyImports, pythonVersion: '3.15' })).Dockerfile).not.toContain('LAZY');
});
