import { spawnSync } from 'child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'fs';
import { delimiter, join } from 'path';
import { newFolder } from '../../synth';
import { SCRIPT } from '../tools';

const HINT = 'Write the flags of docker run first, then --, then the arguments of the program, as in: npx projen docker:run --env=NAME=value -- python -c "print(1)"\n';

let folder: string;

/** Runs a task's step with these arguments: the words that Docker gets, and what is said of an error. */
function run(receiver: string, ...argv: string[]): string[] | string {
  const { stdout, stderr } = spawnSync(process.execPath, ['.projen/container.cjs', 'run', receiver, '--', ...argv, 'docker', 'run', '--rm', '--', 'shop:dev', 'test', '--all'], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` },
  });
  return stderr || stdout.split('\n').slice(0, -1);
}

beforeEach(() => {
  folder = newFolder();
  ['bin', '.projen'].forEach(path => mkdirSync(join(folder, path)));
  copyFileSync(SCRIPT, join(folder, '.projen/container.cjs'));
  writeFileSync(join(folder, '.projen/container.json'), '{}');
  writeFileSync(join(folder, 'bin/docker'), '#!/bin/sh\nprintf \'%s\\n\' "$@"\n', { mode: 0o755 });
});

test.each<[string, string[], string[], string[]]>([
  ['program', [], [], []],
  ['program', ['-k', 'name'], [], ['-k', 'name']],
  ['program', ['--', '-k', 'name'], [], ['-k', 'name']],
  ['program', ['--network=shop', '-e', 'A=1', '--', '-k', 'a or b', '--', 'x'], ['--network=shop', '-e', 'A=1'], ['-k', 'a or b', '--', 'x']],
  ['program', ['--env-file=.env', '--'], ['--env-file=.env'], []],
  ['program', ['$(id)', "it's", 'a"b', 'docker', 'run'], [], ['$(id)', "it's", 'a"b', 'docker', 'run']],
  ['docker', ['-v', './my reports:/reports', '--add-host=db:10.0.0.1'], ['-v', './my reports:/reports', '--add-host=db:10.0.0.1'], []],
  ['docker', ['--publish=1:1', '--', 'python', '-V'], ['--publish=1:1'], ['python', '-V']],
  ['docker', ['--', 'python'], [], ['python']],
])('without a -- arguments go to the %s: of %j, docker run has %j and the program %j', (receiver, argv, docker, program) => {
  expect(run(receiver, ...argv)).toEqual(['run', '--rm', ...docker, 'shop:dev', 'test', '--all', ...program]);
});

test.each<[string, string[]]>([['docker', ['python', '-V']], ['program', ['tests/test_a.py', '--', '-k', 'x']]])('with %s, %j is not read as an image', (receiver, argv) => {
  expect(run(receiver, ...argv)).toBe(HINT);
});
