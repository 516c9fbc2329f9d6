import { rmSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import type { Measure } from './measure';
import { Bench, progress } from '../bench';
import { git } from '../git';
import { run, seconds } from '../shell';

const COUNTS = [10, 100, 1000];

export const services: Measure = {
  name: 'services',
  sections: [
    {
      name: 'monorepo-affected',
      title: 'Finding the services that a change affects',
      unit: 's',
      digits: 2,
      how: '`docker:affected --base=HEAD` after a change of one file: the step of the task. Its answer is checked.',
    },
    {
      name: 'monorepo-print',
      title: 'Reading docker-bake.json',
      unit: 's',
      digits: 2,
      how: '`docker buildx bake --print` of all services.',
    },
  ],
  async run(bench) {
    for (const count of COUNTS) {
      measure(bench, count);
      await new Promise(done => setImmediate(done));
    }
  },
};

function measure({ root, results, options: { runs } }: Bench, count: number): void {
  const subject = `${count.toLocaleString('en')} services`;
  const folder = join(root, 'services');
  run(['node', '--expose-gc', '--import', 'tsx', resolve(__dirname, '../monorepo.ts'), 'ours', String(count), folder], { cwd: resolve(__dirname, '../..') });
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message=services');
  const changed = `service-${count - 1}`;
  writeFileSync(join(folder, 'services', changed, 'shop/main.py'), '# changed\n');
  const command = ['node', '.projen/container.cjs', 'affected', '--base=HEAD'];
  const { stdout } = run(command, { cwd: folder });
  if (stdout !== `${changed}\n`) {
    throw new Error(`docker:affected has found ${stdout}`);
  }
  for (let round = 1; round <= runs; round++) {
    progress(`services ${round}/${runs}: ${count}`);
    results.add('monorepo-affected', subject, 'ours', seconds(command, { cwd: folder }));
    results.add('monorepo-print', subject, 'ours', seconds(['docker', 'buildx', 'bake', '--file=docker-bake.json', '--print'], { cwd: folder }));
  }
  rmSync(folder, { recursive: true });
}
