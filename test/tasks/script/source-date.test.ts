import { spawnSync } from 'child_process';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'fs';
import { join } from 'path';
import { newFolder } from '../../synth';
import { SCRIPT } from '../tools';

const COMMITTED = 1_700_000_000;

let folder: string;

function git(...argv: string[]): void {
  const environment = { GIT_COMMITTER_DATE: `${COMMITTED} +0100`, GIT_AUTHOR_DATE: `${COMMITTED} +0100` };
  const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...argv], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...environment } });
  expect({ status, stderr }).toMatchObject({ status: 0 });
}

/** Writes a file, with a date that is so many seconds after the commit. */
function write(path: string, later: number): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), `${later}`);
  utimesSync(join(folder, path), COMMITTED + later, COMMITTED + later);
}

function sourceDate(environment: NodeJS.ProcessEnv = {}, ...argv: string[]) {
  const { SOURCE_DATE_EPOCH, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, 'source-date', ...argv], { cwd: folder, encoding: 'utf8', env: { ...env, ...environment } });
  return { status, stdout, stderr };
}

function seconds(environment?: NodeJS.ProcessEnv, ...argv: string[]): number {
  const { status, stdout, stderr } = sourceDate(environment, ...argv);
  expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: '', stdout: expect.stringMatching(/^\d+\n$/) });
  return Number(stdout);
}

/** The time now, give or take what a process takes. */
function expectNow(date: number): void {
  expect(Math.abs(date - Date.now() / 1000)).toBeLessThan(60);
}

beforeEach(() => {
  folder = newFolder();
});

describe('in a git repository', () => {
  beforeEach(() => {
    git('init', '--quiet');
    write('.gitignore', 0);
    writeFileSync(join(folder, '.gitignore'), 'ignored\n');
    ['a b/ü\n.py', 'other/main.py', 'moved.py'].forEach(path => write(path, 5000));
    git('add', '--all');
    git('commit', '--quiet', '--message=a');
  });

  test('it is the date of the commit, whatever the dates of the files', () => {
    expect(seconds()).toBe(COMMITTED);
  });

  test.each<[string, number, () => void]>([
    ['a changed file', 7000, () => write('a b/ü\n.py', 7000)],
    ['a new file, in a new folder', 8000, () => write('new/deep/x.py', 8000)],
    ['a file that is staged', 9000, () => {
      write('staged.py', 9000);
      git('add', '--all');
    }],
    ['a file under another name', 5000, () => git('mv', 'moved.py', 'renamed.py')],
    ['a changed file that is older than the commit', 0, () => write('other/main.py', -50)],
    ['an ignored file', 0, () => write('ignored', 9000)],
    ['a file that is gone', 0, () => rmSync(join(folder, 'moved.py'))],
    ['a link to nowhere', 0, () => {
      git('config', 'core.symlinks', 'true');
      spawnSync('ln', ['-s', 'nowhere', 'link'], { cwd: folder });
      spawnSync('touch', ['-h', '-d', `@${COMMITTED - 5}`, 'link'], { cwd: folder });
    }],
  ])('%s makes it %d seconds later', (_what, later, change) => {
    change();
    expect(seconds()).toBe(COMMITTED + later);
  });

  test('in a sub-project, its own files count, or those of the folder that is built', () => {
    write('other/main.py', 7000);
    write('a b/ü\n.py', 8000);
    folder = join(folder, 'other');
    expect(seconds()).toBe(COMMITTED + 7000);
    expect(seconds({}, '..')).toBe(COMMITTED + 8000);
  });

  test('a file with a date in the future counts with the current date', () => {
    write('other/main.py', 10 * 365 * 24 * 60 * 60);
    expectNow(seconds());
  });

  test('SOURCE_DATE_EPOCH of the environment is used first', () => {
    write('other/main.py', 7000);
    expect(seconds({ SOURCE_DATE_EPOCH: '12' })).toBe(12);
    expect(seconds({ SOURCE_DATE_EPOCH: '0' })).toBe(0);
    expect(seconds({ SOURCE_DATE_EPOCH: '' })).toBe(COMMITTED + 7000);
    expect(sourceDate({ SOURCE_DATE_EPOCH: 'yesterday' })).toEqual({
      status: 1, stdout: '', stderr: 'SOURCE_DATE_EPOCH is "yesterday": it must be a number of seconds since 1970.\n',
    });
  });

  test('without git, it is now', () => {
    expectNow(seconds({ PATH: '' }));
  });
});

test('outside of a repository, and before the first commit, it is now', () => {
  write('main.py', 7000);
  expectNow(seconds({ GIT_CEILING_DIRECTORIES: folder }));
  git('init', '--quiet');
  expectNow(seconds());
});
