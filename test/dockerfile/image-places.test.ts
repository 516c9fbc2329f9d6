import { imagePlaces } from '../../src/dockerfile/image-places';

const DIGEST = `@sha256:${'a'.repeat(64)}`;

test('the images of stages and of the frontend are found with their positions', () => {
  const text = `# syntax=docker/dockerfile:1\nFROM --platform=linux/amd64 python:3.14${DIGEST} AS base\nFROM base\nFROM \${OTHER}\nfrom alpine:3 as Last\n`;
  const { frontend, stages } = imagePlaces(text);
  expect(frontend).toMatchObject({ text: 'docker/dockerfile:1', image: 'docker/dockerfile:1' });
  expect(stages.map(({ image, digest, stage }) => ({ image, digest, stage }))).toEqual([
    { image: 'python:3.14', digest: DIGEST.slice(1), stage: 'base' }, { image: 'alpine:3', digest: undefined, stage: 'last' },
  ]);
  stages.forEach(({ start, end, text: place }) => expect(text.slice(start, end)).toBe(place));
});

test('images in COPY --from and mounts are reported without a digest; names and numbers of stages are not', () => {
  const text = `FROM python:3 AS Base
FROM python:3 AS final
COPY --from=base /a /a
COPY --from=BASE /a /a
COPY --from=0 /a /a
COPY --from=10 /a /a
COPY --chmod=0644 --from=acme/tools:1 /a /a
COPY --from=2048game /a /a
COPY --from=game2048 /a /a
COPY --from=acme/pinned:1${DIGEST} /a /a
COPY --from=\${IMAGE} /a /a
RUN --mount=type=bind,from=acme/more,target=/x true
RUN --mount=from=acme/two,target=/x \\
  --mount=from=base,target=/y true
RUN echo from=acme/none
`;
  expect(imagePlaces(text).loose).toEqual(['acme/tools:1', '2048game', 'game2048', 'acme/more', 'acme/two']);
});

test('lines of a here-document are not instructions, and the lines after it are', () => {
  const text = 'FROM a:1\nRUN <<EOF cat <<-"TWO"\nFROM b:1\nEOF\n\tFROM c:1\n\tTWO\nFROM d:1\nRUN <<NEVER\nFROM e:1\n';
  expect(imagePlaces(text).stages.map(({ text: place }) => place)).toEqual(['a:1', 'd:1', 'e:1']);
});
