import { Instruction } from '../../dockerfile';
import { looksSecret as isShownToNobody } from '../../dockerfile/secrets';
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

const ORIGINS = new Map([['ENV', 'environment and addEnvironment()'], ['ARG', 'addArgument()']]);

export class SecretVariable extends Rule {
  public constructor() {
    super({
      id: 'secret-variable',
      severity: Severity.ERROR,
      summary: 'No ENV, ARG or variable of a process has a name that suggests a secret, and no variable of a RUN has a value that does.',
      source: 'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
      otherJudges: { buildKit: ['SecretsUsedInArgOrEnv'], hadolint: ['DL3064'] },
    });
  }

  public check({ dockerfile, processes }: CheckedContainer): string[] {
    const above = dockerfile.argumentInstructions.map(instruction => ({ place: 'above all stages', instruction }));
    const inStages = dockerfile.stages.flatMap(({ name, instructions }) => instructions.map(instruction => ({ place: `in ${name}`, instruction })));
    const findings = [...above, ...inStages].filter(({ instruction: { keyword } }) => ORIGINS.has(keyword)).flatMap(({ place, instruction }) =>
      Object.keys(instruction.variables).filter(looksSecret).map(name =>
        `${instruction.keyword} ${name} ${place}: everyone who has the image can read it. Remove it from ${ORIGINS.get(instruction.keyword)}; `
        + 'set secrets when the container starts, and pass them to a build with Mount.secret().'));
    const ofProcesses = processes.flatMap(process => Object.keys(process.environment).filter(looksSecret).map(name =>
      `processes.${process.name}.environment ${name}: everyone who has the files of the project can read it. Remove it, and set secrets when the container starts.`));
    const values = inStages.flatMap(({ place, instruction }) => secretsOfRun(instruction).map(name =>
      `${name} of a RUN ${place} has a value that looks like a secret: everyone who has the Dockerfile can read it. Use any word, if the command only `
      + 'needs a value, or remove it from the environment of buildCommands.'));
    return [...new Set([...findings, ...ofProcesses, ...values])];
  }
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

/** Names that one of these two linters reports. */
export function looksSecret(name: string): boolean {
  return BUILDKIT_DENIES.test(name) && !BUILDKIT_ALLOWS.test(name) || HADOLINT_PARTS.test(name) || HADOLINT_NAMES.includes(name.toUpperCase());
}

function words(list: string): RegExp {
  return new RegExp(`(?:_|^)(?:${list})(?:_|$)`, 'i');
}
