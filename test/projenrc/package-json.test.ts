import { mkdirSync } from 'fs';
import { join } from 'path';
import { folderWith, newProject, synth } from '../synth';

test.each(['', '[]', 'null', '5', '{', '{ "devDependencies": [] }', '{ "devDependencies": "tsx" }', '// comment\n{}'])('%j is not a package.json', (text) => {
  const outdir = folderWith({ 'package.json': text });
  expect(() => newProject({ outdir })).toThrow(new Error(
    `package.json: ${JSON.stringify(join(outdir, 'package.json'))} is not possible: expected a JSON object, whose devDependencies are an object too. Fix or remove it.`));
});

test.each(['{}', '\uFEFF{ "name": "mine" }', '{ "devDependencies": null }', '{\r\n"devDependencies": { "tsx": "4.0.0" }\r\n}'])('%j is a package.json, and is kept', (text) => {
  const written = synth(newProject({ outdir: folderWith({ 'package.json': text }) }))['package.json'];
  const found = JSON.parse(text.replace('\uFEFF', ''));
  expect(written).toEqual({ private: true, ...found, devDependencies: { tsx: '^4.19.0', typescript: '>=5.6.0', ...found.devDependencies } });
});

test.each(['package.json', 'pyproject.toml', 'requirements.in', 'requirements.txt', 'requirements-dev.in'])('a folder in the place of %s is an error that names it', (path) => {
  const outdir = folderWith({});
  mkdirSync(join(outdir, path));
  expect(() => synth(newProject({ outdir }))).toThrow(
    `${path}: ${JSON.stringify(join(outdir, path))} is not possible: expected a file, but there is a folder of this name. Rename it.`);
});

test('a folder in the place of Dockerfile is an error that names it', () => {
  const outdir = folderWith({ 'Dockerfile/a': '' });
  expect(() => synth(newProject({ outdir }))).toThrow(`Dockerfile: ${join(outdir, 'Dockerfile')} is a folder, but a file of this name must be written. Move or remove it.`);
});

test.each(['package.json', 'pyproject.toml', 'requirements.in', 'requirements.txt', 'Dockerfile'])('%s that is not text is an error that names it', (path) => {
  const outdir = folderWith({ [path]: 'a\0b' });
  expect(() => synth(newProject({ outdir }))).toThrow(`${path}: ${JSON.stringify(join(outdir, path))} is not possible: it is not UTF-8 text. Save it as UTF-8.`);
});
