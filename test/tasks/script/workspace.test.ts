import { spawnSync } from 'child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'fs';
import { join } from 'path';
import { newFolder } from '../../synth';
import { installFake, SCRIPT } from '../tools';

/** uv that makes .venv, unless a file says why not; and a Python there that prints what it is given. */
const UV = `#!/bin/sh
case "$1" in
  venv) test ! -e refused || { cat refused >&2; exit 2; }; mkdir -p .venv/bin && printf '#!/bin/sh\\necho "$@" "$PYTHONPATH"\\n' >.venv/bin/python && chmod +x .venv/bin/python;;
  python) test ! -e without-python;;
  pip) echo "$@" >>uv.log;;
esac
`;

let folder: string;

function script(...argv: string[]) {
  const { PYTHONPATH, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['.projen/container.cjs', ...argv], { cwd: folder, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

beforeEach(() => {
  folder = newFolder();
  mkdirSync(join(folder, '.projen'));
  copyFileSync(SCRIPT, join(folder, '.projen/container.cjs'));
  facts({ testCommand: ['python', '-m', 'pytest'] });
  writeFileSync(join(folder, 'requirements.txt'), 'a==1 --hash=x\n');
  installFake(folder, 'uv', UV);
});

function facts(more: object): void {
  writeFileSync(join(folder, '.projen/container.json'), JSON.stringify({
    workspace: {
      pythonVersion: '3.14',
      locks: ['requirements.txt'],
      environment: { variables: {}, machine: {}, secrets: {} },
      commands: [['uv', 'venv'], ['uv', 'pip', 'sync']],
    },
    ...more,
  }));
}

test('install makes the environment, and test makes it when the locks have changed', () => {
  expect(script('install', '--offline')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(script('test', '-k', 'x')).toEqual({ status: 0, stdout: '-m pytest -k x \n', stderr: '' });
  writeFileSync(join(folder, 'requirements.txt'), 'a==2 --hash=x\n');
  expect(script('test')).toMatchObject({ status: 0 });
  expect(script('test')).toMatchObject({ status: 0 });
  expect(readFileSync(join(folder, 'uv.log'), 'utf8')).toBe('pip sync --offline\npip sync\n');
});

test('what runs the tests is a program of the environment, or one of this machine; a -- in front of its arguments is taken away', () => {
  facts({ testCommand: ['python', 'manage.py', 'test'] });
  expect(script('test', '--', '-v', '2', '--', 'x')).toEqual({ status: 0, stdout: 'manage.py test -v 2 -- x \n', stderr: '' });
  facts({ testCommand: ['sh', '-c', 'basename "$VIRTUAL_ENV"; command -v python; exit 3'] });
  expect(script('test')).toEqual({ status: 3, stdout: `.venv\n${join(realpathSync(folder), '.venv/bin/python')}\n`, stderr: '' });
  facts({});
  expect(script('test')).toEqual({ status: 1, stdout: '', stderr: 'This project has no tests.\n' });
});

test('on a read-only disk the error of uv is shown, and not that Python is missing', () => {
  writeFileSync(join(folder, 'refused'), 'error: failed to create `.venv`: Read-only file system (os error 30)\n');
  expect(script('install')).toEqual({
    status: 1, stdout: '', stderr: '.venv cannot be created:\nerror: failed to create `.venv`: Read-only file system (os error 30)\n',
  });
  expect(existsSync(join(folder, '.venv'))).toBe(false);
});

test('without Python the error of uv is shown, and the container is suggested', () => {
  writeFileSync(join(folder, 'refused'), 'error: No interpreter found for Python 3.14\n');
  writeFileSync(join(folder, 'without-python'), '');
  expect(script('install')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'error: No interpreter found for Python 3.14\nPython 3.14 is not installed on this machine, and uv could not download it. Run the tests in the container instead: npx projen docker:test\n',
  });
});

test('a project without an environment of its own says so', () => {
  writeFileSync(join(folder, '.projen/container.json'), '{}');
  expect(script('install')).toEqual({ status: 1, stdout: '', stderr: 'This project has no virtual environment.\n' });
});
