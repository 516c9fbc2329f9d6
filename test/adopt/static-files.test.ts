import { read } from './repositories';
import { Repository } from '../../src/adopt/repository';
import { readStaticFiles } from '../../src/adopt/static-files';
import { folderWith } from '../synth';

type Files = { [path: string]: string };

const MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.settings")\n';
const WHITENOISE = 'MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware"]\n';
const BASE = 'from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent.parent\n';

function facts(files: Files, environment: string[] = []) {
  return readStaticFiles(new Repository(folderWith({ 'manage.py': MANAGE, ...files })), environment);
}

test.each([
  ['BASE_DIR / "staticfiles"', 'staticfiles'], ['str(BASE_DIR / "a" / "b")', 'a/b'], ['BASE_DIR.joinpath("static")', 'static'], ['os.path.join(BASE_DIR, "static", "x")', 'static/x'],
  ['os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "st")', 'st'], ['Path(__file__).parents[1] / "st"', 'st'], ['Path(__file__).parent / "st"', 'site1/st'],
  ['f"{BASE_DIR}/static"', undefined], ['os.environ["STATIC"]', undefined], ['"/var/www/static"', undefined], ['"/app/static"', 'static'], ['"collected"', 'collected'], ['BASE_DIR', undefined], ['BASE_DIR / ".." / ".." / "x"', undefined],
])('STATIC_ROOT = %s is %p', (value, path) => {
  expect(facts({ 'site1/settings.py': `import os\n${BASE}STATIC_ROOT = ${value}\n${WHITENOISE}` })?.command?.outputs[0]).toBe(path);
});

test('files are collected if WhiteNoise serves them, if a script does it, and on Heroku', () => {
  const settings = `${BASE}STATIC_ROOT = BASE_DIR / "st"\n`;
  expect(facts({ 'site1/settings.py': settings })).toEqual({
    evidence: 'site1/settings.py:3',
    notes: [{ evidence: 'site1/settings.py:3', text: "if the image serves the static files, collect them with buildCommands: [{ command: ['python', 'manage.py', 'collectstatic', '--noinput'], outputs: ['st'] }]" }],
  });
  expect(facts({ 'site1/settings.py': settings + WHITENOISE })).toMatchObject({ evidence: 'site1/settings.py:3, site1/settings.py:4', command: { outputs: ['st'] }, notes: [] });
  expect(facts({ 'site1/settings.py': settings, 'Procfile': 'web: x\n' })?.evidence).toBe('site1/settings.py:3, Procfile:1');
  expect(facts({ 'site1/settings.py': settings, 'Dockerfile': 'FROM x\nRUN DEBUG=0 DATABASE_URL="postgres://none" SECRET_KEY=hunter2 A=$B \\\n  python3 ./manage.py collectstatic\n' })).toEqual({
    evidence: 'site1/settings.py:3, Dockerfile:3',
    command: { command: ['python', 'manage.py', 'collectstatic', '--noinput'], outputs: ['st'], environment: { DEBUG: '0', DATABASE_URL: 'postgres://none', SECRET_KEY: 'only-for-collectstatic' } },
    notes: [],
  });
});

test('variables without which the settings cannot be imported have a value of their type', () => {
  const settings = `import os, environ
from decouple import config
env = environ.Env(DEBUG=(bool, False))
if True:
    OTHER = os.environ["ONLY_SOMETIMES"]
def later():
    return os.environ["LATER"]
SECRET_KEY = os.environ["SECRET_KEY"]
PORT = int(os.environ["MAIL_PORT"])
WITH_DEFAULT = os.environ.get("A", "b")
KEY = config("APP_KEY")
FLAG = config("FLAG", cast=bool)
DEBUG = env("DEBUG")
HOSTS = env.list("HOSTS")
DATABASES = {"default": env.db("DATABASE_URL")}
CACHE = env("CACHE_URL")
`;
  const found = facts({ 'site1/settings.py': `${settings}${BASE}STATIC_ROOT = BASE_DIR / "st"\n${WHITENOISE}` }, ['HOSTS']);
  expect(found?.command?.environment).toEqual({
    SECRET_KEY: 'only-for-collectstatic', MAIL_PORT: '0', APP_KEY: 'only-for-collectstatic', FLAG: '0', DATABASE_URL: 'sqlite:///:memory:', CACHE_URL: 'http://localhost',
  });
  expect(found?.notes[0]).toEqual({ evidence: 'site1/settings.py:8', text: 'SECRET_KEY must be set when the container starts' });
});

