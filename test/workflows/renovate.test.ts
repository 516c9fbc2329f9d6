import { DependencyUpdates, PythonContainerProjectOptions, PythonPackageManager } from '../../src';
import { newProject, synth } from '../synth';

function renovate(options: Partial<PythonContainerProjectOptions> = {}) {
  const text: string = synth(newProject({ dependencyUpdates: DependencyUpdates.RENOVATE, ...options }))['renovate.json5'];
  return typeof text === 'string' ? JSON.parse(text.replace(/^\/\/.*\n/gm, '')) : text;
}

/** The rules for what a manager updates, merged as Renovate does it. */
function rules(config: any, manager: string, updateType?: string) {
  return Object.assign({}, ...config.packageRules.filter((rule: any) =>
    rule.matchManagers.includes(manager) && (rule.matchUpdateTypes === undefined || rule.matchUpdateTypes.includes(updateType))));
}

test.each([
  [PythonPackageManager.PIP, 'pip-compile'], [PythonPackageManager.UV, 'pep621'], [PythonPackageManager.POETRY, 'poetry'],
])('for %s only the lock file is updated', (packageManager, manager) => {
  const config = renovate({ packageManager });
  expect(config.enabledManagers).toEqual([manager, 'dockerfile', 'npm']);
  expect(rules(config, manager)).toMatchObject({ rangeStrategy: 'in-range-only' });
  expect(config.vulnerabilityAlerts).toEqual({ rangeStrategy: 'in-range-only' });
  expect(config).toMatchObject({ minimumReleaseAge: '7 days', lockFileMaintenance: { enabled: true } });
  expect(config.ignoreDeps).toEqual([]);
});

test('the lock files of pip are updated, and not their inputs', () => {
  const [pattern] = renovate()['pip-compile'].managerFilePatterns;
  const regExp = new RegExp(pattern.slice(1, -1));
  const locks = ['requirements.txt', 'requirements-dev.txt', 'requirements.worker.txt', 'services/a/requirements.txt'];
  const others = ['requirements.in', '.projen/poetry.txt', 'my-requirements.txt'];
  expect([...locks, ...others].filter(path => regExp.test(path))).toEqual(locks);
});

test('images get new digests, and the same tags', () => {
  const config = renovate();
  expect(rules(config, 'dockerfile', 'digest')).toMatchObject({ pinDigests: true });
  expect(rules(config, 'dockerfile', 'digest').enabled).toBeUndefined();
  ['major', 'minor', 'patch'].forEach(type => expect(rules(config, 'dockerfile', type).enabled).toBe(false));
});

test('npm packages are not updated without a package.json', () => {
  expect(renovate({ projenrcTs: false }).enabledManagers).toEqual(['pip-compile', 'dockerfile']);
});

const INDEXES = [
  { name: 'acme', url: 'https://pypi.acme.example/simple/', usernameSecret: 'ACME_USER', passwordSecret: 'ACME_PASSWORD' },
  { name: 'open', url: 'https://open.example/simple/' },
];

test('private indexes get their secrets from Renovate', () => {
  const config = renovate({ packageManager: PythonPackageManager.UV, access: { indexes: INDEXES } });
  const secrets = { username: '{{ secrets.ACME_USER }}', password: '{{ secrets.ACME_PASSWORD }}' };
  expect(config.hostRules).toEqual([{ hostType: 'pypi', matchHost: 'https://pypi.acme.example/simple/', ...secrets }]);
  expect(rules(config, 'pep621').minimumReleaseAgeBehaviour).toBe('timestamp-optional');
});

test('a private index that Renovate does not see is an error', () => {
  expect(() => renovate({ access: { indexes: INDEXES } }))
    .toThrow('dependencyUpdates: "renovate" is not possible: for requirements.txt Renovate only queries PyPI');
});
