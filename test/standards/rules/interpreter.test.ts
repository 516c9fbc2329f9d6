import { BaseImage, PackageTool } from '../../../src';
import { findings } from '../check';

const message = (stage: string, image: string, version: string) => `${stage} starts from ${image}, which has Python ${version}, and pythonVersion is 3.14: `
  + `a virtual environment of one version does not work with another. Set pythonVersion to '${version}', or write {version} in the name of the image.`;

test.each(['python:{version}-slim', 'registry.example.com:5000/acme/python3:v3.14', 'acme/python:2026.1', 'acme/python', 'acme/base:3.12', 'python3.12/base:1'])('%s may have the project\'s version', (image) => {
  expect(findings('interpreter', { baseImage: BaseImage.custom(image) })).toEqual([]);
});

test.each(['python:3.12-slim', 'acme/my-python-base:v3.12', 'registry.example.com:5000/python:3.12'])('%s has another version', (image) => {
  expect(findings('interpreter', { baseImage: BaseImage.custom(image) })).toEqual([message('base', image, '3.12')]);
});

test('the image of production and added stages are checked', () => {
  const baseImage = BaseImage.custom('acme/python:3.11', { buildImage: BaseImage.slim() });
  expect(findings('interpreter', { baseImage }, ({ dockerfile }) => dockerfile.addStage('docs', { image: 'python:3.12' })))
    .toEqual([message('runtime', 'acme/python:3.11', '3.11'), message('docs', 'python:3.12', '3.12')]);
});

const problem = (subject: string, fix: string) => [`${subject}, and pythonVersion is 3.14: a virtual environment of one version does not work with another. ${fix}`];

test.each([
  ['/usr/bin/python3.12', "Set pythonVersion to '3.12', or change python."],
  ['/opt/python3.9', 'Use an image that has Python 3.14.'],
])('the Python of the base image is %s', (python, fix) => {
  expect(findings('interpreter', { baseImage: BaseImage.custom('acme/base:1', { python }) })).toEqual(problem(`baseImage: its Python is ${python}`, fix));
});

test.each(['/usr/bin/python3.14', '/usr/bin/python3', '/opt/python3.12/bin/python'])('the Python of the base image may be %s', (python) => {
  expect(findings('interpreter', { baseImage: BaseImage.custom('acme/base:1', { python }) })).toEqual([]);
});

test.each([
  ['python:3.9', '3.9', 'Use an image that has Python 3.14.'],
  ['gcr.io/distroless/python3-debian11', '3.9', 'Use an image that has Python 3.14.'],
  ['acme.example/distroless/python3-debian12:nonroot', '3.11', "Set pythonVersion to '3.11', or use another image."],
])('a stage may not start from %s', (image, version, fix) => {
  expect(findings('interpreter', {}, ({ dockerfile }) => dockerfile.addStage('docs', { image })))
    .toEqual(problem(`docs starts from ${image}, which has Python ${version}`, fix));
});

test.each(['3.11', '3.13'])('the distroless image of Python %s has the version', (pythonVersion) => {
  const image = BaseImage.distroless().reference(pythonVersion);
  expect(findings('interpreter', { pythonVersion, baseImage: BaseImage.distroless() })).toEqual([]);
  expect(findings('interpreter', { pythonVersion: '3.12', baseImage: BaseImage.custom(image, { packageTool: PackageTool.NONE, buildImage: BaseImage.slim() }) })[0])
    .toContain(`which has Python ${pythonVersion}, `);
});

test('a distroless image of an unknown release may have the version', () => {
  expect(findings('interpreter', {}, ({ dockerfile }) => dockerfile.addStage('docs', { image: 'gcr.io/distroless/python3-debian99:3.9' }))).toEqual([]);
});
