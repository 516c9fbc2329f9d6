import { checkNewFolder } from '../../src/projenrc/new-folder';
import { folderWith } from '../synth';

const NPM = { 'package.json': '{ "devDependencies": { "projen": "^0.103.25" } }', 'node_modules/projen/package.json': '{}' };

test.each([
  [{}], [NPM], [{ ...NPM, '.git/config': '', 'LICENSE': '', 'README.md': '' }], [{ 'licence.txt': '', 'README': '' }], [{ ...NPM, 'acme-service-1.0.0.tgz': '' }],
] as { [path: string]: string }[][])('a folder with the first files of a repository can have a new project: %j', (files) => {
  checkNewFolder(folderWith(files));
});

test.each([
  ['.gitignore', { '.gitignore': 'venv/' }], ['Dockerfile', { Dockerfile: 'FROM x' }], ['app.py', { ...NPM, 'app.py': '' }], ['venv', { 'venv/bin/python': '' }],
  ['package.json', { 'package.json': '{ "name": "frontend", "devDependencies": {} }' }], ['package.json', { 'package.json': 'no JSON' }],
] as [string, { [path: string]: string }][])('%s is an existing project: %j', (name, files) => {
  expect(() => checkNewFolder(folderWith(files))).toThrow(new RegExp(`is not empty: ${name.replace('.', '\\.')}\\. .*npx projen-python-container adopt$`));
});

test('many files are counted', () => {
  const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(name => [`${name}.py`, '']));
  expect(() => checkNewFolder(folderWith(files))).toThrow('is not empty: a.py, b.py, c.py, d.py, e.py and 2 more. ');
});

test('what npm has added to a package.json of somebody is said, and its packages are removed at the end', () => {
  const folder = folderWith({ 'package.json': '{ "name": "frontend", "devDependencies": { "projen": "^0.103.25" } }', 'node_modules/projen/package.json': '{}' });
  const before = process.listeners('exit');
  expect(() => checkNewFolder(folder)).toThrow('nothing was written. npm has added projen and this package to the devDependencies of your package.json before: remove them. For an existing');
  const [added] = process.listeners('exit').filter(listener => !before.includes(listener));
  process.removeListener('exit', added);
});
