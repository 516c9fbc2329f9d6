import { imageName, imageReference, inRegistry, inRegistryOf, isImageReference, isStageName, repositoryOf } from '../../src/dockerfile/image-reference';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

test.each([
  'scratch', 'debian:trixie-slim', 'ghcr.io/owner/my__app/a-b--c.d:1.0_X', 'localhost:5000/app', 'Registry.Example.com/app', `python@${DIGEST}`,
  `python:3.14-slim@${DIGEST}`, `app:${'x'.repeat(128)}`,
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

test.each([
  ['python:3.13', undefined, 'python:3.13'],
  ['python:3.13', 'registry.example.com', 'registry.example.com/python:3.13'],
  ['astral-sh/uv:1', 'registry.example.com:5000/mirror/a', 'registry.example.com:5000/mirror/a/astral-sh/uv:1'],
  ['ghcr.io/astral-sh/uv:1', 'localhost', 'localhost/astral-sh/uv:1'],
  ['localhost:5000/a/b', 'r.example', 'r.example/a/b'],
  ['localhost/a', 'r.example', 'r.example/a'],
  ['mylocalhost/a', 'r.example', 'r.example/mylocalhost/a'],
  ['localhosts/a', 'r.example', 'r.example/localhosts/a'],
  ['a:1.0', 'r.example', 'r.example/a:1.0'],
])('%s from the registry %s is %s', (reference, registry, moved) => {
  expect(inRegistry('imageRegistry', reference, registry)).toBe(moved);
});

const MIRRORS = { 'docker.io': 'h.example/hub', 'ghcr.io': 'h.example:5000/ghcr', 'localhost:5000': 'l.example' };

test.each([
  ['python:3.13', 'h.example/hub/library/python:3.13'],
  ['docker/dockerfile:1', 'h.example/hub/docker/dockerfile:1'],
  ['docker.io/python', 'h.example/hub/library/python'],
  ['docker.io/library/python', 'h.example/hub/library/python'],
  ['index.docker.io/bitnami/python', 'h.example/hub/bitnami/python'],
  ['ghcr.io/astral-sh/uv:1', 'h.example:5000/ghcr/astral-sh/uv:1'],
  ['localhost:5000/a', 'l.example/a'],
  [`python@${DIGEST}`, `h.example/hub/library/python@${DIGEST}`],
  ['gcr.io/distroless/python3', undefined],
  ['constructor.io/a', undefined],
])('%s from the mirror of its registry is %s', (reference, moved) => {
  expect(inRegistryOf('imageRegistries', reference, MIRRORS)).toBe(moved);
});

test.each([
  [{ docker: 'r.example' }, 'imageRegistries: "docker" is not possible: the host of an image is the part before its first /'],
  [{ 'ghcr.io/astral-sh': 'r.example' }, 'imageRegistries: "ghcr.io/astral-sh" is not possible: the host of an image'],
  [{ 'https://ghcr.io': 'r.example' }, 'imageRegistries: "https://ghcr.io" is not possible: the host of an image'],
  [{ 'registry-1.docker.io': 'r.example' }, 'imageRegistries: "registry-1.docker.io" is not possible: the images of Docker Hub have the host docker.io.'],
  [{ 'hub.docker.com': 'r.example' }, 'imageRegistries: "hub.docker.com" is not possible: the images of Docker Hub have the host docker.io.'],
  [{ 'ghcr.io': 'https://r.example' }, 'imageRegistries ghcr.io: "https://r.example" is not possible: a registry is a host, optionally with a port and a path'],
  [{ 'ghcr.io': 'r.example/a\nRUN id' }, 'imageRegistries ghcr.io: "r.example/a\\nRUN id" is not possible: a registry'],
])('the registry %j is refused for every image', (registries, message) => {
  expect(() => inRegistryOf('imageRegistries', 'quay.io/a', registries as never)).toThrow(message);
});

test.each(['', 'https://r.example', 'r.example/', 'r.example/A', 'r example', 'r.example/a:1', '/a'])('%j is no registry', registry => {
  expect(() => inRegistry('imageRegistry', 'python', registry)).toThrow(
    `imageRegistry: ${JSON.stringify(registry)} is not possible: a registry is a host, optionally with a port and a path, such as registry.example.com/mirror.`);
});

test('a name has 255 characters, without its tag and digest', () => {
  const longest = `r.example:5000/${'a'.repeat(240)}`;
  for (const end of ['', ':1', `:1@${DIGEST}`]) {
    expect(imageReference('image', longest + end)).toBe(longest + end);
    expect(() => imageReference('image', `${longest}a${end}`)).toThrow('image: ');
  }
  expect(imageName('imageName', longest)).toBe(longest);
  expect(() => imageName('imageName', `${longest}a`)).toThrow('imageName: ');
  expect(inRegistry('imageRegistry', `${'a'.repeat(240)}:1`, 'r.example:5000')).toBe(`${longest}:1`);
  expect(() => inRegistry('imageRegistry', 'a'.repeat(241), 'r.example:5000')).toThrow(
    `imageRegistry: "r.example:5000" is not possible: the name of an image can have up to 255 characters, so ${'a'.repeat(241)} does not fit.`);
});

test('a name that looks like an image ID is not valid', () => {
  expect(() => imageReference('image', '0a'.repeat(32))).toThrow('image: ');
  for (const name of ['0a'.repeat(32) + 'b', `x${'0a'.repeat(32)}`, '0a'.repeat(31), 'a', 'zz'.repeat(32)]) {
    expect(imageReference('image', name)).toBe(name);
  }
});

test('the names of stages are short ones of images', () => {
  expect(['a', 'a-b.c__d', 'x'.repeat(128)].every(isStageName)).toBe(true);
  expect(['', 'A', '1a', 'a-', 'x'.repeat(129), 'a/b'].some(isStageName)).toBe(false);
});

test.each([['a', 'a'], ['a:1', 'a'], ['a:1@sha256:0', 'a'], ['a@sha256:0', 'a'], ['h:5000/a', 'h:5000/a'], ['h:5000/a:long-tag', 'h:5000/a']])('the repository of %s is %s', (reference, repository) => {
  expect(repositoryOf(reference)).toBe(repository);
});

test('64 hexadecimal digits are the number of an image, and not its name', () => {
  expect(['a'.repeat(64), 'a'.repeat(63), 'g'.repeat(64), `${'a'.repeat(64)}:1`].map(isImageReference)).toEqual([false, true, true, true]);
});
