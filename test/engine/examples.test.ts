import { cpSync, mkdirSync, symlinkSync } from 'fs';
import { join, resolve } from 'path';
import { describeOnEngine, docker, RunningContainer, STRICTLY, succeed } from './engine';
import { newFolder, shareTools, task } from './workspace';

jest.setTimeout(600_000);

const REPOSITORY = resolve(__dirname, '../..');

/** A copy of an example, synthesized by its own rc file as an installed package would have it. */
function example(name: string, ...services: string[]): string {
  const folder = newFolder(name);
  cpSync(join(REPOSITORY, 'examples', name), folder, { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  for (const dependency of ['projen', 'constructs', 'tsx', 'typescript', '@types']) {
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
});
