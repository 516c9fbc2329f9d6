import { hasToken, TOKEN_FORMATS } from '../../src/dockerfile/token-formats';

/** None of them is real: each has the shape of its service. The text is assembled, so that no scanner reports this file. */
const TOKENS: [string, ...string[]][] = [
  ['GitHub', `ghp_${'aB3'.repeat(12)}`, `gho_${'aB3'.repeat(12)}`, `ghu_${'aB3'.repeat(12)}`, `ghs_${'aB3'.repeat(12)}`, `ghr_${'aB3'.repeat(12)}`, `github_pat_${'11AA_x9'.repeat(12)}`],
  ['GitLab', `glpat-${'x-Y7'.repeat(5)}`, `gldt-${'x-Y7'.repeat(5)}`, `glrt-${'x-Y7'.repeat(5)}`, `glcbt-${'x-Y7'.repeat(7)}`, `GR1348941${'x-Y7'.repeat(5)}`],
  ['AWS', `AKIA${'ABCD2345'.repeat(2)}`, `ASIA${'ABCD2345'.repeat(2)}`, `ABSK${'aB3/'.repeat(28)}`],
  ['Google', `AIza${'Ab_1-'.repeat(7)}`, `ya29.${'a0Af-'.repeat(5)}`],
  ['Slack', `xoxb-${'12345-'.repeat(3)}abc`, `xapp-1-${'A1'.repeat(5)}-12345-${'a1'.repeat(9)}`, `hooks.slack.com/services/${'Ab1/'.repeat(11)}`],
  ['npm', `npm_${'Ab1'.repeat(12)}`],
  ['PyPI', `pypi-AgEIcHlwaS5vcmc${'x_-1'.repeat(13)}`],
  ['RubyGems', `rubygems_${'ab12'.repeat(12)}`],
  ['Docker', `dckr_pat_${'Ab1-'.repeat(6)}`],
  ['Hugging Face', `hf_${'Ab'.repeat(17)}`, `api_org_${'Ab'.repeat(17)}`],
  ['Stripe', `sk_live_${'Ab1'.repeat(8)}`, `rk_test_${'Ab1'.repeat(8)}`],
  ['Anthropic', `sk-ant-api03-${'Ab1-'.repeat(23)}`],
  ['OpenAI', `sk-proj-${'Ab1_'.repeat(18)}`, `sk-${'Ab12'.repeat(5)}T3BlbkFJ${'Ab12'.repeat(5)}`],
  ['Perplexity', `pplx-${'Ab1'.repeat(16)}`],
  ['SendGrid', `SG.${'Ab1-'.repeat(5)}xy.${'Ab1'.repeat(14)}x`],
  ['Brevo', `xkeysib-${'ab12'.repeat(16)}-${'Ab12'.repeat(4)}`],
  ['Twilio', `SK${'ab12'.repeat(8)}`],
  ['a JSON Web Token', `eyJ${'Ab1'.repeat(8)}.eyJ${'Ab1'.repeat(8)}.${'Ab1-'.repeat(8)}`],
  ['Vault', `hvs.${'CAESI'.repeat(18)}`],
  ['HCP Terraform', `${'aB'.repeat(7)}.atlasv1.${'aB1-'.repeat(16)}`],
  ['age', `AGE-SECRET-KEY-1${'QPZRY9X8GF'.repeat(6)}`],
  ['1Password', `ops_eyJ${'aB1+/'.repeat(50)}`],
  ['Databricks', `dapi${'ab12'.repeat(8)}`],
  ['DigitalOcean', `dop_v1_${'ab12'.repeat(16)}`],
  ['Heroku', `HRKU-AA${'aB1-_'.repeat(12)}`],
  ['Fly.io', `fo1_${'aB1-_'.repeat(9)}`],
  ['Alibaba Cloud', `LTAI${'aB1xy'.repeat(4)}`],
  ['Pulumi', `pul-${'ab12'.repeat(10)}`],
  ['OpenShift', `sha256~${'aB1-_'.repeat(9)}`],
  ['Artifactory', `AKCp${'aB1'.repeat(23)}`, `cmVmd${'aB1'.repeat(20)}`],
  ['Atlassian', `ATATT3${'aB1-_='.repeat(31)}`],
  ['Linear', `lin_api_${'aB12'.repeat(10)}`],
  ['Notion', `ntn_12345678901${'aB1xy'.repeat(7)}`],
  ['Grafana', `glc_${'aB1+'.repeat(8)}`, `glsa_${'aB12'.repeat(8)}_${'ab12'.repeat(2)}`],
  ['Sentry', `sntrys_eyJ${'aB1+/'.repeat(11)}`, `sntryu_${'ab12'.repeat(16)}`],
  ['Postman', `PMAK-${'ab12'.repeat(6)}-${'ab'.repeat(17)}`],
  ['PlanetScale', `pscale_tkn_${'aB1.'.repeat(8)}`],
  ['Doppler', `dp.pt.${'aB1'.repeat(15)}`],
  ['Dynatrace', `dt0c01.${'AB12'.repeat(6)}.${'AB12'.repeat(16)}`],
  ['Shopify', `shpat_${'ab12'.repeat(8)}`],
  ['Square', `sq0atp-${'aB1-'.repeat(6)}`],
  ['EasyPost', `EZAK${'aB1'.repeat(18)}`],
  ['ReadMe', `rdme_${'ab123'.repeat(14)}`],
  ['Sourcegraph', `sgp_${'ab12'.repeat(10)}`],
  ['a private key', '-----BEGIN PRIVATE KEY-----', '-----BEGIN OPENSSH PRIVATE KEY-----', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
  ['a password in a URL', 'postgres://shop:hunter2@db/shop', 'git+https://user:x@example.com/lib.git', 'redis://:hunter2@cache:6379', 'postgres://a:s3@localhost.evil.com'],
];

test.each(TOKENS)('a token of %s is found, wherever it is', (service, ...tokens) => {
  for (const token of tokens.filter(text => typeof text === 'string')) {
    for (const text of [token, `TOKEN=${token}`, `"${token}"`, `a: ${token}, b`, `Authorization: token ${token}`]) {
      expect([service, text, hasToken(text)]).toEqual([service, text, true]);
    }
  }
});

test('each format has a token in the table, and a source', () => {
  const samples = TOKENS.flatMap(([service, ...tokens]) => tokens.map(token => [service, token]));
  const without = TOKEN_FORMATS.filter(([pattern, service]) => !samples.some(([name, token]) => name === service && new RegExp(pattern).test(token)));
  expect(without).toEqual([]);
  expect(TOKEN_FORMATS.filter(([, , source]) => !source.startsWith('https://'))).toEqual([]);
});

test.each([
  '# postgresql://user:password@host/db', 'https://<user>:<password>@example.com/simple', 'postgresql://{user}:{password}@{host}/{db}', 'postgresql://%(user)s:%(pw)s@h', 'http://user:{{password}}@h',
  'https://x-access-token:***@github.com', 'postgresql://postgres:postgres@localhost/db', 'redis://:a@127.0.0.1:6379', 'http://localhost:8000?mail=a@b', 'http://a:1,http://b:2?u=x@y',
  'ghp_short', 'npm_config_build_from_source_and_more_names_x', 'task-runner', 'sk-learn-contrib-package-with-a-long-name', '0123456789abcdef'.repeat(4), `sha256:${'0123456789abcdef'.repeat(4)}`, `python@sha256:${'0123456789abcdef'.repeat(4)}`,
  'AKIAIOSFODNN7EXAMPLE', 'postgres://db/app', 'postgres://$USER:$PASSWORD@db/app', 'https://user:${PASSWORD}@example.com/', 'https://example.com:8443/@scope/a', 'docker://python:3.14@sha256:0123', 'https://git@github.com/a/b.git', 'git@example.com:a/b.git',
  'a.b.c', 'eyJhbGciOiJub25lIn0', '-----BEGIN PUBLIC KEY-----', '-----BEGIN CERTIFICATE-----', 'hooks.slack.com', 'xoxo-love-and-kisses', 'SKIP_CHECKS', 'registry.example.com/team/a-service-with-a-very-long-name', '',
])('%s is no token', (text) => {
  expect(hasToken(text)).toBe(false);
});

test.each(['ghp_', 'ey', 'eyA', '.', '://', ':', '@', 'a:', '-----BEGIN ', 'xapp-1-A-', 'sk-', 'glpat-', 'A', 'a', '/', 'atlasv1.', 'aB3dE6gH9jK2mN.'])('50,000 characters of %j take no time', (part) => {
  const start = performance.now();
  hasToken(part.repeat(50_000 / part.length));
  expect(performance.now() - start).toBeLessThan(500);
});
