import { Project } from 'projen';
import { parse } from 'yaml';
import { composed } from './composed';
import { PythonPackageManager, UvWorkspace } from '../../src';
import { reloads } from '../../src/compose/watch';
import { folderWith, newProject, synth } from '../synth';

test.each<[string[], boolean]>([
  [['uvicorn', 'a:b', '--reload'], true],
  [['/opt/venv/bin/watchfiles', 'python -m a'], true],
  [['python', 'manage.py', 'runserver', '0.0.0.0:8000'], true],
  [['python', 'manage.py', 'runserver', '--noreload'], false],
  [['flask', '--app', 'a', 'run', '--debug'], true],
  [['flask', '--app', 'a', 'run'], false],
  [['fastapi', 'dev', 'a.py'], true],
  [['fastapi', 'run', 'a.py'], false],
  [['streamlit', 'run', 'app.py'], true],
  [['celery', '--app=a', 'worker', '--debug'], false],
  [['python', '-m', 'reload'], false],
  [['gunicorn', 'a:b', '--auto-reload'], true],
])('whether %j loads changed code by itself: %s', (command, expected) => {
  expect(reloads(command)).toBe(expected);
});

test('changed code is copied into the containers, and changed requirements rebuild the image', () => {
  const outdir = folderWith({ 'config/a.yaml': '', 'a$b': '' });
  const { services } = composed({ outdir, sources: ['my_service', 'config/*.yaml', 'a$b'], processes: { worker: { command: ['celery', 'worker'] } } });
  const rules = (action: string) => [
    { path: './my_service', action, target: '/app/my_service' },
    { path: './a$$b', action, target: '/app/a$$b' },
    { path: './config', action, target: '/app/config', include: ['*.yaml'] },
    { path: './tests', action: 'sync', target: '/app/tests' },
    { path: './requirements-dev.txt', action: 'rebuild' },
    { path: './requirements.txt', action: 'rebuild' },
  ];
  expect(services.web.develop.watch).toEqual(rules('sync'));
  expect(services.worker.develop.watch).toEqual(rules('sync+restart'));
});

test('a job sees no file: it has ended', () => {
  expect(composed({ processes: { release: { command: ['x'], job: true } } }).services.release).not.toHaveProperty('develop');
});

test('changed files of the project\'s build rebuild the image', () => {
  const outdir = folderWith({
    'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.14"\n',
    'src/my_service/__init__.py': '',
  });
  const { watch } = composed({ outdir, packageManager: PythonPackageManager.UV }).services.web.develop;
  expect(watch.filter(({ action }: any) => action === 'rebuild').map(({ path }: any) => path)).toEqual(['./pyproject.toml', './uv.lock']);
  expect(watch.find(({ path }: any) => path === './src')).toEqual({ path: './src', action: 'sync', target: '/app/src' });
});

test('the whole folder can be copied', () => {
  expect(composed({ sources: ['.'] }).services.web.develop.watch[0]).toEqual({ path: '.', action: 'sync', target: '/app' });
});

test('in a workspace the context is its root, and libraries are watched too', () => {
  const root = new Project({
    name: 'shop', outdir: folderWith({ 'libs/prices/pyproject.toml': '[project]\nname = "prices"\nversion = "1"\n[build-system]\nrequires = ["hatchling"]\n' }),
  });
  new UvWorkspace(root, { members: ['libs/prices'] });
  newProject({ parent: root, name: 'api', outdir: 'services/api', packageManager: PythonPackageManager.UV, requirements: ['prices'] });
  const { web } = parse(synth(root)['services/api/compose.yaml']).services;
  expect(web.build).toMatchObject({ context: '../..', dockerfile: 'services/api/Dockerfile' });
  expect(web.develop.watch).toEqual(expect.arrayContaining([
    { path: './api', action: 'sync', target: '/app/api' },
    { path: '../../libs/prices', action: 'sync', target: '/project/libs/prices' },
    { path: '../../uv.lock', action: 'rebuild' },
  ]));
});
