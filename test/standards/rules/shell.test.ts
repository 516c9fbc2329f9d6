import { BaseImage, PackageTool } from '../../../src';
import { Change, findings, Options } from '../check';

const message = (stage: string) => `RUN echo hello in ${stage} needs a shell, which its image does not have. Use runExec(), or do it in builder or app.`;
const echo: Change = ({ production }) => production.run('echo hello');
const bare = (options = {}) => BaseImage.custom('acme/bare:1', { packageTool: PackageTool.NONE, ...options });

test.each<[string, Options]>([
  ['distroless images have', { baseImage: BaseImage.distroless() }],
  ['images that nothing is built in have', { baseImage: bare({ buildImage: BaseImage.slim() }) }],
])('%s no shell', (_name, options) => {
  expect(findings('shell', options, echo)).toEqual([message('production')]);
  expect(findings('shell', options, ({ builder, app }) => { builder.run('echo hello'); app.run('echo hello'); })).toEqual([]);
  expect(findings('shell', options, ({ production }) => { production.runExec(['python', '-V']); production.raw('CMD echo hello'); })).toEqual([]);
});

test.each<[string, Options]>([
  ['slim images', {}],
  ['images without a package tool, in which all is built,', { baseImage: bare() }],
  ['images with a package tool', { baseImage: BaseImage.custom('acme/python:1', { buildImage: BaseImage.slim() }) }],
])('%s have one', (_name, options) => {
  expect(findings('shell', options, echo)).toEqual([]);
});

test.each([['scratch', 1], ['gcr.io/distroless/cc:nonroot', 1], ['gcr.io/distroless/cc:debug-nonroot', 0], ['debian:trixie', 0]])('a stage from %s: %d', (image, count) => {
  const run: Change = ({ dockerfile }) => {
    dockerfile.addStage('other', { image });
    dockerfile.addStage('another', { fromStage: 'other' }).run('echo hello');
  };
  expect(findings('shell', {}, run)).toEqual(count ? [message('another')] : []);
});
