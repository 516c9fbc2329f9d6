import type { Change } from './comparison';
import type { ReportFacts } from './facts';
import { changeSummary, milliseconds, signed, startSummary } from './page';
import { bytesShown, shown } from '../image/shown';

/** The rows of a table: a comment of a pull request is read at a glance. */
const MOST = 10;

/** The report as Markdown, for a comment of a pull request. */
export function markdown({ image, platform, contents, comparison, start }: ReportFacts): string {
  const blocks = [
    `### ${code(image)}`,
    `${bytesShown(contents.bytes)} in ${contents.layers.length} layers, without compression, for ${code(platform)}`,
  ];
  if (comparison) {
    blocks.push(`**Since ${code(comparison.image)}:** ${changeSummary(comparison)}`);
    blocks.push(comparison.packages.length ? changeTable(comparison.packages) : 'No package has changed.');
    if (comparison.files.length) {
      blocks.push(folded(`${comparison.files.length} files have another size`, changeTable(comparison.files)));
    }
  }
  blocks.push(folded('Largest packages', table(['Package', 'Kind', '#Size'], contents.packages, ({ name, version, kind, bytes }) => [code(`${name} ${version}`.trim()), kind, bytesShown(bytes)])));
  blocks.push(folded('Layers', table(['Instruction', '#Files', '#Size'], contents.layers, ({ createdBy, files, bytes }) => [code(createdBy || 'unknown'), String(files), bytesShown(bytes)])));
  blocks.push('problem' in start ? `Start: not measured: ${code(start.problem)}`
    : `${startSummary(start)}\n\n${folded('Slowest imports', table(['Package', '#Modules', '#Time'], start.packages, one => [code(one.name), String(one.modules), milliseconds(one.own)]))}`);
  return `${blocks.join('\n\n')}\n`;
}

function changeTable(changes: Change[]): string {
  return table(['Name', 'Before', 'After', '#Change'], changes, ({ name, before, after, bytes }) => [code(name), code(before), code(after), signed(bytes)]);
}

function folded(title: string, text: string): string {
  return `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;
}

/** A table. Columns that start with # have numbers. */
function table<T>(columns: string[], rows: T[], cells: (row: T) => string[]): string {
  const more = rows.length > MOST ? `\n\nand ${rows.length - MOST} more` : '';
  return [
    columns.map(name => name.replace('#', '')), columns.map(name => name.startsWith('#') ? '---:' : '---'), ...rows.slice(0, MOST).map(cells),
  ].map(line => `| ${line.join(' | ')} |`).join('\n') + more;
}

/** A text from an image as code, in which nothing is a link, a mention, HTML or the end of a cell. */
function code(text: string): string {
  const line = shown(text, 100).replace(/\|/g, '\\|');
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const gap = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return line === '' ? '' : `${fence}${gap}${line}${gap}${fence}`;
}
