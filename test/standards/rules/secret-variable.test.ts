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

test.each(['LOG_LEVEL', 'KEYBOARD', 'MONKEY', 'PUBLIC_KEY', 'KEY_FILE', 'AUTHOR', 'AUTH_VERSION', 'DOCKER_EMAILS', 'PWD'])('%s is none', (name) => {
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
])('%s has a value that nobody should read: %s', (name, value) => {
  expect(findings('secret-variable', { buildCommands: [{ command: ['make'], outputs: ['made'], environment: { B: 'b', [name]: value } }] })).toEqual([`${name}${RUN}`]);
});

test('arguments and raw lines count too, in all stages and above them', () => {
  expect(findings('secret-variable', {}, ({ dockerfile, builder, base }) => {
    dockerfile.addArgument('NPM_TOKEN', undefined, 'what for');
    builder.addArgument('PIP_PASSWORD');
    builder.addArgument('PIP_PASSWORD', 'again');
    base.raw('env A=1 "MY_SECRET"=x');
    base.raw('RUN export TOKEN=1');
  })).toEqual([message('ARG NPM_TOKEN above all stages'), message('ENV MY_SECRET in base'), message('ARG PIP_PASSWORD in builder')]);
});
