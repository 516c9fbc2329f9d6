import { BaseImage } from '../../../src';
import { findings } from '../check';

const message = (stage: string, image: string, version: string) => `${stage} starts from ${image}, which has Python ${version}, and pythonVersion is 3.13: `
  + `an environment of one does not run in the other. Set pythonVersion to '${version}', or write {version} in the name of the image.`;

test.each(['python:{version}-slim', 'registry.example.com:5000/acme/python3:v3.13', 'acme/python:2026.1', 'acme/python', 'acme/base:3.12', 'python3.12/base:1'])('%s may have it', (image) => {
  expect(findings('interpreter', { baseImage: BaseImage.custom(image) })).toEqual([]);
});

test.each(['python:3.12-slim', 'acme/my-python-base:v3.12', 'registry.example.com:5000/python:3.12'])('%s has another one', (image) => {
  expect(findings('interpreter', { baseImage: BaseImage.custom(image) })).toEqual([message('base', image, '3.12')]);
});

test('what production starts from counts, and what users add', () => {
  const baseImage = BaseImage.custom('acme/python:3.11', { buildImage: BaseImage.slim() });
  expect(findings('interpreter', { baseImage }, ({ dockerfile }) => dockerfile.addStage('docs', { image: 'python:3.9' })))
    .toEqual([message('bytecode', 'acme/python:3.11', '3.11'), message('docs', 'python:3.9', '3.9'), message('production', 'acme/python:3.11', '3.11')]);
});
