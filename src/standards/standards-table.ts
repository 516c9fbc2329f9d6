import { Finding } from './finding';
import { Rule } from './rule';

/** The rules of a container, and their findings. */
export function standardsTable(file: string, rules: Rule[], findings: Finding[]): string {
  const lines = rules.flatMap(({ id, severity, summary }) => {
    const found = findings.filter(finding => finding.file === file && finding.rule === id);
    const reason = found.find(finding => finding.reason !== undefined)?.reason;
    const state = reason !== undefined ? 'accepted' : found.length ? 'finding' : 'ok';
    return [
      `  ${state.padEnd(8)}  ${severity.padEnd(7)}  ${id.padEnd(width(rules))}  ${summary}`,
      ...found.map(({ message }) => `            ${message}`),
      ...reason === undefined ? [] : [`            accepted: ${reason}`],
    ];
  });
  return [file, ...lines].join('\n');
}

function width(rules: Rule[]): number {
  return Math.max(...rules.map(({ id }) => id.length));
}
