import { spawnSync } from 'child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'fs';
import { delimiter, join } from 'path';
import { newFolder } from '../../synth';
import { SCRIPT } from '../tools';

let folder: string;
let env: NodeJS.ProcessEnv;

/** Runs a program in Docker's place. */
function live(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, 'live', './hello', './gone', '--', ...argv, 'docker', 'run', '--rm', '--', 'shop:dev'], { cwd: folder, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

beforeEach(() => {
  folder = newFolder();
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/docker'), '#!/bin/sh\ncase "$*" in *--fail*) exit 7;; esac\necho "$@"\n', { mode: 0o755 });
  env = { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` };
  mkdirSync(join(folder, 'hello/web/.cache'), { recursive: true });
  ['hello/main.py', 'hello/key.pem', 'hello/web/a.py', 'hello/web/.cache/x.py'].forEach(path => writeFileSync(join(folder, path), '', { mode: 0o644 }));
  ['hello', 'hello/web'].forEach(path => chmodSync(join(folder, path), 0o755));
});

test('sources must be readable for everyone; keys, data and hidden files need not be', () => {
  chmodSync(join(folder, 'hello/web/.cache/x.py'), 0o600);
  chmodSync(join(folder, 'hello/key.pem'), 0o600);
  mkdirSync(join(folder, 'hello/data'), { mode: 0o700 });
  expect(live()).toEqual({ status: 0, stdout: 'run --rm shop:dev\n', stderr: '' });
});

test.each([
  ['hello/main.py', 0o600, 'hello/main.py'], ['hello/web/a.py', 0o640, 'hello/web/a.py'], ['hello/web', 0o700, 'hello/web/a.py'],
  ['hello/web', 0o744, 'hello/web/a.py'], ['hello', 0o750, 'hello/main.py'],
])('%s with mode %o makes a module unreadable, which is reported with the fix', (path, mode, named) => {
  chmodSync(join(folder, path), mode);
  expect(live()).toEqual({
    status: 1, stdout: '', stderr: `${named} can only be read by you, and the container runs as another user. Run: chmod -R go+rX ./hello ./gone\n`,
  });
});

test.each(['--user=0', '--user', '-u0'])('with %s the user of the container is set', (flag) => {
  chmodSync(join(folder, 'hello/main.py'), 0o600);
  expect(live(flag)).toMatchObject({ status: 0, stdout: `run --rm ${flag} shop:dev\n` });
});

test('the status is that of Docker', () => {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, 'live', './hello', '--', '--fail', 'docker', 'run', '--', 'shop:dev'], { cwd: folder, encoding: 'utf8', env });
  expect({ status, stderr }).toEqual({ status: 7, stderr: '' });
});
