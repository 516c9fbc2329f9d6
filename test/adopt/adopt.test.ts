import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { adopted, commit, fixture, git, inProcess } from './repositories';
import { Versions } from '../../src/adopt/lock-versions';
import { Staging } from '../../src/adopt/staging';
import { hashes } from '../robustness/programs';
import { folderWith } from '../synth';

jest.setTimeout(60_000);

const outside = (path: string) => !path.startsWith('.git/');

function text(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

test('adopting writes all files, keeps copies, loses no line, commits nothing, and a second time changes nothing', async () => {
  const folder = commit(fixture('flask-heroku'));
  const output = await adopted(folder);
  expect(output).toMatch(/fact +value +evidence +confidence[^]*Procfile:2: release is a job[^]*npx projen docker:build[^]*docker:run +runs it: http:\/\/localhost:5000/);
  expect(git(folder, 'log', '--oneline').trim().split('\n')).toHaveLength(1);
  expect(text(folder, 'requirements.txt.before')).toBe(git(folder, 'show', 'HEAD:requirements.txt'));
  expect(text(folder, 'Dockerfile')).toContain('CMD ["gunicorn", "app:app"');
  expect(text(folder, '.projen/tasks.json')).toContain('"docker:run:worker"');
  for (const path of ['.gitignore', '.gitattributes']) {
    const lines = text(folder, path).split('\n');
    expect(git(folder, 'show', `HEAD:${path}`).split('\n').filter(line => !line.startsWith('# windows') && !lines.includes(line))).toEqual([]);
  }
  expect(text(folder, '.projenrc.ts')).toContain('// windows\n');
  const before = hashes(folder, outside);
  expect(await adopted(folder)).toContain('.projenrc.ts exists already: this repository has been adopted. Nothing was changed.');
  expect(hashes(folder, outside)).toEqual(before);
});

test('git ignores the same files as before, and no others', async () => {
  const folder = fixture('flask-heroku');
  writeFileSync(join(folder, '.gitignore'), 'venv*\n.env.*\n*.sqlite\n/data/*\n!/data/keep.txt\n\\#odd\nsecrets.yaml\n__pycache__/\n');
  commit(folder);
  const ignored = ['venv-old/lib.py', '.env.example', '.env.local', 'db.sqlite', 'data/private.csv', '#odd', 'secrets.yaml'];
  const visible = ['data/keep.txt'];
  [...ignored, ...visible].forEach((path) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), 'secret');
  });
  await adopted(folder);
  git(folder, 'add', '--all');
  const added = git(folder, 'diff', '--cached', '--name-only', '-z').split('\0');
  expect(added.filter(path => ignored.includes(path))).toEqual([]);
  expect(added).toEqual(expect.arrayContaining([...visible, 'Dockerfile', 'requirements.txt', '.projenrc.ts', '.projen/tasks.json']));
});

test('--dry-run writes nothing at all', async () => {
  const folder = commit(fixture('dockerfile'));
  const before = hashes(folder, outside);
  const output = await adopted(folder, { isDryRun: true });
  expect(output).toMatch(/\.projenrc\.ts would be:[^]*requirements\.in would be:[^]*Nothing was written\./);
  expect(output).not.toContain('do-not-copy-me');
  expect(hashes(folder, outside)).toEqual(before);
});

test('copies of the Dockerfile, .dockerignore and requirements are kept, committed or not', async () => {
  const folder = fixture('dockerfile');
  const before = hashes(folder);
  const output = await adopted(folder);
  const after = hashes(folder);
  expect(['Dockerfile', '.dockerignore', 'requirements.txt'].map(path => after[`${path}.before`])).toEqual(['Dockerfile', '.dockerignore', 'requirements.txt'].map(path => before[path]));
  expect(output).toContain('Kept: .dockerignore.before, Dockerfile.before, requirements.txt.before.');
  expect(text(folder, '.dockerignore')).toContain('\napp/local_settings.py\n');
});

test('a file that would be lost is refused, and nothing is written', async () => {
  const folder = commit(fixture('version-conflict'));
  writeFileSync(join(folder, '.python-version'), '3.12.1 # edited\n');
  const before = hashes(folder, outside);
  await expect(adopted(folder, { answers: new Map([['pythonVersion', '3.11']]) })).rejects.toThrow('.python-version would be replaced, and git could not restore it. Commit it first');
  expect(hashes(folder, outside)).toEqual(before);
  git(folder, 'commit', '--all', '--quiet', '--message=edited');
  await adopted(folder, { answers: new Map([['pythonVersion', '3.11']]) });
  expect(text(folder, '.python-version')).toBe('3.11\n');
});

