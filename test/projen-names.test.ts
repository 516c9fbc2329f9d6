import { spawnSync } from 'child_process';
import { namesOfProjen } from '../projenrc/projen-names';

/** Runs the module in a process without jest's own require, and returns what a program prints about it. */
function printed(program: string): unknown {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-'], {
    cwd: __dirname,
    encoding: 'utf8',
    input: `const names = {}; (exports => {${namesOfProjen()}})(names);
      const loaded = file => Object.keys(require.cache).some(path => path.endsWith('projen/lib/' + file));
      console.log(JSON.stringify((() => {${program}})()));`,
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return JSON.parse(stdout);
}

const MODULES = "['github', 'gitlab', 'javascript', 'python', 'typescript']";

test('has every name of projen, and the same value for each', () => {
  expect(printed(`
    const projen = require('projen');
    const different = (ours, theirs, skip) => Object.keys(theirs).filter(name => !skip.includes(name) && ours[name] !== theirs[name]);
    return [different(names, projen, ${MODULES}), ...${MODULES}.map(module => different(names[module], projen[module], []))];
  `)).toEqual([[], [], [], [], [], []]);
});

test.each(['Component', 'FileBase', 'JsonFile', 'Project', 'TextFile', 'TomlFile', 'YamlFile', 'SampleFile', 'Renovatebot', 'github.GitHub', 'github.ActionRefs',
  'gitlab.GitlabConfiguration', 'typescript.ProjenrcTs', 'python.PyprojectTomlFile', 'javascript.NodePackageManager'])('%s can be the first name that is read, and loads no other project types', (name) => {
  expect(printed(`
    const first = ${name.split('.').reduce((text, part) => `${text}[${JSON.stringify(part)}]`, 'names')};
    return [typeof first, loaded('index.js')];
  `)).toEqual([expect.stringMatching(/^(function|object)$/), false]);
});

test('a name whose file has moved comes from the index', () => {
  expect(printed(`
    const { Module } = require('module');
    const resolve = Module._resolveFilename;
    Module._resolveFilename = (request, ...rest) => {
      if (request === 'projen/lib/component' || request === 'projen/lib/github/github') {
        throw new Error('moved');
      }
      return resolve(request, ...rest);
    };
    return [names.Component === require('projen').Component, names.github.GitHub === require('projen').github.GitHub];
  `)).toEqual([true, true]);
});
