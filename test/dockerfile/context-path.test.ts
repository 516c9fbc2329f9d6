import { contextPath, globFolder, globPattern, isGlob, isPattern, refuseWindowsPath } from '../../src/dockerfile/context-path';

test.each([
  ['./app/', 'app'], ['././app//', 'app'], ['app/main.py', 'app/main.py'], ['.', '.'], ['./', '.'], ['.env.example', '.env.example'], ['...', '...'],
  ['a..b', 'a..b'], ['my app', 'my app'], ['conf/*.yaml', 'conf/*.yaml'],
])('the path %j is %s', (path, normal) => {
  expect(contextPath('copy source', path)).toBe(normal);
});

test.each([
  [['', ' app', 'app\n'], 'a path must not be empty, and must not start or end with white space'],
  [['src\\app'], "folders are separated by / on every system. Write 'src/app'."],
  [['/etc/passwd', '..', './../x', 'a/../../x', 'C:\\x', 'c:/x', 'C:x', '\\\\server\\x'], 'a path must be inside the build context. Write it relative to the project'],
])('the paths %j are refused', (paths, reason) => {
  for (const path of paths) {
    expect(() => contextPath('copy source', path)).toThrow(`copy source: ${JSON.stringify(path)} is not possible: ${reason}`);
  }
});

test.each([
  ['config/*.yaml', 'config'], ['*.py', '.'], ['src/**/x.py', 'src'], ['a/b/c?d/e', 'a/b'], ['a/b[0-9]', 'a'],
])('the glob %s matches paths below %s', (glob, folder) => {
  expect(isGlob(glob)).toBe(true);
  expect(globFolder(glob)).toBe(folder);
  expect(isGlob(folder)).toBe(false);
});

test.each([
  [['a*/b', 'a/**', '**', 'a[b]/c.py'], 'only the last part of a path can have wildcards, because COPY would lose the folders. Write \'%folder%\'.'],
  [['a[', 'x/a[]', 'a[b-', 'a]['], 'its brackets are not closed, or stand around nothing. Write ? for a [ in the name of a file.'],
  [['!a', '!a/b'], 'BuildKit reads a ! at the start as an exception. Use the folder that contains the file.'],
  [['é'.repeat(128), `a/${'b'.repeat(256)}/c`, Array(2048).fill('a').join('/') + '/bc'], 'a path can have up to 4095 bytes, and each name in it up to 255.'],
])('the paths %j are no sources', (paths, reason) => {
  for (const path of paths) {
    const expected = reason.replace('%folder%', globFolder(path));
    expect(() => contextPath('sources', path)).toThrow(new RegExp(` is not possible: ${expected.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`));
  }
});

test('the longest names and paths are possible', () => {
  for (const path of ['b'.repeat(255), `${'b'.repeat(255)}/a`, Array(2048).fill('a').join('/'), 'a[b]', 'a[0-9].py', './/app', 'ab:c', 'a/c:/d']) {
    expect(contextPath('sources', path)).toBe(path.replace(/^\.\/+/, ''));
  }
});

test('the error for a Windows path shows the correct path', () => {
  expect(() => refuseWindowsPath('workdir', 'C:\\a\\b')).toThrow('workdir: "C:\\\\a\\\\b" is not possible: folders are separated by / on every system, and images have no drives. Write \'/a/b\'.');
  expect(() => refuseWindowsPath('workdir', 'a\\b:c')).toThrow('Write \'a/b:c\'.');
  for (const path of ['/a:b', '/a\\ b', 'ab:', '/C:/x']) {
    expect(() => refuseWindowsPath('workdir', path)).not.toThrow();
  }
});

test.each<[string, string[], string[]]>([
  ['*.py', ['.py', 'a.py'], ['apy', 'a.pyc']],
  ['a?c', ['abc', 'a.c'], ['ac', 'abbc']],
  ['a.b+(c)|{d}$', ['a.b+(c)|{d}$'], ['axb+(c)|{d}$', 'a.b+(c)']],
  ['[^a]*.py', ['b.py', '^.py'], ['a.py', '.py']],
  ['[.*?$]x', ['.x', '*x', '?x', '$x'], ['ax', 'x']],
  ['a^b', ['a^b'], ['ab']],
  ['x[0-9]', ['x1'], ['xa', 'x[0-9]']],
])('the pattern %s matches %j and not %j', (pattern, matching, others) => {
  const isOne = (name: string) => globPattern(pattern).test(name);
  expect([matching.every(isOne), others.filter(isOne)]).toEqual([true, []]);
});

test('brackets of a pattern are closed, in order, and hold something', () => {
  expect(['a', '[a]', 'a[0-9]b[x]', '[^a]', '[^^]', '[^:]', '[a^]', ']', 'a/[b]', '[\\]]', '\\['].every(isPattern)).toBe(true);
  expect(['[', '[a', 'a[]', '[^]', '[^]a]', '[z-a]', '[a-]', '[-a]', '[[:alpha:]]', 'a/[b', '[/]'].some(isPattern)).toBe(false);
});

test.each([['*', '.'], ['b*', '.'], ['a/*', 'a'], ['a/b*', 'a'], ['a/b/[c]', 'a/b'], ['a/b?c', 'a']])('the folder of %s is %s', (glob, folder) => {
  expect(globFolder(glob)).toBe(folder);
});
