import { Reading, Readings } from './fact';
import { Repository } from './repository';
import { readToml } from './toml';
import { PYTHON_VERSIONS } from '../base-images/python-versions';

/** The version of Python that files say: exact ones as facts of `pythonVersion`, ranges as those of `requires-python`. */
export function readPythonVersion(repository: Repository): Reading {
  const found = new Readings();
  const exact = (path: string, pattern: RegExp) => {
    const index = repository.lines(path).findIndex(line => pattern.test(line));
    const [, version] = index === -1 ? [] : pattern.exec(repository.lines(path)[index])!;
    if (version) {
      found.state('pythonVersion', version, `${path}:${index + 1}`);
    }
  };
  exact('.python-version', /^\s*(?:python-|cpython-|pypy)?(3\.\d+)/);
  exact('runtime.txt', /^\s*python-(3\.\d+)/);
  exact('.tool-versions', /^\s*python\s+(3\.\d+)/);
  exact('Pipfile', /^\s*python_(?:full_)?version\s*=\s*["'](3\.\d+)/);
  for (const path of ['environment.yml', 'environment.yaml']) {
    exact(path, /^\s*-\s*["']?python\s*=+\s*(3\.\d+)/);
  }
  const range = (path: string, text: unknown, pattern: RegExp) => {
    if (typeof text === 'string' && text !== '*') {
      found.state('requires-python', text, repository.evidence(path, pattern));
    }
  };
  const pyproject = readToml(repository, 'pyproject.toml');
  range('pyproject.toml', pyproject?.project?.['requires-python'], /requires-python/);
  const poetry = pyproject?.tool?.poetry;
  const python = poetry?.dependencies?.python;
  range('pyproject.toml', typeof python === 'string' ? python : python?.version, /^\s*python\s*=/);
  range('setup.cfg', /^\s*python_requires\s*=\s*(\S.*)$/m.exec(repository.text('setup.cfg'))?.[1], /python_requires/);
  range('setup.py', /python_requires\s*=\s*["']([^"']+)["']/.exec(repository.text('setup.py'))?.[1], /python_requires/);
  return found;
}

/** The versions with an image that a range has: `>=3.10,<3.13`, `^3.11`, `~3.12`. */
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
