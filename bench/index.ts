import { writeFileSync } from 'fs';
import { APPLICATIONS } from './applications';
import { Bench, progress } from './bench';
import { CANDIDATES } from './candidates';
import { machine } from './machine';
import { builds } from './measures/builds';
import { context } from './measures/context';
import type { Measure } from './measures/measure';
import { monorepo } from './measures/monorepo';
import { push } from './measures/push';
import { secondSynth } from './measures/second-synth';
import { size } from './measures/size';
import { start } from './measures/start';
import { parse } from './options';
import { document } from './table';

/** Those that need filled caches come before those that empty them. */
const MEASURES: Measure[] = [secondSynth, monorepo, size, push, start, builds, context];

/** The order of the table. */
const SECTIONS: Measure[] = [builds, start, size, push, context, secondSynth, monorepo];

const names = (list: { name: string }[]) => list.map(({ name }) => name);

async function main(): Promise<void> {
  const options = parse(process.argv.slice(2), { measures: names(MEASURES), applications: names(APPLICATIONS), candidates: names(CANDIDATES) });
  const bench = new Bench(options);
  const stop = () => {
    bench.remove();
    process.exit(130);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    for (const measure of MEASURES.filter(({ name }) => !options.measures.length || options.measures.includes(name))) {
      progress(measure.name);
      // what one measure lacks must not cost the results of the others
      await measure.run(bench).catch(error => measure.sections.forEach(({ name }) => bench.results.fail(name, 'all', 'ours', error)));
    }
    const text = document(SECTIONS, bench.results, machine(bench), options.runs);
    if (options.output) {
      writeFileSync(options.output, text);
    } else {
      process.stdout.write(text);
    }
  } finally {
    bench.remove();
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
