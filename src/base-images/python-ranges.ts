import { PYTHON_VERSIONS } from './python-versions';

/** The versions with an image that are in a range: `>=3.10,<3.13`, `^3.11`, `~3.12`. */
export function versionsIn(range: string): string[] {
  const alternatives = range.split('||').map(part => part.split(/[,\s]+(?=[<>=!~^])/).map(clause => clause.trim()).filter(clause => clause !== ''));
  return [...PYTHON_VERSIONS.keys()].filter(version => alternatives.some(clauses => clauses.every(clause => admits(clause, version))));
}

function admits(clause: string, version: string): boolean {
  const [, operator = '', text] = /^(===|==|!=|<=|>=|<|>|~=|~|\^)?\s*v?([\d.*]+)/.exec(clause) ?? [];
  if (text === undefined) {
    return true;
  }
  const isWild = text.endsWith('*');
  const [major, minor, patch] = text.replace(/\.?\*$/, '').split('.').map(Number);
  const own = Number(version.split('.')[1]);
  if (major !== 3) {
    return operator === '<' || operator === '<=' ? major > 3 : operator === '!=' || (operator === '>' || operator === '>=' || operator === '') && major < 3;
  }
  switch (operator) {
    case '>=': return own >= (minor ?? 0);
    case '>': return minor === undefined ? true : patch === undefined ? own >= minor : own >= minor;
    case '<': return minor === undefined ? false : patch ? own <= minor : own < minor;
    case '<=': return minor === undefined ? false : patch === undefined ? own < minor : own <= minor;
    case '!=': return minor === undefined || patch !== undefined && !isWild || own !== minor;
    case '^': return own >= (minor ?? 0);
    case '~=': return patch === undefined ? own >= (minor ?? 0) : own === minor;
    default: return minor === undefined || own === minor;
  }
}
