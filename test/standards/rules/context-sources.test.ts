import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
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

test('what is there can be copied', () => {
  expect(findings(['a/b.py', 'c/d.yaml', 'c/e.txt', 'certs/ca.pem'], 'a', 'c/*.yaml', 'certs/ca.pem')).toBe('');
});

test('all that is not there is said at once', () => {
  expect(findings(['c/d.txt'], 'missing', 'c/*.yaml', 'nowhere/*').split('\n')).toEqual([
    expect.stringContaining('sources: Dockerfile copies or mounts "c/*.yaml", and no file in'),
    expect.stringContaining('sources: Dockerfile copies or mounts "missing", and there is no missing in'),
    expect.stringContaining('sources: Dockerfile copies or mounts "nowhere/*", and no file in'),
  ]);
});

test('a file that may be missing is not asked for', () => {
  const dockerfile = newDockerfile();
  dockerfile.addStage('app', { image: 'debian' }).copy(['missing', 'uv.lock'], '/x/', { optional: true });
  expect(() => Standards.of(dockerfile.project).preSynthesize()).not.toThrow();
  dockerfile.addStage('other', { image: 'debian' }).copy(['missing'], '/x/');
  expect(() => Standards.of(dockerfile.project).preSynthesize()).toThrow('sources: Dockerfile copies or mounts "missing", and there is no missing in');
});

test('a glob does not match folders, and not only keys', () => {
  expect(findings(['a/b/c.py', 'a/d.py'], 'a/*')).toContain('which matches the folder b: COPY would lose its name. Name the folder without a wildcard.');
  expect(findings(['certs/a.pem'], 'certs/*')).toContain('matches that .dockerignore admits');
});

test('a folder that .dockerignore denies cannot be copied', () => {
  expect(findings(['node_modules/a.js'], 'node_modules')).toContain('"node_modules", and .dockerignore denies it. Rename it');
});