test('settings in a package, of the server and not of manage.py, and BASE_DIR of another module', () => {
  expect(facts({
    'site1/settings/base.py': 'from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent.parent.parent\n',
    'site1/settings/production.py': `from .base import *\nSTATIC_ROOT = BASE_DIR / "public"\n${WHITENOISE}`,
    'site1/settings/local.py': 'KEY = os.environ["LOCAL"]\n',
    'site1/wsgi.py': 'os.environ["DJANGO_SETTINGS_MODULE"] = "site1.settings.production"\n',
  })).toMatchObject({ command: { outputs: ['public'], environment: { DJANGO_SETTINGS_MODULE: 'site1.settings.production' } } });
});

test('what only a condition sets is a note, as is what is computed; without manage.py there is nothing', () => {
  expect(facts({ 'site1/settings.py': `${BASE}${WHITENOISE}if not DEBUG:\n    STATIC_ROOT = BASE_DIR / "st"\n` })).toMatchObject({ notes: [{ text: expect.stringContaining("outputs: ['st']") }] });
  expect(facts({ 'site1/settings.py': `${WHITENOISE}STATIC_ROOT = find()\n` })).toMatchObject({ notes: [{ text: expect.stringContaining("outputs: ['STATIC_ROOT']") }] });
  expect(readStaticFiles(new Repository(folderWith({ 'settings.py': 'STATIC_ROOT = "x"\n' })), [])).toBeUndefined();
  expect(facts({ 'app.py': '' })).toBeUndefined();
});

test('a project in a folder: its command, its static files and its tests run there, and nothing is collected at the start', async () => {
  const { projenrc, notes } = await read(folderWith({
    'backend/manage.py': MANAGE,
    'backend/site1/__init__.py': '',
    'backend/site1/settings.py': `${BASE}WSGI_APPLICATION = "site1.wsgi.application"\nSTATIC_ROOT = BASE_DIR / "st"\n${WHITENOISE}`,
    'backend/site1/wsgi.py': '',
    'requirements.txt': 'django\ngunicorn\nwhitenoise\n',
  }));
  expect(projenrc).toContain("command: ['env', '--chdir=backend', 'python', 'manage.py', 'collectstatic', '--noinput'], outputs: ['backend/st']");
  expect(projenrc).toMatch(/command: \[ \/\/ backend\/site1\/settings\.py:3\n {4}'env',\n {4}'--chdir=backend',\n {4}'gunicorn',[^]*PYTHONPATH: '\/app\/backend'/);
  expect(notes).not.toContain('collectstatic');
  const heroku = await read(folderWith({
    'manage.py': MANAGE,
    'site1/settings.py': `${BASE}STATIC_ROOT = BASE_DIR / "st"\n`,
    'requirements.txt': 'django\ngunicorn\n',
    'Procfile': 'web: python manage.py migrate && python manage.py collectstatic --noinput && gunicorn site1.wsgi\n',
  }));
  expect(heroku.projenrc).toContain("command: ['sh', '-c', 'python manage.py migrate && exec gunicorn site1.wsgi --bind=0.0.0.0:8000'], // Procfile:1");
  expect(heroku.notes).toContain('Procfile:1: "python manage.py migrate" still runs whenever a container starts');
});
