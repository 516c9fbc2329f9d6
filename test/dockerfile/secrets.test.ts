import fc from 'fast-check';
import { invalidOption } from '../../src/dockerfile/invalid-option';
import { looksSecret, withoutSecrets } from '../../src/dockerfile/secrets';

/** None is anybody's: each is in the shape of its service. */
const SECRETS = [
  `ghp_${'aB3'.repeat(12)}`, `github_pat_${'11AA_x9'.repeat(6)}`, `glpat-${'x-Y7'.repeat(5)}`, `xoxb-${'12345-'.repeat(3)}abc`, `AKIA${'ABCD1234'.repeat(2)}`, `ASIA${'ABCD1234'.repeat(2)}`,
  `AIza${'Ab_1-'.repeat(7)}`, `npm_${'Ab1'.repeat(12)}`, `pypi-AgEIcHlwaS5vcmc${'x_-1'.repeat(5)}`, `hf_${'Ab1'.repeat(8)}`, `dckr_pat_${'Ab1-'.repeat(6)}`, `sk_live_${'Ab1'.repeat(8)}`,
  `sk-${'Ab1'.repeat(8)}`, `SG.${'Ab1'.repeat(8)}.${'Ab1'.repeat(8)}`, `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiIx'.repeat(2)}.c2lnbmF0dXJl`,
  '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----', '-----BEGIN OPENSSH PRIVATE KEY-----', '0123456789abcdef'.repeat(2), '0123456789ABCDEF'.repeat(4),
  'aB3dE6gH9jK2mN5/pQ8sT1vW4yZ7+aB3dE6gH9jK2/mN5pQ8sT1', 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4MTIz',
  `hvs.${'CAESI'.repeat(5)}`, `AGE-SECRET-KEY-1${'QP'.repeat(20)}`, `ya29.${'a0Af-'.repeat(5)}`, `whsec_${'Ab1'.repeat(8)}`, `dapi${'0123456789abcdef'.repeat(2)}`, `shpat_${'ab12'.repeat(8)}`, `dop_v1_${'ab12'.repeat(8)}`,
];

test.each(SECRETS)('%j is not shown, at any position', (secret) => {
  for (const text of [secret, `a ${secret}`, `x=${secret}`, `"${secret}"`, `a,${secret},b`, `a/${secret}`]) {
    expect(looksSecret(text)).toBe(true);
  }
  for (const value of [secret, [secret], { a: secret }]) {
    const { message } = invalidOption('command', value, `allowed ${secret}`, `fix ${secret}`);
    expect(message).not.toContain(secret.split('\n')[0]);
    expect(message).toMatch(/^command: .*….* is not possible: allowed/);
  }
});

test.each([
  ['--password=hunter2 x', '--password=… x'], ['API_KEY: hunter2', 'API_KEY: …'], ['{"token":"hunter2","a":"b"}', '{"token":"…","a":"b"}'], ['DB_PASSWD = hunter2', 'DB_PASSWD = …'],
  ['Protocol=https;AccountKey=hunter2==;x', 'Protocol=https;AccountKey=…;x'], ['{"private_key": "hunter2"}', '{"private_key": "…"}'], ['passphrase: hunter2', 'passphrase: …'],
  ['Authorization: Bearer hunter2hunter2', 'Authorization: Bearer …'], ['Basic cm9ib3Q6aHVudGVyMg==', 'Basic …'], ['https://hooks.slack.com/services/T0/B0/hunter2 x', 'https://hooks.slack.com/… x'],
  ['https://robot:hun ter2@example.com/', 'https:…@example.com/'], ['https://hunter2@example.com/', 'https:…@example.com/'], ['postgres://u:p@ss/word@h/d', 'postgres:…@h/d'],
  [`${'x '.repeat(2495)}https://robot:hunter2hunter2@example.com/`, `${'x '.repeat(2495)}…`],
])('%s is shown as %s', (text, shown) => {
  expect(withoutSecrets(text)).toBe(shown);
});

test.each([
  'fastapi>=0.115', `python@sha256:${'0123456789abcdef'.repeat(4)}`, '--hash=sha256:'.padEnd(78, 'a1'), '/usr/local/lib/python3.14/site-packages/Some_Package/module.py',
  'x'.repeat(400), '1'.repeat(70), 'registry.example.com/team/a-service-with-a-very-long-name', 'a secret is mounted', 'git@example.com', '[build-system]', 'pypi-mirror-of-a-company', 'Basic requirements of the project', 'a public_key: x', 'hooks.example.com/a',
])('%s is shown', (text) => {
  expect(withoutSecrets(text)).toBe(text);
});

test.each(['environment A', 'environment', 'labels a', 'argument A', 'indexes acme passwordSecret', 'indexes acme usernameSecret'])('the value of %s is not shown', (option) => {
  fc.assert(fc.property(fc.jsonValue().map(value => [value, 'hunter2']), (value) => {
    expect(invalidOption(option, value, 'allowed').message).toBe(`${option}: […] is not possible: allowed.`);
  }));
  const shown = (value: unknown) => invalidOption(option, value, 'allowed').message.slice(option.length + 2, -' is not possible: allowed.'.length);
  expect(['hunter2', 5, true, null, undefined, {}].map(shown)).toEqual(['"…"', 'a number', 'a boolean', 'null', 'undefined', '{…}']);
});

test('the names of an index\'s secrets are not shown, because they may be the secrets', () => {
  expect(invalidOption('indexes', [{ name: 'acme', passwordSecret: 'hunter2', password: 'hunter2', usernameSecret: 'robot' }], 'allowed').message)
    .toBe('indexes: [{"name":"acme","passwordSecret":"…","password":"…","usernameSecret":"…"}] is not possible: allowed.');
});

test('a value that is not JSON is shown as its type', () => {
  const circle: { [name: string]: unknown } = {};
  circle.circle = circle;
  expect(invalidOption('port', circle, 'allowed').message).toBe('port: {…} is not possible: allowed.');
  expect(invalidOption('port', 1n, 'allowed').message).toBe('port: a bigint is not possible: allowed.');
});

test.each(['a', ' ', 'a:', '://', 'password', 'pass', '?', '@', 'eyJ', '-----BEGIN ', '/', '=', 'aA1', 'x.'])('50,000 characters of %j take no time', (part) => {
  const start = performance.now();
  withoutSecrets(part.repeat(50_000 / part.length));
  expect(performance.now() - start).toBeLessThan(500);
});
