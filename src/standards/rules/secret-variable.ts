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
      summary: 'No ENV, no ARG and no variable of a process has the name of a secret.',
      source: 'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
      otherJudges: { buildKit: ['SecretsUsedInArgOrEnv'], hadolint: ['DL3064'] },
    });
  }

  public check({ dockerfile, processes }: CheckedContainer): string[] {
    const above = dockerfile.argumentInstructions.map(instruction => ({ place: 'above all stages', instruction }));
    const inStages = dockerfile.stages.flatMap(({ name, instructions }) => instructions.map(instruction => ({ place: `in ${name}`, instruction })));
    const findings = [...above, ...inStages].filter(({ instruction: { keyword } }) => ORIGINS.has(keyword)).flatMap(({ place, instruction }) =>
      Object.keys(instruction.variables).filter(looksSecret).map(name =>
        `${instruction.keyword} ${name} ${place}: everyone who has the image can read it. Take it out of ${ORIGINS.get(instruction.keyword)}; `
        + 'hand a secret over when the container starts, and to a build as Mount.secret().'));
    const ofProcesses = processes.flatMap(process => Object.keys(process.environment).filter(looksSecret).map(name =>
      `processes.${process.name}.environment ${name}: everyone who has the files of the project can read it. Take it out, and hand a secret over when the container starts.`));
    return [...new Set([...findings, ...ofProcesses])];
  }
}

/** What one of the two judges would refuse. */
export function looksSecret(name: string): boolean {
  return BUILDKIT_DENIES.test(name) && !BUILDKIT_ALLOWS.test(name) || HADOLINT_PARTS.test(name) || HADOLINT_NAMES.includes(name.toUpperCase());
}

function words(list: string): RegExp {
  return new RegExp(`(?:_|^)(?:${list})(?:_|$)`, 'i');
}
