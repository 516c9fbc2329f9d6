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

test('arguments and raw lines count too, in all stages and above them', () => {
  expect(findings('secret-variable', {}, ({ dockerfile, builder, base }) => {
    dockerfile.addArgument('NPM_TOKEN', undefined, 'what for');
    builder.addArgument('PIP_PASSWORD');
    builder.addArgument('PIP_PASSWORD', 'again');
    base.raw('env A=1 "MY_SECRET"=x');
    base.raw('RUN export TOKEN=1');
  })).toEqual([message('ARG NPM_TOKEN above all stages'), message('ENV MY_SECRET in base'), message('ARG PIP_PASSWORD in builder')]);
});
