import { spawnSync } from 'child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { newFolder } from '../../synth';
import { SCRIPT } from '../tools';

let folder: string;

/** Runs a program in Docker's place. */
function live(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, 'live', './hello', './gone', '--', 'echo', 'run', ...argv], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

beforeEach(() => {
  folder = newFolder();
  mkdirSync(join(folder, 'hello/web/.cache'), { recursive: true });
  ['hello/main.py', 'hello/web/index.html', 'hello/web/.cache/x'].forEach(path => writeFileSync(join(folder, path), '', { mode: 0o644 }));
  ['hello', 'hello/web'].forEach(path => chmodSync(join(folder, path), 0o755));
});

test('sources that everyone can read run; what is hidden does not count', () => {
  chmodSync(join(folder, 'hello/web/.cache/x'), 0o600);
  expect(live('--rm', 'shop:dev')).toEqual({ status: 0, stdout: 'run --rm shop:dev\n', stderr: '' });
});

test.each([
  ['hello/main.py', 0o600], ['hello/web/index.html', 0o640], ['hello/web', 0o700], ['hello/web', 0o744], ['hello', 0o750],
])('%s with mode %o is named, with what mends it', (path, mode) => {
  chmodSync(join(folder, path), mode);
  expect(live('shop:dev')).toEqual({
    status: 1, stdout: '', stderr: `${path === 'hello' ? './hello' : path} can be read by you alone, and the container has a user of its own. Run: chmod -R go+rX ./hello ./gone\n`,
  });
});

test.each(['--user=0', '--user', '-u0'])('with %s the user of the container is said', (flag) => {
  chmodSync(join(folder, 'hello/main.py'), 0o600);
  expect(live(flag, 'shop:dev')).toMatchObject({ status: 0, stdout: `run ${flag} shop:dev\n` });
});

test('the status is that of Docker', () => {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, 'live', './hello', '--', 'sh', '-c', 'exit 7'], { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 7, stderr: '' });
});
