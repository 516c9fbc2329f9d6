import { chmodSync, mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Framework } from '../../../src';
import { folderWith } from '../../synth';
import { findings } from '../check';

const OPTIONS = { framework: Framework.NONE, sources: ['.'], pytest: false };

describe('exec-variables', () => {
  const found = (...command: string[]) => findings('exec-variables', { ...OPTIONS, command });

  test.each([
    [['uvicorn', 'app:app', '--port', '$PORT'], '$PORT'],
    [['gunicorn', '--bind=0.0.0.0:${PORT}'], '${PORT}'],
    [['gunicorn', '-b', ':${PORT:-8000}'], '${PORT:-8000}'],
    [['$PROGRAM'], '$PROGRAM'],
    [['tini', '--', 'app', '$HOME/x'], '$HOME'],
    [['env', 'A=$B', 'app'], '$B'],
  ])('%j', (command, variable) => {
    expect(found(...command)).toEqual([`command: ${variable} is not expanded, because a list runs without a shell. Write the value, let the program read the variable, or use ['sh', '-c', 'exec …'].`]);
  });

  test.each([
    [['sh', '-c', 'exec uvicorn --port $PORT']], [['tini', '--', '/bin/bash', '-c', 'exec x $PORT']], [['python', '-c', 'print("$PORT")']], [['x', '--price=5$', '$1', '$(id)', 'a$', '$5', '100$']],
  ])('%j has no such variable', (command) => {
    expect(found(...command)).toEqual([]);
  });

  test('an entrypoint is checked, and a shell form is reported by another rule', () => {
    expect(findings('exec-variables', { ...OPTIONS, command: ['$A'] }, ({ production }) => production.entrypoint(['$B']))).toHaveLength(2);
    expect(findings('exec-variables', OPTIONS, ({ production }) => production.raw('ENTRYPOINT app $PORT'))).toEqual([]);
  });
});

describe('shell-exec', () => {
  const found = (...command: string[]) => findings('shell-exec', { ...OPTIONS, command });

  test.each([
    'uvicorn app:app', 'cd x && uvicorn app:app', 'migrate; serve', 'exec migrate && serve', 'serve | tee log', 'if a; then exec b; else c; fi', 'serve & wait', 'while true; do serve; done', 'exec serve &', 'A=b serve', '(exec serve)', '{ exec a; serve; }', 'exec a || b',
  ])('%s', (script) => {
    expect(found('sh', '-c', script)).toEqual(['command: the last command of sh -c does not start with exec: the shell keeps running and does not forward signals, so the application is killed instead of stopped. Add exec.']);
    expect(found('tini', '--', '/bin/bash', '-eo', 'pipefail', '-c', script)).toHaveLength(1);
  });

  test.each([
    'exec uvicorn app:app', 'cd x && exec uvicorn app:app', 'migrate; exec serve', 'if a; then exec b; else exec c; fi', 'A=b exec serve', 'exec "$@"', '', '{ migrate; exec serve; } 2>&1', 'exec serve # end', 'set -e; exec env A=b serve',
  ])('%s forwards signals', (script) => {
    expect(found('sh', '-c', script)).toEqual([]);
  });

  test('programs other than shells, and shells that start a file, are not checked', () => {
    expect(found('python', '-c', 'a; b')).toEqual([]);
    expect(found('sh', 'start.sh', '-c')).toEqual([]);
    expect(findings('shell-exec', OPTIONS, ({ production }) => production.raw('CMD serve'))).toEqual([]);
  });
});

describe('entry-script', () => {
  const found = (files: { [path: string]: string }, command: string[], mode = 0o644) => {
    const outdir = folderWith(files);
    Object.keys(files).forEach(path => chmodSync(join(outdir, path), mode));
    return findings('entry-script', { ...OPTIONS, outdir, command });
  };
  const cannot = (path: string) => [`command: ${path} is not executable. Run: git update-index --chmod=+x ${path} && chmod +x ${path}`];
  const windows = (path: string) => [`command: ${path} has Windows line endings, so Linux looks for a program whose name ends with a carriage return. Write "${path.split('/').pop()}`
    + ' text eol=lf" into .gitattributes, and save it with line feeds.'];

  test.each([[['./start.sh']], [['/app/start.sh', '--now']], [['tini', '--', './start.sh']], [['env', 'A=b', './start.sh']], [['.//start.sh']]])('%j has to be executable', (command) => {
    expect(found({ 'start.sh': '#!/bin/sh\n' }, command)).toEqual(cannot('start.sh'));
    expect(found({ 'start.sh': '#!/bin/sh\n' }, command, 0o755)).toEqual([]);
  });

  test.each([[['sh', 'start.sh']], [['bash', '-e', './start.sh']], [['./start.sh']], [['sh', '/app/start.sh', 'x']]])('%j ends its lines as on Linux', (command) => {
    expect(found({ 'start.sh': '#!/bin/sh\r\nexec a\r\n' }, command, 0o755)).toEqual(windows('start.sh'));
  });

  test('a script that a shell reads need not be executable, and other files are not checked', () => {
    expect(found({ 'start.sh': 'exec a\n' }, ['sh', 'start.sh'])).toEqual([]);
    expect(found({ 'start.sh': '#!/bin/sh\r\n' }, ['start.sh'])).toEqual([]);
    expect(found({ 'start.sh': '' }, ['/usr/bin/start.sh'])).toEqual([]);
    expect(found({ 'start.sh': '' }, ['python', './start.sh'])).toEqual([]);
    expect(found({ 'start.sh': '#!/bin/sh\n\r\n' }, ['./start.sh'], 0o755)).toEqual([]);
    expect(found({}, ['./start.sh'])).toEqual([]);
    expect(found({ 'start.sh': 'exec a\r\nexit\r\n' }, ['sh', 'start.sh'])).toEqual(windows('start.sh'));
    expect(found({ 'other/start.sh': '#!/bin/sh\r\n' }, ['./start.sh'])).toEqual([]);
    expect(['0o645', '0o654', '0o744', '0o1755'].map(mode => found({ 'start.sh': '' }, ['./start.sh'], Number(mode)))).toEqual([[], [], [], []]);
    expect(found({ 'start.sh': '' }, ['./start.sh'], 0o1644)).toEqual(cannot('start.sh'));
  });

  test('a script in a folder of the build context', () => {
    const outdir = folderWith({ 'svc/start.sh': '', 'start.sh': '' });
    const options = { ...OPTIONS, outdir: join(outdir, 'svc'), command: ['./start.sh'] };
    expect(findings('entry-script', options)).toEqual(cannot('start.sh'));
  });

  test('an entrypoint in a folder', () => {
    const outdir = folderWith({ 'bin/entry': '#!/bin/sh\r\n' });
    expect(findings('entry-script', { ...OPTIONS, outdir }, ({ production }) => production.entrypoint(['bin/entry']))).toEqual([...cannot('bin/entry'), ...windows('bin/entry')]);
  });
});

test('folders and unreadable files are not an error', () => {
  const outdir = folderWith({ 'a.sh': '' });
  mkdirSync(join(outdir, 'closed'));
  writeFileSync(join(outdir, 'closed/x'), '');
  chmodSync(join(outdir, 'closed'), 0);
  chmodSync(join(outdir, 'a.sh'), 0);
  try {
    expect(findings('entry-script', { ...OPTIONS, outdir, command: ['./a.sh'] })).toHaveLength(1);
    expect(findings('lfs-pointers', { ...OPTIONS, outdir })).toEqual([]);
  } finally {
    chmodSync(join(outdir, 'closed'), 0o755);
  }
});
