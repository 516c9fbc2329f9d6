import { Framework } from '../../../src';
import { folderWith } from '../../synth';
import { findings, Options } from '../check';

function found(files: { [path: string]: string }, options: Options = {}): string[] {
  return findings('health-path', { pytest: false, sources: ['app'], outdir: folderWith({ 'app/__init__.py': '', ...files }), ...options });
}

const message = 'healthCheckPath: no file of the sources contains "health", so /health may not exist. Add it to the application, or set healthCheckPath to a path that answers with status 200.';

test('a path that is not in the code is reported', () => {
  expect(found({ 'app/main.py': 'app = FastAPI()\n@app.get("/ping")\n' })).toEqual([message]);
  expect(found({ 'app/main.py': 'x = 1', 'other.py': '/health' }, { healthCheckPath: '/api/v1/livez?full=1' })).toEqual([expect.stringContaining('contains "livez", so /api/v1/livez?full=1 may not exist.')]);
});

test.each([
  [{ 'app/main.py': '@app.get("/health")' }], [{ 'app/main.py': 'x', 'app/urls.py': 'path("health/", view)' }], [{ 'app/main.py': 'x', 'app/openapi.yaml': 'paths:\n  /health:\n' }],
  [{ 'app/main.py': ' \n' }], [{ 'app/main.py': 'x', 'app/a.pyx': 'health' }], [{ 'app/main.py': 'x', 'app/a.yml': 'health' }], [{ 'app/main.py': 'x', 'app/a.ini': 'health' }], [{ 'app/main.py': 'x', 'app/a.cfg': 'health' }], [{ 'app/main.py': 'x', 'app/a.toml': 'health' }], [{ 'app/readme.txt': 'x' }], [{ 'app/main.py': 'x', 'app/data.json': ' '.repeat(600_000) }],
])('a path that exists, or may exist, is not reported: %j', (files) => {
  expect(found(files as { [path: string]: string })).toEqual([]);
});

test('a path in a text that is no code, or in a name, is none', () => {
  expect(found({ 'app/main.py': 'x', 'app/health.md': 'health', 'app/health': 'health', 'app/a.pyc': 'health' })).toEqual([message]);
});

test.each<[string, Options]>([
  ['the root', { healthCheckPath: '/' }], ...['docs', 'redoc', 'openapi.json', 'static'].map((path): [string, Options] => [`what FastAPI brings in /${path}`, { healthCheckPath: `/${path}#x` }]),
  ['a program with paths of its own', { command: ['streamlit', 'run', 'app/main.py'], healthCheckPath: '/_stcore/health' }], ['no health check', { framework: Framework.NONE, command: ['gunicorn', 'app'] }],
])('%s is not looked for', (_name, options) => {
  expect(found({ 'app/main.py': 'x' }, options)).toEqual([]);
});
