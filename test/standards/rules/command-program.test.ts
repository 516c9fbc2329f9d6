import { BaseImage, Framework, PythonPackageManager } from '../../../src';
import { folderWith } from '../../synth';
import { Change, findings, Options } from '../check';

const LOCK = 'django==5.2 --hash=sha256:00\nRQ==2.0 --hash=sha256:00\n';

function found(command: string[], options: Options = {}, change?: Change, lock = LOCK): string[] {
  const outdir = folderWith({ 'app.py': '', ...options.packageManager ? { 'uv.lock': '[[package]]\nname = "fastapi-cli"\nversion = "1"\n' } : { 'requirements.txt': lock } });
  return findings('command-program', { framework: Framework.NONE, pytest: false, sources: ['app.py'], ...options, outdir, command }, change);
}

test.each<[string[], string, string]>([
  [['uvicorn', 'app:app'], 'uvicorn', 'Add uvicorn to the requirements, or change the command.'], [['/opt/venv/bin/gunicorn', 'app'], 'gunicorn', 'Add gunicorn to the requirements,'],
  [['python', '-m', 'celery', 'worker'], 'celery', 'Add celery to the requirements,'], [['sh', '-c', 'django-admin migrate && exec daphne app'], 'daphne', 'Add daphne to the requirements,'],
  [['env', '--chdir=src', 'waitress-serve', 'app'], 'waitress-serve', 'Add waitress to the requirements,'], [['fastapi', 'run'], 'fastapi', 'Add fastapi-cli to the requirements,'],
  [['tini', '--', 'rq', 'worker'], 'tini', 'Add tini to runtimePackages, or remove it.'], [['uv', 'run', 'rq'], 'uv', 'Remove uv run: the installed programs are on the PATH.'],
  [['sh', '-c', 'django-admin migrate && poetry run rq worker'], 'poetry', 'Remove poetry run'],
])('%j cannot start', (command, program, fix) => {
  expect(found(command)).toEqual([expect.stringContaining(`command: ${program} is neither in requirements.txt nor in the image, so the container cannot start. ${fix}`)]);
});

test.each([
  [['django-admin', 'runworker']], [['rq', 'worker']], [['python', 'manage.py', 'x']], [['python', '-m', 'app']], [['./uvicorn', 'app']], [['/app/bin/gunicorn']], [['serve']], [['sh', '-c', 'exec rq worker']],
])('%j can start, or is unknown', (command) => {
  expect(found(command)).toEqual([]);
});

test('added instructions may install the program', () => {
  expect(found(['tini', '--', 'rq'], { runtimePackages: ['tini'] })).toEqual([]);
  expect(found(['uwsgi'], { runtimePackages: ['uwsgi=2.*'] })).toEqual([]);
  expect(found(['gunicorn'], {}, ({ builder }) => builder.run('pip install gunicorn==23.0.0'))).toEqual([]);
  expect(found(['gosu', 'app', 'rq'], {}, ({ production }) => production.copy(['app.py'], '/usr/local/bin/gosu'))).toEqual([]);
  expect(found(['gunicorn'], { baseImage: BaseImage.custom('acme/gunicorn:{version}') })).toEqual([]);
});

test('lock files of other formats are read, and a missing one is not reported', () => {
  expect(found(['fastapi', 'run'], { packageManager: PythonPackageManager.UV })).toEqual([]);
  expect(found(['flask', 'run'], { packageManager: PythonPackageManager.UV })).toEqual([expect.stringContaining('flask is neither in uv.lock')]);
  expect(findings('command-program')).toEqual([]);
});
