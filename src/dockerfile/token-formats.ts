/** The format of the tokens of a service. */
export type TokenFormat = readonly [pattern: string, service: string, source: string];

const GITLEAKS = 'https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml';
const GITHUB = 'https://github.blog/changelog/2021-03-31-authentication-token-format-updates-are-generally-available/';
const GITLAB = 'https://docs.gitlab.com/security/tokens/#token-prefixes';

/** The tokens and keys that a fixed text identifies. Patterns of random text alone would find digests and commits too. */
export const TOKEN_FORMATS: TokenFormat[] = [
  ['gh[pousr]_[A-Za-z0-9]{36}', 'GitHub', GITHUB],
  ['github_pat_\\w{36}', 'GitHub', GITLEAKS],
  ['gl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|soat)-[\\w-]{20}', 'GitLab', GITLAB],
  ['GR1348941[\\w-]{20}', 'GitLab', GITLEAKS],
  ['(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])(?<!EXAMPLE)', 'AWS', GITLEAKS],
  ['ABSK[A-Za-z0-9+/]{109}', 'AWS', GITLEAKS],
  ['AIza[\\w-]{35}', 'Google', GITLEAKS],
  ['ya29\\.[\\w-]{20}', 'Google', 'https://developers.google.com/identity/protocols/oauth2#size'],
  ['xox[abeoprs]-\\d[\\w-]{9}', 'Slack', GITLEAKS],
  ['xapp-\\d-[A-Z0-9]+-\\d+-[a-z0-9]+', 'Slack', GITLEAKS],
  ['npm_[A-Za-z0-9]{36}', 'npm', GITLEAKS],
  ['pypi-AgEIcHlwaS5vcmc[\\w-]{50}', 'PyPI', GITLEAKS],
  ['rubygems_[a-f0-9]{48}', 'RubyGems', GITLEAKS],
  ['dckr_(?:pat|oat)_[\\w-]{20}', 'Docker', 'https://docs.docker.com/security/access-tokens/'],
  ['hf_[A-Za-z]{34}', 'Hugging Face', GITLEAKS],
  ['api_org_[A-Za-z]{34}', 'Hugging Face', GITLEAKS],
  ['(?:sk|rk)_(?:live|prod|test)_[A-Za-z0-9]{10}', 'Stripe', GITLEAKS],
  ['sk-ant-(?:admin|api)\\d\\d-[\\w-]{20}', 'Anthropic', GITLEAKS],
  ['sk-(?:admin|proj|svcacct)-[\\w-]{20}', 'OpenAI', GITLEAKS],
  ['sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}', 'OpenAI', GITLEAKS],
  ['pplx-[A-Za-z0-9]{48}', 'Perplexity', GITLEAKS],
  ['SG\\.[\\w-]{20,24}\\.[\\w-]{39}', 'SendGrid', GITLEAKS],
  ['xkeysib-[a-f0-9]{64}', 'Brevo', GITLEAKS],
  ['SK[0-9a-f]{32}(?![A-Za-z0-9])', 'Twilio', GITLEAKS],
  ['ey[A-Za-z0-9]{17,}\\.ey[\\w/\\\\-]{17,}\\.[\\w/\\\\-]{10}', 'a JSON Web Token', GITLEAKS],
  ['hv[bs]\\.[\\w-]{90}', 'Vault', GITLEAKS],
  ['[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60}', 'HCP Terraform', GITLEAKS],
  ['AGE-SECRET-KEY-1[A-Z0-9]{58}', 'age', GITLEAKS],
  ['ops_eyJ[A-Za-z0-9+/]{250}', '1Password', GITLEAKS],
  ['dapi[a-f0-9]{32}', 'Databricks', GITLEAKS],
  ['do[opr]_v1_[a-f0-9]{64}', 'DigitalOcean', GITLEAKS],
  ['HRKU-AA[\\w-]{58}', 'Heroku', GITLEAKS],
  ['fo1_[\\w-]{43}', 'Fly.io', GITLEAKS],
  ['LTAI[A-Za-z0-9]{20}(?![A-Za-z0-9])', 'Alibaba Cloud', GITLEAKS],
  ['pul-[a-f0-9]{40}', 'Pulumi', GITLEAKS],
  ['sha256~[\\w-]{43}', 'OpenShift', GITLEAKS],
  ['AKCp[A-Za-z0-9]{69}', 'Artifactory', GITLEAKS],
  ['cmVmd[A-Za-z0-9]{59}', 'Artifactory', GITLEAKS],
  ['ATATT3[\\w=-]{186}', 'Atlassian', GITLEAKS],
  ['lin_api_[A-Za-z0-9]{40}', 'Linear', GITLEAKS],
  ['ntn_[0-9]{11}[A-Za-z0-9]{35}', 'Notion', GITLEAKS],
  ['glc_[A-Za-z0-9+/]{32}', 'Grafana', GITLEAKS],
  ['glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}', 'Grafana', GITLEAKS],
  ['sntry(?:s_eyJ[A-Za-z0-9+/]{50}|u_[a-f0-9]{64})', 'Sentry', GITLEAKS],
  ['PMAK-[a-f0-9]{24}-[a-f0-9]{34}', 'Postman', GITLEAKS],
  ['pscale_(?:oauth|pw|tkn)_[\\w=.-]{32}', 'PlanetScale', GITLEAKS],
  ['dp\\.pt\\.[A-Za-z0-9]{43}', 'Doppler', GITLEAKS],
  ['dt0c01\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{64}', 'Dynatrace', GITLEAKS],
  ['shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}', 'Shopify', GITLEAKS],
  ['sq0atp-[\\w-]{22}', 'Square', GITLEAKS],
  ['EZ[AT]K[A-Za-z0-9]{54}', 'EasyPost', GITLEAKS],
  ['rdme_[a-z0-9]{70}', 'ReadMe', GITLEAKS],
  ['sgp_(?:[a-fA-F0-9]{16}_|local_)?[a-fA-F0-9]{40}', 'Sourcegraph', GITLEAKS],
  ['-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----', 'a private key', GITLEAKS],
  ['hooks\\.slack\\.com/(?:services|triggers|workflows)/[\\w/+]{43}', 'Slack', GITLEAKS],
  // but no placeholder, and no password of this machine's own services
  ['(?<=://[^\\s/?#"\'@$:]{0,100}:)(?![<{[*]|%\\(|(?:password|passwd|pass|pw|secret|token|x{3,})@)[^\\s/?#,;"\'@$]{1,100}@(?!sha256:|(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?![\\w.-]))', 'a password in a URL', 'https://github.com/Yelp/detect-secrets/blob/master/detect_secrets/plugins/basic_auth.py'],
];

const TOKEN = new RegExp(`(?<![A-Za-z0-9])(?:${TOKEN_FORMATS.map(([pattern]) => pattern).join('|')})`);

/** Whether a text contains a token, a private key or a password in a URL. */
export function hasToken(text: string): boolean {
  return TOKEN.test(text);
}
