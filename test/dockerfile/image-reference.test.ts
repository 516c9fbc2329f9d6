import { imageName, imageReference } from '../../src/dockerfile/image-reference';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

test.each([
  'scratch', 'debian:trixie-slim', 'ghcr.io/owner/my__app/a-b--c.d:1.0_X', 'localhost:5000/app', 'Registry.Example.com/app', `python@${DIGEST}`,
  `python:3.13-slim@${DIGEST}`, `app:${'x'.repeat(128)}`,
])('%s is an image', reference => {
  expect(imageReference('image', reference)).toBe(reference);
});

test.each([
  '', 'Python:3', 'app:', 'app:-x', 'app:a:b', `app:${'x'.repeat(129)}`, 'app@sha256:abc', `app@md5:${'0'.repeat(32)}`, 'a..b', '-app', 'app-', '/app',
  'app/', 'a//b', 'https://ghcr.io/app', '$IMAGE', 'app:${TAG}', '--platform=linux/arm64', 'debian AS build', 'debian\nRUN id', 'debian\n', ' debian',
])('%j is no image', reference => {
  expect(() => imageReference('image', reference)).toThrow(
    `image: ${JSON.stringify(reference)} is not possible: an image is [registry/]name[:tag][@sha256:digest] in lower case, such as python:3.13`);
});

test('the name of an image to build has no tag', () => {
  expect(imageName('imageName', 'localhost:5000/team/app')).toBe('localhost:5000/team/app');
  for (const name of ['app:1', `app@${DIGEST}`, 'App', 'my app', '']) {
    expect(() => imageName('imageName', name)).toThrow(
      `imageName: ${JSON.stringify(name)} is not possible: a name is [registry/]name in lower case, without a tag.`);
  }
});
