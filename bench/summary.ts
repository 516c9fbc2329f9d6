import { median, Results } from './results';

/** What the summary shows, in one sentence. */
export const SUMMARY = 'The FastAPI sample, relative to the Dockerfile of docker init: less is better';

const REFERENCE = 'docker-init';
export const SUMMARY_CANDIDATES = [
  { name: REFERENCE, title: 'docker init' },
  { name: 'uv-example', title: 'uv\'s example' },
  { name: 'uv', title: 'ours' },
];

const MEASURES = [
  { section: 'cold', title: 'build without caches' },
  { section: 'requirement', title: 'one dependency more' },
  { section: 'code', title: 'a code change' },
  { section: 'start', title: 'start to first answer' },
  { section: 'size', title: 'size of the image' },
];

/** How often a candidate takes what docker init's file takes; undefined where it was not measured. */
export function summary(results: Results): { title: string; ratios: (number | undefined)[] }[] {
  const figure = (section: string, candidate: string) => {
    const values = results.of(section, 'fastapi', candidate);
    return values.length ? median(values) : undefined;
  };
  return MEASURES.map(({ section, title }) => {
    const reference = figure(section, REFERENCE);
    const ratio = (own?: number) => own === undefined || reference === undefined ? undefined : own / reference;
    return { title, ratios: SUMMARY_CANDIDATES.map(({ name }) => ratio(figure(section, name))) };
  }).filter(({ ratios }) => ratios.some(ratio => ratio !== undefined));
}

/** The summary as a table of the README. */
export function summaryTable(results: Results): string {
  return [
    `| relative to docker init | ${SUMMARY_CANDIDATES.map(({ title }) => title).join(' | ')} |`,
    `|---|${'---:|'.repeat(SUMMARY_CANDIDATES.length)}`,
    ...summary(results).map(({ title, ratios }) => `| ${title} | ${ratios.map(ratio => ratio?.toFixed(2) ?? '').join(' | ')} |`),
  ].join('\n');
}

/** @returns the README with the table of these results in the place of its own */
export function withSummary(readme: string, results: Results): string {
  return readme.replace(/^\| relative to docker init [^]*?\n(?=\n)/m, () => `${summaryTable(results)}\n`);
}
