import { toJson } from '../../src/dockerfile/invalid-option';
import { mergeRequirements, parseRequirement } from '../../src/package-managers/requirement';

test.each([
  ['Typing_Extensions', 'typing-extensions'], ['FOO__b._-ar', 'foo-b-ar'], ['ruamel.yaml', 'ruamel-yaml'], ['3to2', '3to2'], ['psycopg[binary]', 'psycopg'],
  ['requests [security, socks] >= 2.8.1', 'requests'], ['x[]', 'x'], ['x~=1.4', 'x'], ['x!=1.5', 'x'], ['x>=1.2,<2', 'x'],
  ['x >= 1.2 , != 1.5.* , < 2', 'x'], ['x==1.*', 'x'], ['x==1.0rc1', 'x'], ['x==1.0.post1.dev2+local.1', 'x'], ['x>=1!2.0', 'x'],
  ['x===2024-any', 'x'], ['x (>=1,<2)', 'x'], ['x(==1.0)', 'x'], ['x; python_version < "3.11"', 'x'],
  ["x>=1; sys_platform == 'win32' or os_name=='nt'", 'x'], ['x; "linux" in sys_platform', 'x'], ['x; os_name == "a;b@c"', 'x'],
  ['x; (python_version >= "3.9" and extra == "a") or platform_machine not in "arm64 x86"', 'x'],
])('%s is a requirement', (text, name) => {
  expect(parseRequirement('requirements', ` ${text} `)).toEqual({ name, text });
});

test.each([
  'git+https://github.com/a/b', 'git+ssh://git@github.com/a/b', 'https://example.com/a.whl', 'pkg @ https://example.com/a.whl', 'pkg[x]@https://a',
  'pkg @ git+https://github.com/a/b; os_name == "nt"', './local', '../local', '/abs/pkg', '~/pkg', 'file:local', 'FILE:///local', 'a-1.0.whl', 'a.tar.gz',
])('a lock cannot cover %s', requirement => {
  expect(() => parseRequirement('requirements', requirement)).toThrow(
    `requirements: ${JSON.stringify(requirement.replace('//git@', '…@'))} is not possible: the lock file contains a hash of every package, and a repository, a URL or a path has none`);
  expect(() => parseRequirement('requirements', requirement)).toThrow('Publish the package to an index and require it by name and version; uv and Poetry support git repositories too.');
});

test.each(['', '  ', '-r other.txt', '--index-url https://evil.example', '-e .', '[x]>=1', '>=1', '# comment', '(x)'])('%j has no name', requirement => {
  expect(() => parseRequirement('requirements', requirement)).toThrow(
    `requirements: ${JSON.stringify(requirement)} is not possible: a requirement starts with the name of a package. Write for example 'fastapi>=0.115,<1'`);
});

test.each([
  ['fastapi>>1', '>>1'], ['fastapi=1', '=1'], ['fastapi 1.0', '1.0'], ['fastapi>=', '>='], ['fastapi>=x', '>=x'], ['fastapi>=1.*', '>=1.*'],
  ['fastapi>=1,', ''], ['fastapi>=1,,<2', ''], ['fastapi>=1 <2', '>=1 <2'], ['fastapi (>=1', '(>=1'], ['fastapi[a', '[a'], ['fastapi[a,]', '[a'],
  ['fastapi==1 --hash=sha256:00', '==1 --hash=sha256:00'], ['fastapi>=1 # comment', '>=1 # comment'], ['fastapi>=1 \\', '>=1 \\'],
  ['fastapi uvicorn', 'uvicorn'], ['fastapi/../x', '/../x'],
])('%j has no version specifier', (requirement, clause) => {
  expect(() => parseRequirement('requirements', requirement)).toThrow(
    `requirements: ${JSON.stringify(requirement)} is not possible: ${JSON.stringify(clause)} is not a version specifier, which starts with ==, !=, >=, <=, >, <`);
});

test.each([
  '', 'os_name', 'os_name = "nt"', 'os_nam == "nt"', 'os_name == "nt', 'os_name == nt', '(os_name == "nt"', 'os_name == "nt")', '()',
  'os_name == "nt" and', 'os_name == "nt" sys_platform == "x"', 'not os_name == "nt"', 'os_name notin "x"', 'os_name == "nt" # x', 'os_name == "nt"; x',
])('%j is no environment marker', marker => {
  expect(() => parseRequirement('requirements', `x>=1; ${marker}`)).toThrow(
    'the part after the ; is not an environment marker, which compares python_version, python_full_version, os_name, sys_platform …. Write for example');
});

test.each(['fastapi\nevil', 'fastapi>=1\revil', 'fastapi; os_name == "\n--index-url https://evil"', 'fastapi\0', 'fastapi===1\u0085evil', 'x; sys_platform == "\u2028evil==1"'])('%j is more than one line', requirement => {
  expect(() => parseRequirement('requirements', requirement)).toThrow(
    `requirements: ${toJson(requirement)} is not possible: it must be on one line`);
});

test('requirements replace default requirements of the same package', () => {
  const merged = mergeRequirements('requirements', ['Uvicorn_Worker~=0.3', 'b'], ['uvicorn.worker>=1', 'fastapi>=0.115']);
  expect(merged.map(requirement => requirement.text)).toEqual(['Uvicorn_Worker~=0.3', 'b', 'fastapi>=0.115']);
  expect(() => mergeRequirements('devRequirements', ['fastapi>>1'], [])).toThrow('devRequirements: "fastapi>>1" is not possible');
});
