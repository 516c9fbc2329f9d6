import { BaseImage, PythonContainer, StagePlace } from '../../../src';
import { findings } from '../check';

const message = (program: string, stage: string) => `RUN ${program} in ${stage}: the files that it writes have the date of the build, so two builds of the same commit differ. `
  + 'Use buildCommands, or end the RUN with touch -h -d @315532800 and the paths of the changed files and folders.';

test.each<[string, (container: PythonContainer) => void, string]>([
  ['in production', ({ production }) => production.at(StagePlace.AFTER_CODE).run('mkdir /data'), message('mkdir', 'production')],
  ['as a raw line', ({ production }) => production.raw('RUN echo a >/a'), message('echo', 'production')],
  ['in exec form', ({ production }) => production.runExec(['/usr/bin/python', '-c', 'open("/x", "w")']), message('python', 'production')],
  ['below production', ({ base }) => base.at(StagePlace.BEFORE_USER).run('ldconfig'), message('ldconfig', 'base')],
])('a RUN %s leaves the date of the build', (_place, change, expected) => {
  expect(findings('even-dates', {}, change)).toEqual([expected]);
});

test.each<[string, (container: PythonContainer) => void]>([
  ['sets dates', ({ production }) => production.runAll(['mkdir /data', 'touch -h -d @315532800 /data /'])],
  ['sets them in another way', ({ production }) => production.run("mkdir /data; find / -newer /x -exec touch --date='1980-01-01' {} +")],
  ['only looks', ({ production }) => production.run('test -f /app/x && true')],
  ['is in a stage that does not ship', ({ builder, dev }) => { builder.run('make'); dev.run('make'); }],
])('a RUN that %s does not leave the date of the build', (_what, change) => {
  expect(findings('even-dates', {}, change)).toEqual([]);
});

test.each<[string, object]>([
  ['slim', { runtimePackages: ['libpq5'] }],
  ['alpine', { baseImage: BaseImage.alpine(), runtimePackages: ['libpq'] }],
  ['ubi', { baseImage: BaseImage.ubi(), runtimePackages: ['libpq'] }],
  ['distroless', { baseImage: BaseImage.distroless(), pythonVersion: '3.13' }],
  ['an image of one\'s own', { baseImage: BaseImage.custom('acme/python', { packages: ['curl'] }) }],
  ['a snapshot', { baseImage: BaseImage.slim({ aptSnapshot: '20261101T000000Z' }), access: { caCertificates: { file: 'ca.pem', atRuntime: true } } }],
  ['build commands', { buildCommands: [{ command: ['make'], outputs: ['made'] }] }],
])('the generated RUNs of %s set dates', (_name, options) => {
  expect(findings('even-dates', options, ({ production }) => production.at(StagePlace.AFTER_CODE).copy(['/x'], '/x', { fromStage: 'builder' }))).toEqual([]);
});
