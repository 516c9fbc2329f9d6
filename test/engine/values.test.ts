import fc from 'fast-check';
import { Project } from 'projen';
import { describeOnEngine, docker, imageConfig, succeed } from './engine';
import { newFolder, synth, write } from './workspace';
import { Dockerfile } from '../../src';
import { argument, line as oneLine } from '../properties/texts';

jest.setTimeout(300_000);

const VALUES = [
  'plain', 'two words', ' spaces around ', 'a\ttab', '', 'a "quoted" word', "it's", '$HOME ${PATH} $$', 'back\\slash', 'ends with \\', '\\\\', '\\n is no break',
  '# no comment', 'a # b', '`backtick`', '$(id)', '%s %d', 'a=b', 'ä ö ü ß', '日本語', '🐍', '<<EOF', '--flag', '[1, 2]', '{"a": "b"}', '*', '?', '!', '&& ls', '; ls', '| ls', '\\"', '\\$', "'", '"',
];

const SEED = Number(process.env.PROPERTY_SEED ?? 1);

describeOnEngine('values', () => {
  test.each([1, 2, 3])('that people could write arrive in docker inspect byte for byte: image %i', (number) => {
    const seed = SEED + number;
    const name = `values-${number}`;
    const project = new Project({ name, outdir: newFolder() });
    const stage = new Dockerfile(project, 'Dockerfile').addStage('values', { image: 'python:3.14-slim-trixie' });
    const values = fc.sample(oneLine, { numRuns: 700, seed });
    values.forEach((value, index) => {
      stage.addEnvironment(`VALUE_${index}`, value);
      stage.addLabel(`value.${index}`, value);
    });
    const [entrypoint, command, check] = [1, 2, 3].map(more => ['program', ...fc.sample(argument, { numRuns: 700, seed: seed + more * 10 })]);
    stage.entrypoint(entrypoint);
    stage.cmd(command);
    stage.healthCheck(check);
    docker('build', '--quiet', `--tag=${name}`, synth(project));
    const config = imageConfig(name);
    docker('rmi', name);
    expect({ seed, values: config.Env.filter((text: string) => text.startsWith('VALUE_')) }).toEqual({ seed, values: values.map((value, index) => `VALUE_${index}=${value}`) });
    expect({ seed, labels: config.Labels }).toEqual({ seed, labels: Object.fromEntries(values.map((value, index) => [`value.${index}`, value])) });
    expect({ seed, words: [config.Entrypoint, config.Cmd, config.Healthcheck.Test] }).toEqual({ seed, words: [entrypoint, command, ['CMD', ...check]] });
  });

  test('arrive in docker inspect byte for byte', () => {
    const project = new Project({ name: 'values', outdir: newFolder() });
    const stage = new Dockerfile(project, 'Dockerfile').addStage('values', { image: 'python:3.14-slim-trixie' });
    VALUES.forEach((value, index) => {
      stage.addEnvironment(`VALUE_${index}`, value);
      stage.addLabel(`value.${index}`, value);
    });
    const words = [...VALUES.filter(value => value !== ''), 'line\nbreak', 'line\u2028separator'];
    stage.entrypoint(words);
    stage.cmd(words);
    stage.healthCheck(words);
    stage.workdir('/a "quoted" $dir with #');
    stage.user('10001:10001');
    stage.stopSignal('SIGINT');
    const folder = synth(project);

    docker('build', '--quiet', '--tag=values', folder);
    const config = imageConfig('values');
    const environment: string[] = config.Env;
    VALUES.forEach((value, index) => {
      expect(environment.find(entry => entry.startsWith(`VALUE_${index}=`))).toBe(`VALUE_${index}=${value}`);
      expect(config.Labels[`value.${index}`]).toBe(value);
    });
    expect(config.Entrypoint).toEqual(words);
    expect(config.Cmd).toEqual(words);
    expect(config.Healthcheck.Test).toEqual(['CMD', ...words]);
    expect(config).toMatchObject({ WorkingDir: '/a "quoted" $dir with #', User: '10001:10001', StopSignal: 'SIGINT' });
  });

  test('of COPY copy the files with these names', () => {
    const project = new Project({ name: 'copies', outdir: newFolder() });
    const stage = new Dockerfile(project, 'Dockerfile').addStage('copies', { image: 'python:3.14-slim-trixie' });
    const names = ['plain.txt', 'two words.txt', 'a$b.txt', 'quo"te.txt', "apo'strophe.txt", '#hash.txt', 'ü.txt', '--from=x.txt', '(b) $c.txt', '(d)+{e}.txt', 'f^|g.txt', 'two "quoted" words.txt'];
    const folder = project.outdir;
    names.forEach((name) => {
      write(folder, name, name);
      stage.copy([name], `/copied/${name}`);
    });
    synth(project);
    docker('build', '--quiet', '--tag=copies', folder);
    expect(succeed('.', 'docker', 'run', '--rm', 'copies', 'ls', '-1', '--quoting-style=literal', '/copied').trim().split('\n').sort()).toEqual([...names].sort());
  });
});
