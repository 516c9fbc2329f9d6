import { findings } from '../check';

const message = (stage: string) => `production copies from ${stage}, which has the development requirements. Copy from builder.`;

test('production copies from builder and layers, and from stages that are made from them', () => {
  expect(findings('dev-stage')).toEqual([]);
  expect(findings('dev-stage', {}, ({ dockerfile, production }) => {
    dockerfile.addStage('assets', { fromStage: 'builder' });
    production.copy(['/x'], '/x', { fromStage: 'assets' });
    production.raw('COPY --from=debian:trixie /y /y');
    production.raw('RUN --mount=type=bind,from=dev,target=/x true');
  })).toEqual([]);
});

test('production cannot copy from dev, or from stages that start from it', () => {
  expect(findings('dev-stage', {}, ({ dockerfile, production }) => {
    dockerfile.addStage('docs', { fromStage: 'dev' });
    production.copy(['/y'], '/y', { fromStage: 'docs' });
    production.raw('COPY --link --from=dev /z /z');
    production.raw('COPY --from=dev /z /zz');
  })).toEqual([message('docs'), message('dev')]);
});

test.each([
  'RUN --mount=type=bind,from=dev,target=/dev-stage cp -r /dev-stage/x /x',
  'RUN --mount=from=dev,target=/x python /x/copy.py',
  'RUN --mount=target=/x,from=DEV sh -c "tar c /x | tar x"',
  'RUN --mount=type=bind,"from=dev",target=/x cp /x/y /y',
  'RUN --mount=type=cache,target=/c --mount=FROM=dev,target=/x true && cp /x/y /y',
])('a mount is copied from: %s', (line) => {
  expect(findings('dev-stage', {}, ({ production }) => production.raw(line))).toEqual([message('dev')]);
  expect(findings('dev-stage', {}, ({ dockerfile, production }) => {
    dockerfile.addStage('docs', { image: 'debian:trixie' }).raw(line);
    production.copy(['/y'], '/y', { fromStage: 'docs' });
  })).toEqual([message('docs')]);
});

test('production cannot copy from dev in a project without tests', () => {
  expect(findings('dev-stage', { pytest: false }, ({ production }) => production.copy(['/y'], '/y', { fromStage: 'dev' }))).toEqual([message('dev')]);
});

test('names of stages are not case-sensitive, and numbers are supported', () => {
  expect(findings('dev-stage', {}, ({ dockerfile, production }) => {
    dockerfile.addStage('docs', { fromStage: 'dev' });
    production.raw('COPY --from=DOCS /x /x');
    production.raw(`COPY --from=${dockerfile.stages.findIndex(({ name }) => name === 'dev')} /y /y`);
  })).toEqual([message('docs'), message('dev')]);
});

test('files of dev are found through any number of stages', () => {
  expect(findings('dev-stage', {}, ({ dockerfile, production }) => {
    dockerfile.addStage('docs', { image: 'debian:trixie' }).copy(['/x'], '/x', { fromStage: 'dev' });
    dockerfile.addStage('site', { fromStage: 'docs' });
    dockerfile.addStage('pages', { image: 'debian:trixie' }).raw('COPY --from=site /x /x');
    dockerfile.addStage('assets', { image: 'debian:trixie' }).raw('COPY --from=builder /x /x');
    ['pages', 'assets', 'docs'].forEach(fromStage => production.copy(['/x'], `/${fromStage}`, { fromStage }));
  })).toEqual([message('pages'), message('docs')]);
});

test('stages that copy from each other, which no build accepts, are checked once', () => {
  expect(findings('dev-stage', {}, ({ dockerfile, production }) => {
    dockerfile.addStage('a', { image: 'debian:trixie' }).raw('COPY --from=b /x /x');
    dockerfile.addStage('b', { image: 'debian:trixie' }).raw('COPY --from=a /x /x');
    production.copy(['/x'], '/x', { fromStage: 'a' });
  })).toEqual([]);
});
