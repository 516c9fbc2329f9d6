import { BaseImage, PackageTool } from '../../../src';
import { Change, findings, Options } from '../check';

const message = (stage: string) => `RUN echo hello in ${stage} needs a shell, which its image does not have. Use runExec(), or do it in builder.`;
const echo: Change = ({ production }) => production.run('echo hello');
const bare = (options = {}) => BaseImage.custom('acme/bare:1', { packageTool: PackageTool.NONE, ...options });

test.each<[string, Options]>([
  ['distroless images have', { baseImage: BaseImage.distroless() }],
  ['images that nothing is built in have', { baseImage: bare({ buildImage: BaseImage.slim() }) }],
])('%s no shell', (_name, options) => {
  expect(findings('shell', options, echo)).toEqual([message('production')]);
  expect(findings('shell', options, ({ builder, dev }) => { builder.run('echo hello'); dev.run('echo hello'); })).toEqual([]);
  expect(findings('shell', options, ({ production }) => { production.runExec(['python', '-V']); production.cmd(['python']); })).toEqual([]);
});

test.each<[string, Change]>([
  ['CMD echo hello', ({ production }) => production.raw('CMD echo hello')],
  ['CMD ["sh", "-c", "x"]', ({ production }) => production.cmd(['sh', '-c', 'x'])],
  ['ENTRYPOINT ["/bin/bash", "x.sh"]', ({ production }) => production.entrypoint(['/bin/bash', 'x.sh'])],
  ['HEALTHCHECK CMD curl localhost', ({ production }) => production.raw('HEALTHCHECK --interval=5s CMD curl localhost')],
  ['HEALTHCHECK CMD ["dash", "x.sh"]', ({ production }) => production.healthCheck(['dash', 'x.sh'])],
])('%s needs a shell too', (line, change) => {
  expect(findings('shell', { baseImage: BaseImage.distroless() }, change)).toEqual([
    `${line} in production needs a shell, which its image does not have. Set the program itself in command, entrypoint() or healthCheck(), without a shell.`,
  ]);
  expect(findings('shell', {}, change)).toEqual([]);
});

test('RUN in exec form may start a shell', () => {
  expect(findings('shell', { baseImage: BaseImage.distroless() }, ({ production }) => production.runExec(['ash', '-c', 'x']))).toEqual([
    'RUN ["ash", "-c", "x"] in production needs a shell, which its image does not have. Use runExec(), or do it in builder.',
  ]);
});

test.each<[string, Change]>([
  ['HEALTHCHECK NONE', ({ production }) => production.noHealthCheck()],
  ['CMD []', ({ production }) => production.raw('CMD []')],
  ['other programs', ({ production }) => { production.entrypoint(['fish']); production.healthCheck(['/bin/sh.py']); production.raw('LABEL a=sh'); }],
])('%s need no shell', (_name, change) => {
  expect(findings('shell', { baseImage: BaseImage.distroless() }, change)).toEqual([]);
});

test.each<[string, Options]>([
  ['an image', { baseImage: BaseImage.custom('gcr.io/distroless/python3-debian13:nonroot', { packageTool: PackageTool.NONE }) }],
  ['an image to build in', { baseImage: bare({ buildImage: BaseImage.custom('gcr.io/distroless/python3-debian13:nonroot', { packageTool: PackageTool.NONE }) }) }],
])('nothing can be installed in %s without a shell, which is reported once', (_name, options) => {
  expect(findings('shell', options, echo)).toEqual([
    'baseImage: gcr.io/distroless/python3-debian13:nonroot has no shell, which is needed to install the requirements. Set buildImage to an image that has one.',
  ]);
});

test.each<[string, Options]>([
  ['slim images', {}],
  ['images without a package tool, in which all is built,', { baseImage: bare() }],
  ['images with a package tool', { baseImage: BaseImage.custom('acme/python:1', { buildImage: BaseImage.slim() }) }],
])('%s have a shell', (_name, options) => {
  expect(findings('shell', options, echo)).toEqual([]);
});

test.each([['scratch', 1], ['gcr.io/distroless/cc:nonroot', 1], ['gcr.io/distroless/cc:debug-nonroot', 0], ['debian:trixie', 0]])('a stage from %s: %d', (image, count) => {
  const run: Change = ({ dockerfile }) => {
    dockerfile.addStage('other', { image });
    dockerfile.addStage('another', { fromStage: 'other' }).run('echo hello');
  };
  expect(findings('shell', {}, run)).toEqual(count ? [message('another')] : []);
});
