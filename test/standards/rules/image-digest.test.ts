import { findings } from '../check';

const IMAGES = 'docker/dockerfile:1, python:3.13-slim-trixie, ghcr.io/astral-sh/uv:0.13.9';

test('digests are asked for where they are required', () => {
  expect(findings('image-digest')).toEqual([]);
  expect(findings('image-digest', { requirePinned: true })).toEqual([]); // a new project has none yet
});

test('in a project that is there', () => {
  const found = (options: object) => findings('image-digest', options, () => { delete process.env.PROJEN_CREATE_PROJECT; });
  expect(found({ requirePinned: true })).toEqual([`requirePinned: no digest for ${IMAGES}: run "npx projen docker:pin".`]);
  expect(found({})).toEqual([]);
});
