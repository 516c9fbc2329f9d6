import { BaseImage } from '../../../src';
import { findings } from '../check';

const message = (image: string, fix = image) => `${image} can change with every push. Write a version in baseImage, addStage() or --from, such as ${fix}:1.`;
const from = (image: string) => findings('latest-tag', {}, ({ dockerfile }) => dockerfile.addStage('other', { image }));

test.each(['debian', 'acme.example:5000/a/b', 'localhost/debian'])('%s has no tag', (image) => {
  expect(from(image)).toEqual([message(image)]);
  expect(from(`${image}:latest`)).toEqual([message(`${image}:latest`, image)]);
  expect(from(`${image}:1`)).toEqual([]);
  expect(from(`${image}:latest-1`)).toEqual([]);
  expect(from(`${image}@sha256:${'a'.repeat(64)}`)).toEqual([]);
  expect(from(`${image}:latest@sha256:${'a'.repeat(64)}`)).toEqual([]);
});

test('images in COPY --from are checked too, and reported once', () => {
  expect(findings('latest-tag', { baseImage: BaseImage.custom('acme/python') }, ({ production, dev }) => {
    production.raw('COPY --from=acme/tools /x /x');
    dev.raw('RUN --mount=type=bind,from=acme/tools,target=/x true');
    dev.raw('COPY --from=debian:trixie /x /x');
  })).toEqual([message('acme/python'), message('acme/tools')]);
});

test.each(['COPY --from=0 /x /x', 'COPY --from=DEV /x /x', 'RUN --mount=from=Builder,target=/x true', 'RUN --mount=from=scratch,target=/x true'])('%s uses no image', (line) => {
  expect(findings('latest-tag', {}, ({ production }) => production.raw(line))).toEqual([]);
});
