import { rmSync } from 'fs';
import { join, resolve } from 'path';
import type { Measure } from './measure';
import { Bench, progress } from '../bench';
import { run } from '../shell';

const COUNTS = [1, 10, 100, 1000];

/** The seconds that one synth may take: what is not linear would take hours. */
const LIMIT = 900;

/** What takes more seconds than these is taken once. */
const LONG = 60;

export const monorepo: Measure = {
  name: 'monorepo',
  sections: [
    {
      name: 'monorepo',
      title: 'Synth of a monorepo',
      unit: 'ms a service',
      digits: 2,
      how: 'Construction and synthesis in one process, without loading the modules. The stub is a sub-project that writes as many files with the same contents.',
    },
    {
      name: 'monorepo-memory',
      title: 'Memory of a monorepo',
      unit: 'MB a service',
      digits: 3,
      how: 'By how much the heap has grown when all is written and the garbage is collected.',
    },
    {
      name: 'monorepo-files',
      title: 'Files of a monorepo',
      unit: 'files a service',
      digits: 0,
      how: 'What was written, counted.',
    },
  ],
  async run(bench) {
    const template = join(bench.root, 'monorepo-template');
    synthesize('ours', 1, template);
    for (let round = 1; round <= bench.options.runs; round++) {
      for (const count of COUNTS) {
        progress(`monorepo ${round}/${bench.options.runs}: ${count}`);
        measure(bench, 'ours', count);
        measure(bench, 'stub', count, join(template, 'services/service-0'));
        await new Promise(done => setImmediate(done));
      }
    }
  },
};

function measure({ root, results }: Bench, kind: string, count: number, template?: string): void {
  const subject = `${count.toLocaleString('en')} service${count === 1 ? '' : 's'}`;
  const folder = join(root, `monorepo-${kind}`);
  const [known = 0] = results.of('monorepo', subject, kind);
  if (known * count > LONG * 1000 || results.failure('monorepo', subject, kind)) {
    return; // it would take as long again
  }
  try {
    const { milliseconds, bytes, files } = synthesize(kind, count, folder, template);
    results.add('monorepo', subject, kind, milliseconds / count);
    results.add('monorepo-memory', subject, kind, bytes / count / 1e6);
    results.add('monorepo-files', subject, kind, files);
  } catch (error) {
    results.fail('monorepo', subject, kind, error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function synthesize(kind: string, count: number, folder: string, template?: string): { milliseconds: number; bytes: number; files: number } {
  const script = resolve(__dirname, '../monorepo.ts');
  const argv = [kind, String(count), folder, ...template ? [template] : []];
  const { stdout } = run(['node', '--expose-gc', '--import', 'tsx', script, ...argv], { cwd: resolve(__dirname, '../..'), limit: LIMIT });
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}
