import { gitlab } from 'projen';
import { BuildNeeds } from './build-needs';
import { DeliveryCache, DeliveryScan, DeliverySign } from './delivery-options';
import { DeliveryPlan } from './delivery-plan';
import { DeliveryWork } from './delivery-work';
import { shellWord } from '../dockerfile/quoting';
import { scriptCommand } from '../tasks/container-script';
import { DELIVERY_FOLDER } from '../tasks/script/delivery/folder';

type Job = gitlab.Job;

const MERGE_REQUEST = '$CI_PIPELINE_SOURCE == "merge_request_event"';

/** The jobs on GitLab: test; build, on a runner for each platform; scan; and merge, which gives the images their tags and signs them. */
export function gitLabJobs(work: DeliveryWork): { [name: string]: Job } {
  const { plan } = work;
  return {
    test: testJob(work),
    ...Object.fromEntries(plan.platforms.map(({ platform, runner }, index) => [`build-${platform.replace(/\//g, '-')}`, buildJob(work, platform, runner, index === 0)])),
    ...plan.scan === DeliveryScan.NONE ? {} : { scan: scanJob(work) },
    merge: mergeJob(work),
  };
}

/** When pipelines run: for merge requests, the default branch and releases. */
export function gitLabRules({ releaseTags }: DeliveryPlan): gitlab.WorkflowRule[] {
  return [MERGE_REQUEST, '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', ...releaseTags.map(pattern => `$CI_COMMIT_TAG =~ /${expression(pattern)}/`)].map(condition => ({ if: condition }));
}

/** The registry, and where the cache is. */
export function gitLabVariables({ registry = '$CI_REGISTRY_IMAGE', cache }: DeliveryPlan): { [name: string]: string } {
  return {
    REGISTRY: registry,
    ...cache === DeliveryCache.REGISTRY ? { CACHE: registry } : {},
    DOCKER_TLS_CERTDIR: '/certs', // shared with the service
    GIT_DEPTH: '0', // tags, and what has changed
  };
}

/** The regular expression of a pattern, in which `*` is any text without a `/`. */
function expression(pattern: string): string {
  const parts = pattern.split(/(\*+)/).map(part => part.startsWith('**') ? '.*' : part === '*' ? '[^\\/]*' : part.replace(/[./]/g, '\\$&'));
  return `^${parts.join('')}$`;
}

function testJob(work: DeliveryWork): Job {
  const { installCommand, projenCommand, targets, testCommands } = work;
  const checks = [installCommand, `${projenCommand} standards`, 'git add --intent-to-add .', 'git diff --exit-code'];
  return job('test', ['nodejs', 'npm'], [
    ...checks, ...access(work.needs), ...affected(work), ...targets.length === 1 ? testCommands : [scriptCommand('deliver:test')],
  ], work.needs);
}

function buildJob(work: DeliveryWork, platform: string, runner: string, isScanned: boolean): Job {
  const { plan, needs } = work;
  const hasArchive = isScanned && plan.scan !== DeliveryScan.NONE;
  return {
    ...job('build', ['nodejs'], [
      ...access(needs),
      ...affected(work),
      'docker context create service', // a builder cannot use the certificates in the environment
      'docker buildx create --use service',
      `if [ "$CI_PIPELINE_SOURCE" = merge_request_event ]; then ${scriptCommand('deliver:build')}; else ${login(plan)} && ${scriptCommand('deliver:push')}; fi`,
      ...hasArchive ? [scriptCommand('deliver:archive')] : [],
    ], needs),
    needs: ['test'],
    tags: [runner],
    variables: { ...targetVariables(work), PLATFORM: platform, ...plan.sbom ? { SBOM: 'true' } : {} },
    artifacts: { paths: [`${DELIVERY_FOLDER}/digests/`, ...hasArchive ? [`${DELIVERY_FOLDER}/images/`] : []], expireIn: '1 day' },
  };
}

function scanJob(work: DeliveryWork): Job {
  const { plan } = work;
  return {
    ...job('scan', ['nodejs', plan.scan], [...affected(work), scriptCommand('deliver:scan')]),
    needs: [buildName(plan)],
    variables: { ...targetVariables(work), SCANNER: plan.scan },
    artifacts: { paths: [`${DELIVERY_FOLDER}/sarif/`], expireIn: '1 month', when: gitlab.CacheWhen.ALWAYS },
  };
}

function mergeJob(work: DeliveryWork): Job {
  const { plan } = work;
  const signs = plan.sign !== DeliverySign.NONE;
  return {
    ...job('merge', ['nodejs', ...signs ? ['cosign'] : []], [
      ...affected(work),
      login(plan),
      scriptCommand('deliver:merge'),
      ...signs ? [scriptCommand('deliver:sign'), ...plan.sbom ? [scriptCommand('deliver:attest')] : []] : [],
    ]),
    needs: [...plan.platforms.map(({ platform }) => `build-${platform.replace(/\//g, '-')}`), ...plan.scan === DeliveryScan.NONE ? [] : ['scan']],
    rules: [{ if: MERGE_REQUEST, when: gitlab.JobWhen.NEVER }, { when: gitlab.JobWhen.ON_SUCCESS }],
    variables: { ...targetVariables(work), PLATFORMS: plan.platforms.map(({ platform }) => platform).join(' '), ...signs ? { SIGN: plan.sign } : {} },
    ...plan.sign === DeliverySign.KEYLESS ? { idTokens: { SIGSTORE_ID_TOKEN: { aud: 'sigstore' } } } : {},
  };
}

/** Runs with Docker in a service. */
function job(stage: string, packages: string[], script: string[], needs?: BuildNeeds): Job {
  return {
    stage,
    image: { name: 'docker:29-cli' },
    services: [{ name: 'docker:29-dind', alias: 'docker' }],
    timeout: '1 hour',
    interruptible: stage !== 'merge',
    script: [`apk add --no-cache git ${[...packages, ...needs?.ssh ? ['openssh-client'] : []].join(' ')}`, ...script],
  };
}

function buildName({ platforms: [{ platform }] }: DeliveryPlan): string {
  return `build-${platform.replace(/\//g, '-')}`;
}

/** Prepares the keys and the certificates of builds; their secrets are variables of the GitLab project. */
function access({ ssh, certificates }: BuildNeeds): string[] {
  return [
    ...ssh ? ['eval "$(ssh-agent -s)"', 'printf \'%s\\n\' "$SSH_PRIVATE_KEY" | ssh-add -'] : [],
    ...certificates.map(shellWord).map(file => `test -f ${file} || { mkdir -p "$(dirname ${file})" && printf '%s\\n' "$CA_CERTIFICATES" >${file}; }`),
  ];
}

function login({ registry }: DeliveryPlan): string {
  const [user, password] = registry === undefined ? ['CI_REGISTRY_USER', 'CI_REGISTRY_PASSWORD'] : ['REGISTRY_USER', 'REGISTRY_PASSWORD'];
  return `printf '%s' "$${password}" | docker login --username="$${user}" --password-stdin "\${REGISTRY%%/*}"`;
}

/** Of several images, only those that can differ are built. */
function affected({ targets }: DeliveryWork): string[] {
  return targets.length === 1 ? [] : [`TARGETS="$(${scriptCommand('deliver:targets')})"`, 'export TARGETS', 'test -n "$TARGETS" || exit 0']; // the status of export would hide a failure
}

function targetVariables({ targets }: DeliveryWork): { [name: string]: string } {
  return targets.length === 1 ? { TARGETS: targets[0] } : {};
}
