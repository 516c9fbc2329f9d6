import { findings } from '../check';

const message = (what: string) => `${what}: everyone who has the image can read it. Remove it from ${what.startsWith('ENV') ? 'environment and addEnvironment()' : 'addArgument()'}; `
  + 'set secrets when the container starts, and pass them to a build with Mount.secret().';

test.each([
  // of BuildKit
  'APIKEY', 'MY_AUTH', 'auth_url', 'CREDENTIAL', 'DB_CREDENTIALS', 'KEY', 'A_KEY_B', 'PASSWORD', 'X_PWORD', 'PASSWD', 'SECRET', 'TOKEN',
  // of hadolint
  'MY_API_KEY', 'XCLIENT_KEYX', 'DBPASSWORDX', 'GOPRIVATE', 'TOPSECRETS', 'TOKENS', 'DB_USERNAME', 'docker_email', 'TRAVIS_SUDO', 'TOKEN_FILE',
])('%s is a secret', (name) => {
  expect(findings('secret-variable', {}, ({ production }) => production.addEnvironment(name, 'x'))).toEqual([message(`ENV ${name} in production`)]);
});

test.each([
  'DB_PASS', 'PASS', 'PGPASS', 'MYSQL_PWD', 'APP_PWD', 'DB_PASS_PROD', 'REDIS_PASS_2', 'SMTP_PASSPHRASE', 'DBPASS', 'dbpass', 'MYPWD', 'dbPass', 'smtpPwd', 'DB_CREDS', 'ACCESSKEY', 'AZURE_STORAGEKEY', 'GITHUB_PAT', 'AZURE_DEVOPS_EXT_PAT',
])('%s is the name of a password that neither linter knows', (name) => {
  expect(findings('secret-variable', {}, ({ production }) => production.addEnvironment(name, 'x'))).toEqual([message(`ENV ${name} in production`)]);
  expect(findings('secret-variable', { environment: { [name]: 'x' } })).toContain(message(`ENV ${name} in production`));
});

test.each([
  'COMPASS', 'COMPASS_HOST', 'BYPASS_CACHE', 'PASSENGER_APP_ENV', 'PASSTHROUGH', 'OVERPASS_URL', 'TWO_PASS', 'FIRST_PASS', 'SINGLE_PASS', 'BOARDING_PASS', 'PASS_COUNT', 'OLDPWD', 'HOST_PWD', 'WORKSPACE_PWD', 'PROXY_PASS', 'TRESPASS', 'PASSAGE', 'PATTERN', 'PATCH', 'COMPASSION', 'DISPATCH', 'bypass', 'encompass',
  'PWDUMP', 'MONKEYS', 'TURKEY', 'PASSIVE_MODE', 'CREDIT', 'SEARCH_PAT',
])('%s is not the name of a password', (name) => {
  expect(findings('secret-variable', { environment: { [name]: 'x' } })).toEqual([]);
});

const TOKEN = `ghp_${'aB3'.repeat(12)}`;

test.each<[string, string]>([
  [`ENV X=${TOKEN}`, 'ENV X in base: everyone who has the image can read it. Remove it from environment and addEnvironment(); '],
  [`ENV X ${TOKEN}`, 'ENV X in base: everyone who has the image can read it. Remove it from environment and addEnvironment(); '],
  [`ENV A=1 X="a ${TOKEN}"`, 'ENV X in base: everyone who has the image can read it. Remove it from environment and addEnvironment(); '],
  [`ARG X=${TOKEN}`, 'ARG X in base: everyone who has the image can read it. Remove it from addArgument(); '],
  [`LABEL x=${TOKEN}`, 'LABEL x in base: everyone who has the image can read it. Remove it from labels and addLabel(); '],
  [`RUN curl -H "Authorization: token ${TOKEN}" https://example.com`, 'RUN in base contains a token, a private key or a password in a URL: everyone who has the Dockerfile can read it. Remove it, and '],
  ['RUN ["curl", "https://user:hunter2@example.com"]', 'RUN in base contains a token, a private key or a password in a URL: everyone who has the Dockerfile can read it. Remove it, and '],
  ['ADD https://user:hunter2@example.com/a /a', 'ADD in base contains a token, a private key or a password in a URL: everyone who has the Dockerfile can read it. Remove it, and '],
  [`CMD ["x", "--token=${TOKEN}"]`, 'CMD in base contains a token, a private key or a password in a URL: everyone who has the Dockerfile can read it. Remove it, and '],
  [`# ${TOKEN}`, 'a comment in base contains a token, a private key or a password in a URL: everyone who has the Dockerfile can read it. Remove it, and '],
])('%s has a value that is a secret, which no message shows', (line, start) => {
  const [found, ...others] = findings('secret-variable', {}, ({ base }) => base.raw(line));
  expect(others).toEqual([]);
  expect(found.startsWith(start)).toBe(true);
  expect(found).not.toMatch(/hunter2|aB3/);
});

