import { readFileSync, writeFileSync } from 'fs';
import { APPLICATIONS } from './applications';
import { Bench, progress } from './bench';
import { CANDIDATES } from './candidates';
import { chart } from './chart';
import { machine } from './machine';
import { builds } from './measures/builds';
import { change } from './measures/change';
import { context } from './measures/context';
import type { Measure } from './measures/measure';
import { monorepo } from './measures/monorepo';
import { push } from './measures/push';
import { secondSynth } from './measures/second-synth';
import { services } from './measures/services';
import { size } from './measures/size';
import { start } from './measures/start';
import { Options, parse, RECORD } from './options';
import { withSummary } from './summary';
import { document } from './table';

/** Those that need filled caches come before those that empty them. */
const MEASURES: Measure[] = [secondSynth, monorepo, services, size, push, start, builds, context, change];

/** The order of the table. */
const SECTIONS: Measure[] = [builds, start, size, push, context, secondSynth, monorepo, services, change];

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
    const measures = MEASURES.filter(({ name }) => !options.measures.length || options.measures.includes(name));
    if (options.results) {
      bench.results.load(options.results, isTaken(measures, options));
    }
    for (const measure of measures) {
      progress(measure.name);
      // what one measure lacks must not cost the results of the others
      await measure.run(bench).catch(error => measure.sections.forEach(({ name }) => bench.results.fail(name, 'all', 'ours', error)));
      bench.keep();
    }
    const text = document(SECTIONS, bench.results, machine(bench));
    if (options.output) {
      writeFileSync(options.output, text);
    } else {
      process.stdout.write(text);
    }
    if (options.output === RECORD) {
      writeFileSync('docs/benchmarks.svg', chart(bench.results));
      writeFileSync('README.md', withSummary(readFileSync('README.md', 'utf8'), bench.results));
    }
  } finally {
    bench.remove();
  }
}

/** Which values a run takes: those of earlier runs are not mixed with them. */
function isTaken(measures: Measure[], { applications, candidates }: Options): (section: string, subject: string, candidate: string) => boolean {
  const sections = new Set(['make', ...measures.flatMap(measure => names(measure.sections))]);
  const isChosen = (name: string, all: string[], chosen: string[]) => !chosen.length || !all.includes(name) || chosen.includes(name);
  return (section, subject, candidate) => sections.has(section)
    && isChosen(subject, names(APPLICATIONS), applications) && isChosen(candidate, names(CANDIDATES), candidates);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
