import { ImageDigests } from '../../../src';
import { findings } from '../check';

const IMAGES = 'docker/dockerfile:1, python:3.14-slim-trixie, ghcr.io/astral-sh/uv:0.13.9';

test('missing digests are reported if they are required', () => {
  expect(findings('image-digest')).toEqual([]);
  expect(findings('image-digest', { imageDigests: ImageDigests.REQUIRE })).toEqual([]); // a new project has none yet
});

test('missing digests are reported in an existing project', () => {
  const found = (options: object) => findings('image-digest', options, () => { delete process.env.PROJEN_CREATE_PROJECT; });
  expect(found({ imageDigests: ImageDigests.REQUIRE })).toEqual([`imageDigests: no digest for ${IMAGES}: run "npx projen docker:pin".`]);
  expect(found({})).toEqual([]);
});

test('images in COPY --from and mounts need digests too', () => {
  const found = (isNew: boolean, options: object) => findings('image-digest', options, ({ production }) => {
    production.raw('COPY --from=acme/tools:1 /x /x');
    production.raw(`COPY --from=acme/tools:2@sha256:${'a'.repeat(64)} /y /y`);
    production.raw('RUN --mount=from=LAYERS,target=/x true');
    if (!isNew) {
      delete process.env.PROJEN_CREATE_PROJECT;
    }
  });
  expect(found(false, { imageDigests: ImageDigests.REQUIRE })).toEqual([
    expect.stringMatching(/^imageDigests: no digest for docker\/dockerfile:1, /),
    'imageDigests: acme/tools:1 is used in COPY --from or a mount without a digest, and docker:pin only adds digests to FROM. '
      + 'Write the digest into the line: acme/tools:1@sha256:…, or add a stage that starts from the image, and use that.',
  ]);
  expect(found(true, { imageDigests: ImageDigests.REQUIRE })).toEqual([]);
  expect(found(false, {})).toEqual([]);
});
