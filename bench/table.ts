import { APPLICATIONS } from './applications';
import { CANDIDATES } from './candidates';
import type { Measure, Section } from './measures/measure';
import { median, Results } from './results';
import { linearity, verdicts } from './targets';

const STUB = { name: 'stub', title: 'stub' };
const FLOOR = { name: 'floor', title: 'floor: `python -c pass`' };
const OURS = { name: 'ours', title: 'ours' };
const ALL = { name: 'all', title: 'ours, all services' };

/** What the figures are compared with, in columns of their own. */
const REFERENCES = [{ name: 'docker-init', title: '× docker init' }, { name: 'uv-example', title: '× uv\'s example' }, { name: 'stub', title: '× stub' }];

/** The whole document. */
export function document(measures: Measure[], results: Results, machine: string): string {
  const sections = measures.flatMap(measure => measure.sections).filter(({ name }) => results.subjects(name).length);
  return [
    '# Benchmarks',
    '<!-- Made by "npm run bench". Every figure is computed: change bench/, not this file. -->',
    machine,
    '![Bars of the main ratios](benchmarks.svg)',
    'Medians of interleaved runs, with the smallest and the largest value; ' +
      'all Dockerfiles install the same versions of the same packages on the same Python, and the rivals are written anew from their published form: ' +
      'the links are in `bench/rivals/`. Compare the ratios: the figures themselves belong to the machine.',
    ...sections.map(section => sectionText(section, results)),
  ].join('\n\n') + '\n';
}

function sectionText(section: Section, results: Results): string {
  const subjects = results.subjects(section.name).sort((a, b) => place(a) - place(b));
  const tables = isScale(section) ? [scaleTable(section, subjects, results)] : subjects.map(subject => subjectTable(section, subject, results));
  const note = section.name === 'monorepo' ? linearity(results) : undefined;
  return [`## ${section.title} (${section.unit})`, `${section.how} ${runsText(results.runs(section.name))}`, ...tables, ...note ? [note] : []].join('\n\n');
}

function runsText([fewest, most]: number[]): string {
  return `${fewest === most ? most : `${fewest} to ${most}`} run${most === 1 ? '' : 's'} each.`;
}

/** Applications stand in their own order, sizes in that of their numbers. */
function place(subject: string): number {
  const index = APPLICATIONS.findIndex(({ name }) => name === subject);
  return index < 0 ? parseInt(subject.replace(',', ''), 10) : index;
}

/** Sections whose subjects are sizes of the same thing: all of them in one table. */
function isScale({ name }: Section): boolean {
  return name.startsWith('monorepo');
}

function subjectTable(section: Section, subject: string, results: Results): string {
  const application = APPLICATIONS.find(({ name }) => name === subject);
  const references = REFERENCES.filter(({ name }) => median(results.of(section.name, subject, name)) > 0);
  const rows = rowsOf(section, subject, results).map(({ name, title }) => [
    title,
    ...figures(section, subject, name, results),
    ...references.map(reference => ratio(section, subject, name, reference.name, results)),
    verdicts(results, section.name, subject, name).join('; '),
  ]);
  const head = [application?.title ?? subject, 'median', 'spread', ...references.map(({ title }) => title), 'must reach'];
  return markdown(head, rows);
}

function scaleTable(section: Section, subjects: string[], results: Results): string {
  const rows = subjects.flatMap(subject => rowsOf(section, subject, results).map(({ name, title }) => [
    subject, title, ...figures(section, subject, name, results), ratio(section, subject, name, 'stub', results),
    verdicts(results, section.name, subject, name).join('; '),
  ]));
  return markdown(['', '', 'median', 'spread', '× stub', 'must reach'], rows);
}

function rowsOf({ name: section }: Section, subject: string, results: Results): { name: string; title: string }[] {
  const isThere = (name: string) => results.of(section, subject, name).length > 0 || results.failure(section, subject, name) !== undefined;
  return [...CANDIDATES, FLOOR, OURS, ALL, STUB].filter(({ name }) => isThere(name));
}

function figures({ name: section, digits }: Section, subject: string, candidate: string, results: Results): string[] {
  const values = results.of(section, subject, candidate);
  const failure = results.failure(section, subject, candidate);
  const failed = failure ? `failed: ${summary(failure)}` : '';
  if (!values.length) {
    return ['', failed];
  }
  const [low, high] = [Math.min(...values), Math.max(...values)].map(value => value.toFixed(digits));
  return [median(values).toFixed(digits), [values.length === 1 ? '' : `${low} to ${high}`, failed].filter(text => text).join('; ')];
}

/** The last thing that was said, without the folders of this machine. */
function summary(failure: string): string {
  return failure.split('\n').at(-1)!.replace(/(\/[\w.+-]+)+\//g, '…/').slice(0, 120).replace(/\|/g, '\\|');
}

function ratio({ name: section }: Section, subject: string, candidate: string, reference: string, results: Results): string {
  const [values, others] = [candidate, reference].map(name => results.of(section, subject, name));
  const quotient = values.length && others.length ? median(values) / median(others) : NaN;
  return Number.isFinite(quotient) ? quotient.toFixed(quotient < 0.1 ? 3 : 2) : '';
}

function markdown(head: string[], rows: string[][]): string {
  return [head, head.map((_, index) => index ? '---:' : '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n').replace(/---: \|$/m, '--- |');
}
