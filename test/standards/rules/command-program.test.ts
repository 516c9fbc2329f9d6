import { BaseImage, Framework, PythonPackageManager } from '../../../src';
import { folderWith } from '../../synth';
import { Change, findings, Options } from '../check';

const LOCK = 'django==5.2 --hash=sha256:00\nRQ==2.0 --hash=sha256:00\n';

function found(command: string[], options: Options = {}, change?: Change, lock = LOCK): string[] {
  const outdir = folderWith({ 'app.py': '', ...options.packageManager ? { 'uv.lock': '[[package]]\nname = "fastapi-cli"\nversion = "1"\n' } : { 'requirements.txt': lock } });
  return findings('command-program', { framework: Framework.NONE, pytest: false, sources: ['app.py'], ...options, outdir, command }, change);
}

test.each<[string[], string, string]>([
  [['uvicorn', 'app:app'], 'uvicorn', 'Require uvicorn, or set command to what is there.'], [['/opt/venv/bin/gunicorn', 'app'], 'gunicorn', 'Require gunicorn,'],
  [['python', '-m', 'celery', 'worker'], 'celery', 'Require celery,'], [['sh', '-c', 'django-admin migrate && exec daphne app'], 'daphne', 'Require daphne,'],
  [['env', '--chdir=src', 'waitress-serve', 'app'], 'waitress-serve', 'Require waitress,'], [['fastapi', 'run'], 'fastapi', 'Require fastapi-cli,'],
  [['tini', '--', 'rq', 'worker'], 'tini', 'Name tini in runtimePackages, or leave it out.'], [['uv', 'run', 'rq'], 'uv', 'Leave uv run out: what is installed is on the PATH.'],
  [['sh', '-c', 'django-admin migrate && poetry run rq worker'], 'poetry', 'Leave poetry run out'],
])('%j does not start', (command, program, fix) => {
  expect(found(command)).toEqual([expect.stringContaining(`command: ${program} is neither in requirements.txt nor in the image, so the container does not start. ${fix}`)]);
});

test.each([
  [['django-admin', 'runworker']], [['rq', 'worker']], [['python', 'manage.py', 'x']], [['python', '-m', 'app']], [['./uvicorn', 'app']], [['/app/bin/gunicorn']], [['serve']], [['sh', '-c', 'exec rq worker']],
])('%j does, or is not known', (command) => {
  expect(found(command)).toEqual([]);
});

test('what somebody has added may bring it', () => {
  expect(found(['tini', '--', 'rq'], { runtimePackages: ['tini'] })).toEqual([]);
  expect(found(['uwsgi'], { runtimePackages: ['uwsgi=2.*'] })).toEqual([]);
  expect(found(['gunicorn'], {}, ({ builder }) => builder.run('pip install gunicorn==23.0.0'))).toEqual([]);
  expect(found(['gosu', 'app', 'rq'], {}, ({ production }) => production.copy(['app.py'], '/usr/local/bin/gosu'))).toEqual([]);
  expect(found(['gunicorn'], { baseImage: BaseImage.custom('acme/gunicorn:{version}') })).toEqual([]);
});

test('a lock of another format tells too, and one that is not there tells nothing', () => {
  expect(found(['fastapi', 'run'], { packageManager: PythonPackageManager.UV })).toEqual([]);
  expect(found(['flask', 'run'], { packageManager: PythonPackageManager.UV })).toEqual([expect.stringContaining('flask is neither in uv.lock')]);
  expect(findings('command-program')).toEqual([]);
});
