import { read } from './repositories';
import { folderWith } from '../synth';

type Files = { [path: string]: string };

/** The lines of .projenrc.ts that say what runs, without their evidence. */
async function program(files: Files): Promise<string[]> {
  const { projenrc } = await read(folderWith(files));
  const onOneLine = projenrc.replace(/: \[( \/\/.*)?\n((?: {4}.*\n)+) {2}\],/g, (_all, comment, items) => `: [${items.trim().replace(/,\n {4}/g, ', ').replace(/,$/, '')}],${comment}`);
  return onOneLine.split('\n').filter(line => /^ {2}(framework|moduleName|sources|command|port|healthCheckPath):/.test(line)).map(line => line.trim().replace(/,? \/\/.*$/, ''));
}

const FLASK = 'from flask import Flask\n\ndef create_app():\n    app = Flask(__name__)\n    @app.get("/health")\n    def health():\n        return "ok"\n    return app\n';
const OBJECT = 'from flask import Flask\n\napp = Flask(__name__)\n\n@app.route("/healthz")\ndef health():\n    return "ok"\n';
const PRESETS = "'--worker-class=gthread', '--threads=4', '--worker-tmp-dir=/dev/shm', '--access-logfile', '-'";

test('a factory in the package: Flask\'s own command', async () => {
  expect(await program({ 'requirements.txt': 'flask\n', 'shop/__init__.py': FLASK })).toEqual(['framework: Framework.FLASK', "moduleName: 'shop'"]);
});

test('an application object, with another path and files next to the package', async () => {
  expect(await program({ 'requirements.txt': 'flask\ngunicorn==27.0.1\n', 'shop/__init__.py': '', 'shop/app.py': OBJECT, 'templates/a.html': '' })).toEqual([
    'framework: Framework.FLASK', "moduleName: 'shop'", "sources: ['shop', 'templates']", "healthCheckPath: '/healthz'",
  ]);
});

test.each<[string, Files, string]>([
  ['a command in a Procfile', { 'requirements.txt': 'flask\ngunicorn\n', 'shop/__init__.py': FLASK, 'Procfile': 'web: gunicorn "shop:create_app()" --workers 3\n' },
    "command: ['gunicorn', 'shop:create_app()', '--workers', '3', '--bind=0.0.0.0:8000']"],
  ['no path for a health check', { 'requirements.txt': 'flask\n', 'shop/__init__.py': FLASK.replace('/health', '/about') }, `command: ['gunicorn', ${PRESETS}, 'shop:create_app()', '--bind=0.0.0.0:8000']`],
  ['a module alone', { 'requirements.txt': 'flask\n', 'app.py': OBJECT }, `command: ['gunicorn', ${PRESETS}, 'app:app', '--bind=0.0.0.0:8000']`],
  ['a module that Flask does not look for', { 'requirements.txt': 'flask\n', 'shop/__init__.py': '', 'shop/server.py': OBJECT }, `command: ['gunicorn', ${PRESETS}, 'shop.server:app', '--bind=0.0.0.0:8000']`],
  ['an old gunicorn', { 'requirements.txt': 'flask\ngunicorn==23.0.0\n', 'shop/__init__.py': FLASK }, `command: ['gunicorn', ${PRESETS}, 'shop:create_app()', '--bind=0.0.0.0:8000']`],
  ['another server', { 'requirements.txt': 'flask\nwaitress\n', 'shop/__init__.py': FLASK }, "command: ['waitress-serve', '--listen=0.0.0.0:8000', '--call', 'shop:create_app']"],
  ['a file of gunicorn\'s own', { 'requirements.txt': 'flask\ngunicorn\n', 'shop/__init__.py': FLASK, 'gunicorn.conf.py': 'workers = 2\n' }, "command: ['gunicorn', 'shop:create_app()']"],
  ['Django', {
    'requirements.txt': 'django\n',
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.settings")\n',
    'site1/__init__.py': '',
    'site1/settings.py': 'WSGI_APPLICATION = "site1.wsgi.application"\n',
    'site1/wsgi.py': '',
  }, `command: ['gunicorn', ${PRESETS}, 'site1.wsgi:application', '--bind=0.0.0.0:8000']`],
])('the command stays with %s', async (_why, files, command) => {
  const lines = await program(files);
  expect(lines).toEqual(expect.arrayContaining(['framework: Framework.NONE', command]));
});

test.each<[string, Files, string]>([
  ['as it is', { Procfile: 'web: streamlit run home.py --server.port $PORT\n' }, "command: ['streamlit', 'run', 'home.py', '--server.port', '8501', '--server.address=0.0.0.0']"],
  ['as it is found', {}, "command: ['streamlit', 'run', 'home.py', '--server.headless=true', '--browser.gatherUsageStats=false', '--server.port=8501', '--server.address=0.0.0.0']"],
])('Streamlit has its health check, and a command %s', async (_what, files, command) => {
  const lines = await program({ 'requirements.txt': 'streamlit\n', 'home.py': 'import streamlit as st\nst.title("a")\n', ...files });
  expect(lines).toEqual(['framework: Framework.STREAMLIT', "sources: ['home.py']", command]);
});