test('variables and commands of processes are checked too', () => {
  const found = findings('secret-variable', { processes: { worker: { command: ['work', `--token=${TOKEN}`], environment: { X: TOKEN } } } });
  expect(found).toEqual([
    'processes.worker.environment X: everyone who has the files of the project can read it. Remove it, and set secrets when the container starts.',
    'processes.worker: the command contains a token, a private key or a password in a URL: everyone who has the files of the project can read it. Remove it, and let the program read a variable.',
  ]);
});

test('a label may have a name that suggests a secret', () => {
  expect(findings('secret-variable', {}, ({ base }) => base.raw('LABEL token=none'))).toEqual([]);
});

test.each(['LOG_LEVEL', 'KEYBOARD', 'MONKEY', 'PUBLIC_KEY', 'KEY_FILE', 'AUTHOR', 'AUTH_VERSION', 'DOCKER_EMAILS', 'PWD'])('%s is not a secret', (name) => {
  expect(findings('secret-variable', { environment: { [name]: 'x' } })).toEqual([]);
});

const RUN = ' of a RUN in outputs has a value that looks like a secret: everyone who has the Dockerfile can read it. Use any word, if the command only '
  + 'needs a value, or remove it from the environment of buildCommands.';

test.each([
  ['SECRET_KEY', 'any-word-will-do'], ['DATABASE_URL', 'postgres://localhost/shop'], ['A', 'x y'], ['DJANGO_SETTINGS_MODULE', 'shop.settings'], ['TOKEN', ''],
])('a build command can have %s=%s', (name, value) => {
  expect(findings('secret-variable', { buildCommands: [{ command: ['make'], outputs: ['made'], environment: { A: 'a', [name]: value } }] })).toEqual([]);
});

test.each([
  ['SECRET_KEY', 'django-insecure-7h$x2k!9q'], ['NPM_TOKEN', 'npm_0123456789abcdefghijABCDEFGHIJ'], ['DATABASE_URL', 'postgres://shop:hunter2@db/shop'],
  ['A', '-----BEGIN PRIVATE KEY-----\nabc'], ['DIGEST', '0123456789abcdef0123456789abcdef'],
])('the value of %s is a secret: %s', (name, value) => {
  expect(findings('secret-variable', { buildCommands: [{ command: ['make'], outputs: ['made'], environment: { B: 'b', [name]: value } }] })).toEqual([`${name}${RUN}`]);
});

test('arguments and raw lines are checked too, in all stages and above them', () => {
  expect(findings('secret-variable', {}, ({ dockerfile, builder, base }) => {
    dockerfile.addArgument('NPM_TOKEN', undefined, 'what for');
    builder.addArgument('PIP_PASSWORD');
    builder.addArgument('PIP_PASSWORD', 'again');
    base.raw('env A=1 "MY_SECRET"=x');
    base.raw('RUN export TOKEN=1');
  })).toEqual([message('ARG NPM_TOKEN above all stages'), message('ENV MY_SECRET in base'), message('ARG PIP_PASSWORD in builder')]);
});
