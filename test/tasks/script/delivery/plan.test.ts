import { spawnSync } from 'child_process';
import { SCRIPT } from '../../tools';
import { Monorepo } from '../monorepo';

const NAMES = ['api', 'web', 'worker'];
const repository = new Monorepo(Object.fromEntries(NAMES.map(name => [name, { context: name, dockerfile: 'Dockerfile' }])));
let delivered: string;

beforeAll(() => {
  for (const name of NAMES) {
    repository.write(`${name}/.dockerignore`, '*\n!main.py\n');
    repository.write(`${name}/Dockerfile`, 'FROM scratch\n');
    repository.write(`${name}/main.py`, '');
  }
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--message=a');
  delivered = repository.git('rev-parse', 'HEAD').trim();
  repository.write('web/main.py', 'changed');
  repository.git('commit', '--quiet', '--all', '--message=b');
  repository.write('api/main.py', 'changed');
  repository.git('commit', '--quiet', '--all', '--message=c');
});

function script(verb: string, variables: { readonly [name: string]: string }) {
  const { GITHUB_SHA, GITHUB_EVENT_PATH, BASE, CI_COMMIT_SHA, ...env } = process.env;
  const sha = repository.git('rev-parse', 'HEAD').trim();
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, verb], {
    cwd: repository.root, encoding: 'utf8', env: { ...env, GITHUB_SHA: sha, GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main', PLATFORMS: '1', ...variables },
  });
  return { status, stdout, stderr };
}

const batches = (...targets: string[]) => ({ status: 0, stdout: `batches=${JSON.stringify(targets.map((name, number) => ({ number, targets: name })))}\n`, stderr: '' });

test('what has changed since the last delivery is built, also by commits whose runs failed', () => {
  expect(script('deliver:plan', { BASE: delivered })).toEqual(batches('api', 'web'));
  expect(script('deliver:targets', { BASE: delivered })).toEqual({ status: 0, stdout: 'api web\n', stderr: '' });
});

test.each<[string, { readonly [name: string]: string }]>([
  ['nothing was delivered', { BASE: '' }],
  ['the clone does not have the commit any more', { BASE: '0123456789'.repeat(4) }],
  ['it is a release', { BASE: 'HEAD', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.0.0' }],
])('all images are built if %s', (_, variables) => {
  expect(script('deliver:plan', variables)).toEqual(batches(...NAMES));
});

test('nothing is built if nothing can differ', () => {
  expect(script('deliver:plan', { BASE: 'HEAD' })).toEqual(batches());
});
