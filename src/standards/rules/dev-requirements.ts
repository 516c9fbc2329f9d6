import { requirementName } from '../../package-managers/requirement';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** Packages for development and tests. */
const TOOLS = [
  'autopep8', 'bandit', 'black', 'coverage', 'debugpy', 'django-debug-toolbar', 'factory-boy', 'flake8', 'freezegun', 'hypothesis', 'ipdb', 'ipython', 'isort',
  'jupyter', 'model-bakery', 'mypy', 'nose', 'nose2', 'nox', 'pip-tools', 'pre-commit', 'pycodestyle', 'pydocstyle', 'pyflakes', 'pylint', 'pyright', 'pytest',
  'ruff', 'tox', 'twine', 'watchdog', 'watchfiles', 'yapf',
];
/** The prefixes of their plugins. */
const PLUGIN = /^(pytest|flake8|pylint|mypy|types)-/;

export class DevRequirements extends Rule {
  public constructor() {
    super({
      id: 'dev-requirements',
      severity: Severity.WARNING,
      summary: 'Production does not require development tools.',
      source: 'https://packaging.python.org/en/latest/specifications/dependency-groups/',
    });
  }

  public check({ existingRequirements, requirements, devRequirements }: CheckedContainer): string[] {
    const dev = devRequirements.map(requirementName);
    const existing = Object.entries(existingRequirements).filter(([text]) => /^[A-Za-z0-9]/.test(text)).map(([text, place]) => ({ place, name: requirementName(text) }));
    return [
      ...requirements.map(requirementName).filter(name => dev.includes(name) || isTool(name))
        .map(name => `requirements: ${name} is for development and would be installed in production. ${dev.includes(name) ? 'Keep it in devRequirements only' : 'Move it to devRequirements'}.`),
      ...existing.filter(({ name }) => isTool(name)).map(({ place, name }) => `${place}: ${name} is for development and would be installed in production. `
        + `Move it to ${place.startsWith('pyproject.toml') ? 'the group dev' : 'requirements-dev.in'}.`),
    ];
  }
}

function isTool(name: string): boolean {
  return TOOLS.includes(name) || PLUGIN.test(name);
}
