import { withoutHashes } from '../../src/package-managers/lock-hashes';

const entry = (name: string, lines: string) => `[[package]]\nname = "${name}"\nversion = "1"\n${lines}\n`;
const registry = 'source = { registry = "https://pypi.org/simple" }\n';

test('of pip', () => {
  expect(withoutHashes([
    '# a comment', '--index-url https://example.com', 'a==1 \\', '    --hash=sha256:0 \\', '    --hash=sha256:1', '    # via b',
    'b_c.d==2', 'e[x]==3 ; python_version < "4"', 'f==4 --hash=sha256:2', '',
  ].join('\n'))).toEqual(['b_c.d', 'e']);
  expect(withoutHashes('')).toEqual([]);
});

test('of uv', () => {
  expect(withoutHashes([
    entry('hashed', `${registry}sdist = { url = "x", hash = "sha256:0" }\nwheels = [\n    { url = "y", hash = "sha256:1" },\n]`),
    entry('sdist', `${registry}sdist = { url = "x" }\nwheels = [\n    { url = "y", hash = "sha256:1" },\n]`),
    entry('wheel', `${registry}wheels = [\n    { url = "y", size = 1 },\n]`),
    entry('nothing', registry),
    entry('direct', 'source = { url = "https://example.com/x" }\nsdist = { hash = "sha256:0" }\nwheels = [{ url = "y", hash = "sha256:1" }]'),
    entry('own', 'source = { virtual = "." }'), entry('lib', 'source = { editable = "lib" }'), entry('folder', 'source = { directory = "lib" }'),
    entry('git', 'source = { git = "https://example.com/x" }'), entry('path', 'source = { path = "x" }'),
  ].join('\n'))).toEqual(['sdist', 'wheel', 'nothing']);
});

test('of Poetry', () => {
  expect(withoutHashes([
    entry('hashed', 'files = [\n    {file = "x", hash = "sha256:0"},\n]'),
    entry('bare', 'files = [\n    {file = "x"},\n]'),
    entry('none', 'files = []'),
    ...['git', 'directory', 'file'].map(type => entry(type, `files = []\n\n[package.source]\ntype = "${type}"`)),
    entry('url', 'files = []\n\n[package.source]\ntype = "url"'),
  ].join('\n'))).toEqual(['bare', 'none', 'url']);
});
