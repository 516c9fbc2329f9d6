import { Framework } from '../../../src';
import { folderWith } from '../../synth';
import { findings, Options } from '../check';

function found(files: { [path: string]: string }, options: Options = {}): string[] {
  return findings('health-path', { pytest: false, sources: ['app'], outdir: folderWith({ 'app/__init__.py': '', ...files }), ...options });
}

const message = 'healthCheckPath: no file of the sources has "health" in it, so that nothing may answer /health. Add it to the application, or set healthCheckPath to a path that answers with status 200.';

test('a path that no code has', () => {
  expect(found({ 'app/main.py': 'app = FastAPI()\n@app.get("/ping")\n' })).toEqual([message]);
  expect(found({ 'app/main.py': 'x = 1', 'other.py': '/health' }, { healthCheckPath: '/api/v1/livez?full=1' })).toEqual([expect.stringContaining('has "livez" in it, so that nothing may answer /api/v1/livez?full=1.')]);
});

test.each([
  [{ 'app/main.py': '@app.get("/health")' }], [{ 'app/main.py': 'x', 'app/urls.py': 'path("health/", view)' }], [{ 'app/main.py': 'x', 'app/openapi.yaml': 'paths:\n  /health:\n' }],
  [{ 'app/main.py': ' \n' }], [{ 'app/readme.txt': 'x' }], [{ 'app/main.py': 'x', 'app/data.json': ' '.repeat(600_000) }],
])('what is there, or not certain: %j', (files) => {
  expect(found(files as { [path: string]: string })).toEqual([]);
});

test.each<[string, Options]>([
  ['the root', { healthCheckPath: '/' }], ['what FastAPI brings', { healthCheckPath: '/openapi.json' }],
  ['a program with paths of its own', { command: ['streamlit', 'run', 'app/main.py'], healthCheckPath: '/_stcore/health' }], ['no health check', { framework: Framework.NONE, command: ['gunicorn', 'app'] }],
])('%s is not looked for', (_name, options) => {
  expect(found({ 'app/main.py': 'x' }, options)).toEqual([]);
});