test('a copy of another time is not overwritten', async () => {
  const folder = fixture('dockerfile');
  writeFileSync(join(folder, 'Dockerfile.before'), 'FROM older\n');
  await expect(adopted(folder)).rejects.toThrow('Dockerfile.before exists with other content: move it first.');
});

test('package.json is merged, in its own style', async () => {
  const folder = folderWith({ 'requirements.txt': 'flask\n', 'app.py': 'from flask import Flask\napp = Flask(__name__)\n', 'package.json': '{\n\t"name": "front",\n\t"scripts": { "x": "y" },\n\t"devDependencies": { "zod": "1" }\n}\n' });
  await adopted(folder);
  expect(JSON.parse(text(folder, 'package.json'))).toMatchObject({ name: 'front', scripts: { x: 'y' }, devDependencies: { 'zod': '1', 'projen-python-container': '^1.0.0', 'tsx': expect.any(String) } });
  expect(text(folder, 'package.json.before')).toContain('\t"name": "front"');
});

test.each([
  ['gunicorn==20.1.0\n', ['setuptools']], ['gunicorn==20.1.0\nsetuptools\n', []], ['gunicorn==20.1.0\nsetuptools==83.0.0\n', []],
])('setuptools keeps pkg_resources if only another package requires it: %j', async (requirements, added) => {
  const folder = folderWith({ 'requirements.txt': requirements, 'app.py': '' });
  const own = inProcess();
  const tools = { ...own, lock: (staging: Staging, versions: Versions) => own.lock(staging, new Map([...versions, ['setuptools', ['83.0.0']]])) };
  await adopted(folder, { surroundings: { tools } });
  expect(text(folder, 'requirements.in')).toBe(`${requirements}${added.map(name => `${name}<81  # the last versions with pkg_resources, which a package of the lock file may import\n`).join('')}`);
});

test('a folder that is already a projen project, or is missing, is an error', async () => {
  await expect(adopted(folderWith({ '.projenrc.js': 'new Project()' }))).rejects.toThrow('.projenrc.js exists: this is a projen project already. Add to it: new PythonContainer(project)');
  await expect(adopted('/no/such/folder')).rejects.toThrow('/no/such/folder is not a folder.');
});

test('a failing synth leaves everything as it was', async () => {
  const folder = fixture('uv');
  writeFileSync(join(folder, 'tsconfig.projen.json'), '{ "mine": true }\n');
  const before = hashes(folder);
  await expect(adopted(folder)).rejects.toThrow('tsconfig.projen.json: the file exists and was not generated');
  expect(hashes(folder)).toEqual(before);
});

test('links and large files are not changed', async () => {
  const folder = fixture('fastapi-default');
  writeFileSync(join(folder, 'shop/model.bin'), Buffer.alloc(3_000_000, 7));
  mkdirSync(join(folder, 'docker'));
  writeFileSync(join(folder, 'docker/app.Dockerfile'), 'FROM python:3.13\nCOPY shop shop\n');
  symlinkSync('docker/app.Dockerfile', join(folder, 'Dockerfile'));
  symlinkSync('/no/where', join(folder, 'shop/dangling'));
  const before = hashes(folder);
  await adopted(folder);
  const after = hashes(folder);
  expect(after['shop/model.bin']).toBe(before['shop/model.bin']);
  expect(text(folder, 'docker/app.Dockerfile')).toBe('FROM python:3.13\nCOPY shop shop\n');
  expect(text(folder, 'Dockerfile')).toContain('FROM python:3.13-slim-trixie');
  rmSync(join(folder, 'shop/dangling'));
  expect(existsSync(join(folder, '.projen/adopting'))).toBe(false);
});

test('in a terminal, questions have numbered answers, and answering no changes nothing', async () => {
  const folder = fixture('version-conflict');
  const before = hashes(folder);
  const questions: string[] = [];
  const answers = ['2', '2'];
  const ask = async (question: string, choices: readonly string[]) => {
    questions.push(`${question} ${choices.join(' | ')}`);
    return answers.shift()!;
  };
  expect(await adopted(folder, { isConfirmed: false, surroundings: { ask } })).toContain('Nothing was changed.');
  expect(questions).toEqual(['pythonVersion: sources disagree 3.12  (.python-version:1) | 3.11  (.tool-versions:2)', 'Write .projenrc.ts and the files that are generated from it? yes | no']);
  expect(hashes(folder)).toEqual(before);
});
