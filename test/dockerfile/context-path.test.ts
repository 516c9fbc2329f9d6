import { contextPath, globFolder, isGlob } from '../../src/dockerfile/context-path';

test.each([
  ['./app/', 'app'], ['././app//', 'app'], ['app/main.py', 'app/main.py'], ['.', '.'], ['./', '.'], ['.env.example', '.env.example'], ['...', '...'],
  ['a..b', 'a..b'], ['my app', 'my app'], ['conf/*.yaml', 'conf/*.yaml'],
])('the path %j is %s', (path, normal) => {
  expect(contextPath('copy source', path)).toBe(normal);
});

test.each([
  [['', ' app', 'app\n'], 'a path is not empty and neither starts nor ends with white space'],
  [['src\\app'], "folders are separated by / on every system. Write 'src/app'."],
  [['/etc/passwd', '..', './../x', 'a/../../x', 'C:\\x', 'c:/x', 'C:x', '\\\\server\\x'], 'a path lies inside the build context. Write it relative to the project'],
])('the paths %j are refused', (paths, reason) => {
  for (const path of paths) {
    expect(() => contextPath('copy source', path)).toThrow(`copy source: ${JSON.stringify(path)} is not possible: ${reason}`);
  }
});

test.each([
  ['config/*.yaml', 'config'], ['*.py', '.'], ['src/**/x.py', 'src'], ['a/b/c?d/e', 'a/b'], ['a/b[0-9]', 'a'],
])('the glob %s stands for paths below %s', (glob, folder) => {
  expect(isGlob(glob)).toBe(true);
  expect(globFolder(glob)).toBe(folder);
  expect(isGlob(folder)).toBe(false);
});
