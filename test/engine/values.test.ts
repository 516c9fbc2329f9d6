import { Project } from 'projen';
import { describeOnEngine, docker, imageConfig, succeed } from './engine';
import { newFolder, synth, write } from './workspace';
import { Dockerfile } from '../../src';

jest.setTimeout(300_000);

const VALUES = [
  'plain', 'two words', ' spaces around ', 'a\ttab', '', 'a "quoted" word', "it's", '$HOME ${PATH} $$', 'back\\slash', 'ends with \\', '\\\\', '\\n is no break',
  '# no comment', 'a # b', '`backtick`', '$(id)', '%s %d', 'a=b', 'ä ö ü ß', '日本語', '🐍', '<<EOF', '--flag', '[1, 2]', '{"a": "b"}', '*', '?', '!', '&& ls', '; ls', '| ls', '\\"', '\\$', "'", '"',
];

describeOnEngine('values', () => {
  test('arrive in docker inspect byte for byte', () => {
    const project = new Project({ name: 'values', outdir: newFolder() });
    const stage = new Dockerfile(project).addStage('values', { image: 'python:3.13-slim-trixie' });
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
      expect(environment.find(line => line.startsWith(`VALUE_${index}=`))).toBe(`VALUE_${index}=${value}`);
      expect(config.Labels[`value.${index}`]).toBe(value);
    });
    expect(config.Entrypoint).toEqual(words);
    expect(config.Cmd).toEqual(words);
    expect(config.Healthcheck.Test).toEqual(['CMD', ...words]);
    expect(config).toMatchObject({ WorkingDir: '/a "quoted" $dir with #', User: '10001:10001', StopSignal: 'SIGINT' });
  });

  test('of COPY name the files they name', () => {
    const project = new Project({ name: 'copies', outdir: newFolder() });
    const stage = new Dockerfile(project).addStage('copies', { image: 'python:3.13-slim-trixie' });
    const names = ['plain.txt', 'two words.txt', 'a$b.txt', 'quo"te.txt', "apo'strophe.txt", '#hash.txt', 'ü.txt', '--from=x.txt'];
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
