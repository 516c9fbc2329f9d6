import { Reading, Readings } from './fact';
import { Repository } from './repository';
import { readToml } from './toml';

/** The version of Python in files: exact versions are facts about `pythonVersion`, ranges about `requires-python`. */
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
