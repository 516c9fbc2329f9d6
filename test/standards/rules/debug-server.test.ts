import { findings } from '../check';

const message = (text: string) => `command: ${text} is for development: it is slow, and may let others run code. Move it to devCommand, and use a production server here.`;

test.each([
  ['--reload', ['uvicorn', 'a:app', '--reload', '--port', '8000']],
  ['--reload', ['gunicorn', '--reload']],
  ['fastapi dev', ['/opt/venv/bin/fastapi', 'dev', 'main.py']],
  ['fastapi dev', ['fastapi', 'dev']],
  ['flask run', ['flask', 'run']],
  ['flask --app hello run', ['python', '-m', 'flask', '--app', 'hello', 'run', '--debug']],
  ['flask --app shop.main run', ['flask', '--app', 'shop.main', 'run']],
  ['flask -A x run', ['flask', '-A', 'x', 'run']],
  ['flask --debug -e .env --env-file .env run', ['flask', '--debug', '-e', '.env', '--env-file', '.env', 'run']],
  ['-m django runserver', ['python', '-m', 'django', 'runserver']],
  ['manage.py runserver', ['python', 'manage.py', 'runserver', '0:8000']],
  ['manage.py runserver', ['./manage.py', 'runserver']],
  ['django-admin runserver', ['django-admin', 'runserver']],
  ['-m http.server', ['python', '-m', 'http.server', '8000']],
  ['-m pdb', ['python', '-m', 'pdb', 'app.py']],
  ['-m debugpy', ['python', '-m', 'debugpy', '--listen', '5678', 'app.py']],
  ['debugpy', ['debugpy', '--listen', '5678']],
])('%s of %j', (text, command) => {
  expect(findings('debug-server', { command })).toEqual([message(text)]);
});

test.each([
  [['uvicorn', 'a:app', '--reloader', 'x--reload']],
  [['gunicorn', 'fastapi', 'develop', 'myfastapi', 'dev']],
  [['flask', 'routes', 'runner']],
  [['flask', 'jobs', 'run']],
  [['flask', '--app', 'shop', 'jobs', 'run']],
  [['python', '-m', 'django', 'check', 'runserver']],
  [['python', 'manage.py', 'runserverplus', 'xmanage.py', 'runserver']],
  [['python', '-m', 'http.servers', 'x-m', 'pdb', 'mydebugpy']],
])('%j is a production server', (command) => {
  expect(findings('debug-server', { command })).toEqual([]);
});

test('the entrypoint, raw lines and settings of base are checked too', () => {
  expect(findings('debug-server', { command: ['8000'] }, ({ production }) => production.entrypoint(['python', '-m', 'http.server']))).toEqual([message('-m http.server')]);
  expect(findings('debug-server', {}, ({ production }) => production.raw('ENTRYPOINT flask run'))).toEqual([message('flask run')]);
});

const variable = (text: string) => `environment: ${text} is for development. Remove it, and set it with docker:dev --env.`;

test.each([
  'FLASK_DEBUG=1', 'FLASK_ENV=development', 'DJANGO_DEBUG=True', 'DEBUG=yes', 'UVICORN_RELOAD=on', 'PYTHONDEVMODE=1', 'DEBUG=TRUE',
])('%s is for development', (text) => {
  const [name, value] = text.split('=');
  expect(findings('debug-server', { environment: { [name]: value } })).toEqual([variable(text)]);
});

test.each(['DEBUG=0', 'DEBUG=', 'DEBUG=false', 'DEBUG=10', 'DEBUG=x1', 'FLASK_ENV=production', 'MY_DEBUG=1', 'DEBUG_LEVEL=1'])('%s is not', (text) => {
  const [name, value] = text.split('=');
  expect(findings('debug-server', { environment: { [name]: value } })).toEqual([]);
});

test('development may debug', () => {
  expect(findings('debug-server', { devCommand: ['flask', 'run', '--debug'] }, ({ dev, base }) => {
    dev.addEnvironment('DEBUG', '1');
    base.addEnvironment('FLASK_DEBUG', '1');
  })).toEqual([variable('FLASK_DEBUG=1')]);
});
