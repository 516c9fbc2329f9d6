import { Adoption } from './adoption';
import { shown } from './decisions';
import { Note } from './fact';

/** The table of facts: fact, value, evidence, confidence. */
export function factTable({ decisions, source, sources, systemFacts }: Adoption): string {
  const rows = [
    ...decisions.taken.map(({ option, value, evidence, confidence }) => [option, shown(value), evidence, confidence as string]),
    ['packageManager', source.packageManager, decisions.evidenceOf('requirements'), 'derived'],
    ['sources', sources.paths.join(' ') || 'none', sources.evidence, 'derived'],
    ...systemFacts.map(({ option, value, evidence, confidence }) => [option, String(value), evidence, confidence as string]),
  ];
  return aligned([['fact', 'value', 'evidence', 'confidence'], ...rows.map(row => row.map(cell => cell.length > 90 ? `${cell.slice(0, 89)}…` : cell))]);
}

export function noteList(notes: readonly Note[]): string {
  return [...new Set(notes.map(({ evidence, text }) => `  ${evidence}: ${text}`))].join('\n');
}

function aligned(rows: string[][]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
  return rows.map(row => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd()).join('\n');
}
