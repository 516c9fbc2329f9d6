import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { JsonFile, SampleDir, SampleFile } from 'projen';
import { Dockerfile } from '../../../src';
import { Standards } from '../../../src/standards/standards';
import { newDockerfile } from '../../dockerfile/new-dockerfile';

/** What synth says of a Dockerfile that copies these sources from a folder with these files. */
function findings(files: string[], ...sources: string[]): string {
  const dockerfile = newDockerfile();
  for (const file of files) {
    mkdirSync(join(dockerfile.project.outdir, file, '..'), { recursive: true });
    writeFileSync(join(dockerfile.project.outdir, file), '');
  }
  dockerfile.addStage('app', { image: 'debian' }).copy(sources, '/x/');
  try {
    Standards.of(dockerfile.project).preSynthesize();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test('existing files can be copied', () => {
  expect(findings(['a/b.py', 'c/d.yaml', 'c/e.txt', 'certs/ca.pem'], 'a', 'c/*.yaml', 'certs/ca.pem')).toBe('');
});

test('all missing files are reported together', () => {
  expect(findings(['c/d.txt'], 'missing', 'c/*.yaml', 'nowhere/*').split('\n')).toEqual([
    expect.stringContaining('sources: Dockerfile copies or mounts "c/*.yaml", and no file in'),
    expect.stringContaining('sources: Dockerfile copies or mounts "missing", and there is no missing in'),
    expect.stringContaining('sources: Dockerfile copies or mounts "nowhere/*", and no file in'),
  ]);
});

test('a glob must not match folders, or only keys', () => {
  expect(findings(['a/b/c.py', 'a/d.py'], 'a/*')).toContain('which matches the folder b: COPY would lose its name. Write the folder without a wildcard.');
  expect(findings(['certs/a.pem'], 'certs/*')).toContain('matches, or .dockerignore excludes all of them');
});

test('a folder that .dockerignore excludes cannot be copied', () => {
  expect(findings(['node_modules/a.js'], 'node_modules')).toContain('"node_modules", and .dockerignore excludes it. Rename it');
});

/** What synth says of a Dockerfile that copies these sources and is changed. */
function future(sources: string[], change: (dockerfile: Dockerfile) => void): string {
  const dockerfile = newDockerfile();
  dockerfile.addStage('app', { image: 'debian' }).copy(sources, '/x/');
  change(dockerfile);
  try {
    Standards.of(dockerfile.project).preSynthesize();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test.each<[string, (dockerfile: Dockerfile) => void]>([
  ['a generated file', ({ project }) => { new JsonFile(project, 'config/settings.json', { obj: {} }); }],
  ['a sample', ({ project }) => { new SampleFile(project, 'config/settings.json', { contents: '{}' }); }],
  ['what a task makes', ({ project }) => Standards.of(project).addTaskOutput(project, 'config/settings.json')],
  ['a file in a folder of samples', ({ project }) => { new SampleDir(project, 'config', { files: { 'settings.json': '{}' } }); }],
  ['a file in a folder that a task makes', ({ project }) => Standards.of(project).addTaskOutput(project, 'config')],
])('a glob matches %s', (_name, change) => {
  expect(future(['config/*.json'], change)).toBe('');
  expect(future(['other/*.json'], change)).toContain('"other/*.json", and no file in');
});

test('a glob does not match other generated files, their folders, or excluded files', () => {
  const add = ({ project }: Dockerfile) => { new JsonFile(project, 'config/a/b.json', { obj: {} }); new JsonFile(project, 'keys/a.pem', { obj: {} }); };
  expect(future(['config/*.json'], add)).toContain('"config/*.json", and no file in');
  expect(future(['config/*'], add)).toContain('which matches the folder a: COPY would lose its name.');
  expect(future(['keys/*'], add)).toContain('"keys/*", and no file in');
});

test('a generated file that exists counts once', () => {
  expect(future(['config/*'], ({ project }) => {
    mkdirSync(join(project.outdir, 'config'));
    writeFileSync(join(project.outdir, 'config/a.json'), '');
    new JsonFile(project, 'config/a.json', { obj: {} });
  })).toBe('');
});

test('a glob may contain negated brackets', () => {
  expect(findings(['a.py', 'b.py'], '[^a]*.py')).toBe('');
  expect(findings(['a.py'], '[^a]*.py')).toContain('"[^a]*.py", and no file in');
});
