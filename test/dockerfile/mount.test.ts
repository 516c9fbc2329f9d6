import { CacheSharing, Mount } from '../../src/dockerfile';

test.each<[() => Mount, string]>([
  [() => Mount.cache('/root/.cache'), 'type=cache,target=/root/.cache'],
  [() => Mount.cache('/c', { id: 'apt-$TARGETARCH', sharing: CacheSharing.LOCKED }), 'type=cache,target=/c,id=apt-$TARGETARCH,sharing=locked'],
  [() => Mount.bind('requirements.txt', '/tmp/r.txt'), 'type=bind,source=requirements.txt,target=/tmp/r.txt'],
  [() => Mount.bind('/out', '/in', { fromStage: 'build', readWrite: true }), 'type=bind,from=build,source=/out,target=/in,rw=true'],
  [() => Mount.secret('token'), 'type=secret,id=token,required=true'],
  [() => Mount.secret('token', { target: '/t', environmentVariable: 'TOKEN', required: false }), 'type=secret,id=token,target=/t,env=TOKEN'],
  [() => Mount.ssh(), 'type=ssh,required=true'],
  [() => Mount.ssh('github'), 'type=ssh,id=github,required=true'],
  [() => Mount.tmpfs('/tmp'), 'type=tmpfs,target=/tmp'],
])('%s gives %s', (mount, fields) => {
  expect(mount().toString()).toBe(`--mount=${fields}`);
});

test.each([['src\\app', 'src/app'], ['C:\\x', '/x'], ['C:/x', '/x']])('a path of a mount is not %j', (path, fix) => {
  const refused = `${JSON.stringify(path)} is not possible: folders are separated by / on every system, and images have no drives. Write '${fix}'.`;
  expect(() => Mount.cache(path)).toThrow(`mount target: ${refused}`);
  expect(() => Mount.bind(path, '/x')).toThrow(`mount source: ${refused}`);
});

test.each(['', '/x,from=evil', '/x,readonly', '/my folder', '/x\nUSER root', '/x"', '/x\\', '${A', '$(id)'])('a field of a mount is not %j', text => {
  const refused = `${JSON.stringify(text)} is not possible: it can have letters, digits and _ @ % + : . / -`;
  expect(() => Mount.cache(text)).toThrow(`mount target: ${refused}`);
  expect(() => Mount.secret(text)).toThrow(`mount id: ${refused}`);
  expect(() => Mount.secret('a', { environmentVariable: text })).toThrow(`mount env: ${refused}`);
  expect(() => Mount.bind(text, '/x')).toThrow(`mount source: ${refused}`);
  expect(() => Mount.bind('a', '/x', { fromStage: text })).toThrow(`mount from: ${refused}`);
});

test('a mount fits on one line', () => {
  const half = `/${'x'.repeat(40_000)}`;
  expect(Mount.bind(half, '/x').source).toBe(half);
  expect(() => Mount.bind(half, half)).toThrow(/^mount: \{"type":"bind","source":"\/xxx[^]* is not possible: it is too long for a line of a Dockerfile/);
});

test('an id may have a build argument, and nothing else of a shell', () => {
  for (const id of ['a-$TARGETARCH', '$A', '${A}', '${TARGET_ARCH2}-x', '$a_1']) {
    expect(Mount.cache('/c', { id }).toString()).toBe(`--mount=type=cache,target=/c,id=${id}`);
  }
  for (const id of ['$', '$1', '${1}', '${A', '${A-b}', '$(a)', '${}', 'a $A', '$A b']) {
    expect(() => Mount.cache('/c', { id })).toThrow(`mount id: ${JSON.stringify(id)} is not possible`);
  }
  expect(() => Mount.cache('/$A')).toThrow('mount target: "/$A" is not possible');
});

test('a mount has its type and its source', () => {
  const { type, fromStage, source } = Mount.bind('/out', '/in', { fromStage: 'build' });
  expect({ type, fromStage, source }).toEqual({ type: 'bind', fromStage: 'build', source: '/out' });
  expect(Mount.tmpfs('/tmp')).toMatchObject({ type: 'tmpfs', fromStage: undefined, source: undefined });
});
