import { requirementName } from '../../package-managers/requirement';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** Packages for development and tests. */
const TOOLS = [
  'black', 'coverage', 'debugpy', 'flake8', 'hypothesis', 'ipdb', 'ipython', 'isort', 'jupyter', 'mypy', 'nox', 'pre-commit', 'pylint', 'pyright',
  'pytest', 'pytest-asyncio', 'pytest-cov', 'pytest-xdist', 'ruff', 'tox', 'watchdog', 'watchfiles',
];

export class DevRequirements extends Rule {
  public constructor() {
    super({
      id: 'dev-requirements',
      severity: Severity.WARNING,
      summary: 'Production does not require development tools.',
      source: 'https://packaging.python.org/en/latest/specifications/dependency-groups/',
    });
  }

  public check({ requirements, devRequirements }: CheckedContainer): string[] {
    const dev = devRequirements.map(requirementName);
    return requirements.map(requirementName).filter(name => dev.includes(name) || TOOLS.includes(name))
      .map(name => `requirements: ${name} is for development and would be installed in production. ${dev.includes(name) ? 'Keep it in devRequirements only' : 'Move it to devRequirements'}.`);
  }
}
