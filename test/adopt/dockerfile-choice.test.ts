import { read } from './repositories';
import { folderWith } from '../synth';

const PYTHON = { 'requirements.txt': 'flask==3.0.0\n', 'app.py': 'print(1)\n' };

function dockerfiles(paths: string[], compose = ''): string {
  const files = Object.fromEntries(paths.map(path => [path, `FROM python:3.12\nCOPY . .\nCMD ["echo", "${path}"]\n`]));
  return folderWith({ ...PYTHON, ...files, ...compose === '' ? {} : { 'compose.yaml': `services:\n  web:\n    build: { context: ., dockerfile: ${compose} }\n` } });
}

test.each([
  [['Dockerfile', 'Dockerfile.dev', 'docker/Dockerfile'], '', 'Dockerfile'], [['Dockerfile', 'Dockerfile.prod'], '', 'Dockerfile.prod'],
  [['Dockerfile.dev', 'web.Dockerfile'], '', 'web.Dockerfile'], [['docker/Dockerfile.base', 'docker/Dockerfile'], '', 'docker/Dockerfile'],
  [['Dockerfile', 'ops/images/Dockerfile'], './ops/images/Dockerfile', 'ops/images/Dockerfile'], [['Dockerfile', 'Dockerfile.dev'], 'Dockerfile.dev', 'Dockerfile'],
  [['Dockerfile.dev'], 'Dockerfile.dev', 'Dockerfile.dev'], [['Dockerfile.dev'], '', 'Dockerfile.dev'],
])('of %j, with %j in the compose file, %s is read', async (paths, compose, expected) => {
  expect((await read(dockerfiles(paths, compose))).projenrc).toContain(`command: ['echo', '${expected}']`);
});

test('which of several Dockerfiles is read is a question', async () => {
  const folder = dockerfiles(['docker/alpine.Dockerfile', 'docker/slim.Dockerfile']);
  await expect(read(folder)).rejects.toThrow('dockerfile: sources disagree:\n  docker/alpine.Dockerfile  (docker/alpine.Dockerfile:1)\n'
    + '  docker/slim.Dockerfile  (docker/slim.Dockerfile:1)\n  Choose one: --set dockerfile=docker/alpine.Dockerfile');
  expect((await read(folder, { dockerfile: 'docker/slim.Dockerfile' })).projenrc).toContain("'docker/slim.Dockerfile'], // docker/slim.Dockerfile:3");
  await expect(read(folder, { dockerfile: 'x/Dockerfile' })).rejects.toThrow('x/Dockerfile is not a file of this folder');
});

test('Dockerfiles that are not read are named', async () => {
  const { notes } = await read(dockerfiles(['tools/image/Dockerfile', 'tests/image/Dockerfile']));
  expect(notes).toContain('tools/image/Dockerfile: it was not read: if it builds this application, pass --set dockerfile=tools/image/Dockerfile');
  expect(notes).not.toContain('tests/image');
});
