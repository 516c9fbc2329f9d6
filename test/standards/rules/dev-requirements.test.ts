import { findings } from '../check';

const TOOLS = [
  'black', 'coverage', 'debugpy', 'flake8', 'hypothesis', 'ipdb', 'ipython', 'isort', 'jupyter', 'mypy', 'nox', 'pre-commit', 'pylint', 'pyright',
  'pytest', 'pytest-asyncio', 'pytest-cov', 'pytest-xdist', 'ruff', 'tox', 'watchdog', 'watchfiles',
];

test('requirements that only production has are its own', () => {
  expect(findings('dev-requirements', { requirements: ['sqlalchemy', 'httpx2'], devRequirements: ['pytest', 'respx'] })).toEqual([]);
});

test.each(TOOLS)('%s is for development', (name) => {
  expect(findings('dev-requirements', { requirements: [`${name}>=1`] }))
    .toEqual([`requirements: ${name} is for development and would be installed in production. Move it to devRequirements.`]);
});

test('what both name is for development', () => {
  expect(findings('dev-requirements', { requirements: ['Foo.Bar[x]>=1', 'baz'], devRequirements: ['foo_bar'] }))
    .toEqual(['requirements: foo-bar is for development and would be installed in production. Keep it in devRequirements only.']);
});
