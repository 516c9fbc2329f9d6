import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'fs';
import { join, resolve } from 'path';
import { parseAllDocuments } from 'yaml';
import { describeOnEngine, docker, RunningContainer, STRICTLY, succeed } from './engine';
import { pypiProgram } from './pypi';
import { newFolder, shareTools, task } from './workspace';

jest.setTimeout(600_000);

const REPOSITORY = resolve(__dirname, '../..');

/** A copy of an example, synthesized by its own rc file as an installed package would have it. */
function example(name: string, ...services: string[]): string {
  const folder = newFolder(name);
  cpSync(join(REPOSITORY, 'examples', name), folder, { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  for (const dependency of ['projen', 'constructs', 'tsx', 'typescript', '@types', 'cdk8s']) {
    symlinkSync(join(REPOSITORY, 'node_modules', dependency), join(folder, 'node_modules', dependency));
  }
  symlinkSync(REPOSITORY, join(folder, 'node_modules/projen-python-container'));
  succeed(folder, 'env', 'PROJEN_DISABLE_POST=true', 'node', '--import', 'tsx', '.projenrc.ts');
  ['.', ...services].forEach(service => shareTools(join(folder, service)));
  return folder;
}

async function answer(image: string, path: string): Promise<string> {
  const container = new RunningContainer(image, ...STRICTLY, '--publish=127.0.0.1::8000');
  try {
    return (await container.get(8000, path)).body;
  } finally {
    container.remove();
  }
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** The manifests that a cdk8s project writes, after the schemas of Kubernetes have nothing against them. */
function manifests(folder: string): Manifest[] {
  succeed(folder, 'env', 'VERSION=1.4.0', 'node', '--import', 'tsx', 'src/main.ts');
  const files = readdirSync(join(folder, 'dist')).sort().map(name => join(folder, 'dist', name));
  succeed(folder, pypiProgram('kubernetes-validate==1.37.0', 'kubernetes-validate'), '--strict', ...files);
  return files.flatMap(file => yaml(readFileSync(file, 'utf8')));
}

/** The manifests in a page of the documentation. */
function documented(page: string): Manifest[] {
  return [...readFileSync(join(REPOSITORY, 'docs', page), 'utf8').matchAll(/^```yaml\n([^]*?)^```$/gm)].flatMap(([, text]) => yaml(text));
}

function yaml(text: string): Manifest[] {
  return [...parseAllDocuments(text)].map(document => document.toJS() as Manifest);
}

describeOnEngine('the examples', () => {
  test('api answers, and its tests pass', async () => {
    const folder = example('api');
    task(folder, 'lock');
    task(folder, 'docker:build');
    expect(await answer('greetings', '/?name=Ada')).toBe('{"message":"Hello Ada"}');
    expect(task(folder, 'docker:test')).toContain('1 passed');
  });

  test('worker has an image beside the API', async () => {
    const folder = example('worker');
    task(folder, 'lock');
    task(folder, 'docker:build');
    task(folder, 'docker:build:worker');
    expect(await answer('shop', '/total')).toBe('{"total":7}');
    expect(docker('run', '--rm', ...STRICTLY, 'shop-worker')).toBe('worked: 7');
  });

  test('monorepo has two services, which share a library and a lock', async () => {
    const [api, reports] = ['services/api', 'services/reports'];
    const folder = example('monorepo', api, reports);
    task(join(folder, api), 'lock');
    task(join(folder, api), 'docker:build');
    task(join(folder, reports), 'docker:build');
    expect(await answer('api', '/prices/tea')).toBe('{"tea":3}');
    expect(docker('run', '--rm', ...STRICTLY, 'reports')).toBe('tea costs 3');
  });

  test('kubernetes has manifests made from the facts of the image', () => {
    const all = manifests(join(example('kubernetes'), 'deploy'));
    expect(all.map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
      'Job shop-release-1.4.0', 'Deployment shop-web', 'Service shop-web', 'Deployment shop-worker', 'Deployment shop-beat', 'CronJob shop-cleanup',
    ]);
    expect(documented('processes.md')).toEqual([all[3], all[0], all[5]]);
  });
});
