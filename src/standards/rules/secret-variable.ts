import { Instruction } from '../../dockerfile';
import { looksSecret as isShownToNobody } from '../../dockerfile/secrets';
import { hasToken } from '../../dockerfile/token-formats';
import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';

/** @see https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/validations.go */
const BUILDKIT_DENIES = words('apikey|auth|credential|credentials|key|password|pword|passwd|secret|token');
const BUILDKIT_ALLOWS = words('public|file|version');

/** @see https://github.com/hadolint/hadolint/blob/master/src/Hadolint/Rule/DL3064.hs */
const HADOLINT_PARTS = /api_key|client_key|password|private|secret|token|username/i;
const HADOLINT_NAMES = [
  'APPLICATION_KEY', 'AWS_ACCESS_KEY_ID', 'CI_DEPLOY_USER', 'DOCKER_EMAIL', 'FACEBOOK_APP_ID', 'HEROKU_API_USER', 'OKTA_AUTHN_GROUPID',
  'OKTA_CLIENT_ORGURL', 'OKTA_OAUTH2_CLIENTID', 'STRIPE_DEVICE_NAME', 'TRAVIS_OS_NAME', 'TRAVIS_SECURE_ENV_VARS', 'TRAVIS_SUDO',
];

/** Words that neither of them knows: the last word of a name, alone or after the name of a program. */
const PASSWORDS = /(?<=^|_|(?:^|_)(?:admin|app|db|ftp|http|ldap|mail|mongo|mysql|my|pg|proxy|redis|root|smtp|sql|ssh|user))(?:pass|pwd|passphrase|passcode|creds)(?:_(?:dev|local|prod|production|staging|test|\d+))?$/i;
const CAMEL_CASE = /[a-z](?:Pass|Pwd|Passphrase|Creds)$/;
const KEYS = /(?:^|_)(?:access|account|encryption|master|signing|storage)key$|(?:^|_)(?:ado|azure|devops|ext|gh|git|github|gitlab)_pat$/i;
/** Passes that are no passwords, and the working directory. */
const NO_PASSWORDS = /(?:^|_)(?:boarding|double|fast|first|full|high|last|low|multi|n|one|parallel|per|proxy|render|season|second|single|third|three|two)_?pass$|^(?:(?:.*_)?(?:build|current|host|init|old|orig|project|saved|work|workspace)_?)?pwd$/i;

const ORIGINS = new Map([['ENV', 'environment and addEnvironment()'], ['ARG', 'addArgument()'], ['LABEL', 'labels and addLabel()']]);

export class SecretVariable extends Rule {
  public constructor() {
    super({
      id: 'secret-variable',
      severity: Severity.ERROR,
      summary: 'No ENV, ARG or variable of a process has a name that suggests a secret, and no instruction contains a token, a private key or a password in a URL.',
      source: 'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
      otherJudges: { buildKit: ['SecretsUsedInArgOrEnv'], hadolint: ['DL3064'] },
    });
  }

  public check({ dockerfile, processes }: CheckedContainer): string[] {
    const above = dockerfile.argumentInstructions.map(instruction => ({ place: 'above all stages', instruction }));
    const inStages = dockerfile.stages.flatMap(({ name, instructions }) => instructions.map(instruction => ({ place: `in ${name}`, instruction })));
    return [...new Set([
      ...[...above, ...inStages].flatMap(({ place, instruction }) => problems(place, instruction)),
      ...processes.flatMap(process => [
        ...Object.entries(process.environment).filter(([name, value]) => isSecret(name, value) || hasToken(value)).map(([name]) =>
          `processes.${process.name}.environment ${name}: everyone who has the files of the project can read it. Remove it, and set secrets when the container starts.`),
        ...hasToken([...process.command, ...process.healthCheck ?? []].join(' ')) ? [
          `processes.${process.name}: the command ${CONTAINS_TOKEN}: everyone who has the files of the project can read it. Remove it, and let the program read a variable.`,
        ] : [],
      ]),
    ])];
  }
}

const CONTAINS_TOKEN = 'contains a token, a private key or a password in a URL';

/** The problems of an instruction. No message contains a value. */
function problems(place: string, instruction: Instruction): string[] {
  const { keyword } = instruction;
  const origin = ORIGINS.get(keyword);
  if (origin !== undefined) {
    return Object.entries(instruction.variables).filter(([name, value]) => keyword !== 'LABEL' && isSecret(name, value) || hasToken(value)).map(([name]) =>
      `${keyword} ${name} ${place}: everyone who has the image can read it. Remove it from ${origin}; `
      + 'set secrets when the container starts, and pass them to a build with Mount.secret().');
  }
  const ofRun = secretsOfRun(instruction).map(name =>
    `${name} of a RUN ${place} has a value that looks like a secret: everyone who has the Dockerfile can read it. Use any word, if the command only `
    + 'needs a value, or remove it from the environment of buildCommands.');
  return ofRun.length > 0 || !hasToken(String(instruction)) ? ofRun
    : [`${keyword === '#' ? 'a comment' : keyword} ${place} ${CONTAINS_TOKEN}: everyone who has the Dockerfile can read it. Remove it, and pass secrets to a build with Mount.secret().`];
}

/** The variables that `env` gives to the command of a RUN, whose values look like secrets. */
function secretsOfRun({ keyword, argv }: Instruction): string[] {
  const [program, ...operands] = keyword === 'RUN' ? argv : [];
  const end = operands.findIndex(word => !/^[A-Za-z_]\w*=/.test(word));
  return program === 'env' ? operands.slice(0, end).map(word => /^(\w+)=([^]*)/.exec(word)!)
    .filter(([, name, value]) => isShownToNobody(value) || looksSecret(name) && isKey(value)).map(([, name]) => name) : [];
}

/** Whether a text is not a word that was made up for a build. */
function isKey(text: string): boolean {
  return text.length >= 16 && /\d/.test(text);
}

/** A name that the linters do not know may have a value that is no password: `APP_PWD=/app`, `MIN_PASS=1`. */
function isSecret(name: string, value: string): boolean {
  return isReported(name) || looksSecret(name) && !/^(\/[\w./-]*|\d{1,3}|true|false)$/i.test(value);
}

/** Names that BuildKit or hadolint reports. */
function isReported(name: string): boolean {
  return BUILDKIT_DENIES.test(name) && !BUILDKIT_ALLOWS.test(name) || HADOLINT_PARTS.test(name) || HADOLINT_NAMES.includes(name.toUpperCase());
}

/** Names that one of these two linters reports, and other names of passwords and keys. */
export function looksSecret(name: string): boolean {
  return isReported(name)
    || (PASSWORDS.test(name) || CAMEL_CASE.test(name)) && !NO_PASSWORDS.test(name) || KEYS.test(name);
}

function words(list: string): RegExp {
  return new RegExp(`(?:_|^)(?:${list})(?:_|$)`, 'i');
}
