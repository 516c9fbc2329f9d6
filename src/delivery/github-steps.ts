import { github } from 'projen';
import { BuildNeeds } from './build-needs';
import { DeliveryCache, DeliveryScan, DeliverySign } from './delivery-options';
import { DeliveryPlan } from './delivery-plan';
import { scriptCommand } from '../tasks/container-script';
import { DELIVERY_FOLDER as FOLDER } from '../tasks/script/delivery/folder';
import { installStep } from '../workflows/pinned-actions';

type Step = github.workflows.JobStep;

const { ActionRefs } = github;

/** Nobody trusts a pull request with the registry. */
export const NO_PULL_REQUEST = "${{ github.event_name != 'pull_request' }}";
const PULL_REQUEST = "${{ github.event_name == 'pull_request' }}";

/** An expression in a value of an option would be evaluated by GitHub. */
export function literal(text: string): string {
  return text.replace(/\$\{\{/g, "${{ '${{' }}");
}

/** @param depth 0 for all commits and tags */
export function checkout(depth?: number): Step {
  return { name: 'Checkout', uses: ActionRefs.ACTIONS_CHECKOUT, with: { 'persist-credentials': false, ...depth === undefined ? {} : { 'fetch-depth': depth } } };
}

/** Installs what .projenrc.ts needs. */
export const SETUP: Step[] = [
  { name: 'Set up Node.js', uses: ActionRefs.ACTIONS_SETUP_NODE, with: { 'node-version': 'lts/*', 'package-manager-cache': false } },
  { name: 'Install', run: 'npm ci' },
];

/** Fails if a generated file was edited or not committed, or if a rule finds an error. */
export function synthesize(command: string): Step[] {
  return [
    { name: 'Synthesize and check the standards', run: command },
    { name: 'Compare with the commit', run: 'git add --intent-to-add .\ngit diff --exit-code' },
  ];
}

/** Prepares the keys and the certificates of builds. */
export function access({ ssh, certificates }: BuildNeeds): Step[] {
  return [
    ...ssh ? [{
      name: 'Start an SSH agent',
      run: 'ssh-agent -a "$RUNNER_TEMP/ssh-agent.sock" >/dev/null\nexport SSH_AUTH_SOCK="$RUNNER_TEMP/ssh-agent.sock"\nssh-add - <<<"$SSH_PRIVATE_KEY"\necho "SSH_AUTH_SOCK=$SSH_AUTH_SOCK" >>"$GITHUB_ENV"',
      env: { SSH_PRIVATE_KEY: '${{ secrets.SSH_PRIVATE_KEY }}' },
    }] : [],
    ...certificates.map(file => ({
      name: 'Write the certificates',
      run: 'test -f "$FILE" || sudo install -D --mode=0644 /dev/stdin "$FILE" <<<"$CA_CERTIFICATES"',
      env: { FILE: literal(file), CA_CERTIFICATES: '${{ vars.CA_CERTIFICATES }}' },
    })),
  ];
}

/** The build secrets, from those of the repository. */
export function secretEnvironment({ secrets }: BuildNeeds): { [name: string]: string } {
  return Object.fromEntries(secrets.map(name => [name, `\${{ secrets.${name} }}`]));
}

/** Sets the registry, and where the cache is, for the steps that follow. */
export function registry({ registry: host, cache }: DeliveryPlan): Step {
  const name = host === undefined ? 'ghcr.io/${GITHUB_REPOSITORY_OWNER,,}' : '$HOST';
  return {
    name: 'Set the registry',
    run: [
      `echo "REGISTRY=${name}" >>"$GITHUB_ENV"`,
      ...cache === DeliveryCache.REGISTRY ? [`echo "CACHE=${name}" >>"$GITHUB_ENV"`] : [],
    ].join('\n'),
    ...host === undefined ? {} : { env: { HOST: host } },
  };
}

export function login({ registry: host }: DeliveryPlan, condition?: string): Step {
  const isGitHubs = host === undefined || host.split('/')[0] === 'ghcr.io';
  return {
    name: 'Log in',
    if: condition,
    run: 'docker login --username="$REGISTRY_USER" --password-stdin "${REGISTRY%%/*}" <<<"$REGISTRY_PASSWORD"',
    env: {
      REGISTRY_USER: isGitHubs ? '${{ github.actor }}' : '${{ secrets.REGISTRY_USER }}',
      REGISTRY_PASSWORD: `\${{ secrets.${isGitHubs ? 'GITHUB_TOKEN' : 'REGISTRY_PASSWORD'} }}`,
    },
  };
}

/** A runner that is not hosted would keep the password. */
export function logout(condition: string): Step {
  return { name: 'Log out', if: condition, run: 'host="${REGISTRY%%/*}"\nif [ "$host" = docker.io ]; then docker logout; else docker logout "$host"; fi' }; // Docker keeps the login of Docker Hub under another name
}

/** Sets BASE to the commit of the last run that has succeeded for the branch, if there is one. */
export const DELIVERED: Step = {
  name: 'Find what was delivered last',
  if: NO_PULL_REQUEST,
  run: [
    'base="$(gh api --method=GET "repos/$GITHUB_REPOSITORY/actions/workflows/delivery.yml/runs" --raw-field="branch=$GITHUB_REF_NAME" --raw-field=event=push \\',
    '  --raw-field=status=success --raw-field=per_page=1 --jq=\'.workflow_runs[0].head_sha // ""\')"',
    'echo "BASE=$base" >>"$GITHUB_ENV"',
  ].join('\n'),
  env: { GH_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
};

/** Builds in a container of BuildKit, which can push by digest and export a cache. */
export const BUILDER: Step = { name: 'Start a builder', run: 'builder="$(docker buildx create)"\necho "BUILDX_BUILDER=$builder" >>"$GITHUB_ENV"' };

/** A runner that is not hosted would keep it. */
export const NO_BUILDER: Step = { name: 'Remove the builder', if: "${{ always() && env.BUILDX_BUILDER != '' }}", run: 'docker buildx rm "$BUILDX_BUILDER"' };

/** Builds, and pushes unless it is a pull request. */
export function build(needs: BuildNeeds, { sbom }: DeliveryPlan, targets: string): Step[] {
  const env = { TARGETS: targets, PLATFORM: '${{ matrix.platform }}', ...secretEnvironment(needs) };
  return [
    { name: 'Build', if: PULL_REQUEST, run: scriptCommand('deliver:build'), env },
    { name: 'Build and push', if: NO_PULL_REQUEST, run: scriptCommand('deliver:push'), env: { ...env, ...sbom ? { SBOM: 'true' } : {} } },
    {
      name: 'Pass the digests on',
      if: NO_PULL_REQUEST,
      ...upload('digests-${{ strategy.job-index }}', `${FOLDER}/digests`),
    },
  ];
}

/** Passes the images of the first platform on, because the job that scans them has no access to the registry. */
export function archive(needs: BuildNeeds, platform: string, targets: string, artifact: string): Step[] {
  const condition = `\${{ matrix.platform == '${platform}' }}`;
  return [
    { name: 'Export the images', if: condition, run: scriptCommand('deliver:archive'), env: { TARGETS: targets, PLATFORM: platform, ...secretEnvironment(needs) } },
    { name: 'Pass the images on', if: condition, ...upload(artifact, `${FOLDER}/images`) },
  ];
}

/** Scans the images that another job has built. */
export function scan(program: DeliveryScan, targets: string, artifact: string): Step[] {
  return [
    { name: 'Get the images', uses: ActionRefs.ACTIONS_DOWNLOAD_ARTIFACT, with: { name: artifact, path: `${FOLDER}/images` } },
    ...program === DeliveryScan.GRYPE ? [
      { name: 'Install Grype', id: 'grype', ...installStep('anchore/scan-action/download-grype') },
      { name: 'Add Grype to the path', run: 'dirname "$GRYPE" >>"$GITHUB_PATH"', env: { GRYPE: '${{ steps.grype.outputs.cmd }}' } },
    ] : [{ name: 'Install Trivy', ...installStep('aquasecurity/setup-trivy') }],
    { name: 'Scan', run: scriptCommand('deliver:scan'), env: { TARGETS: targets, SCANNER: program } },
    {
      name: 'Show the findings on GitHub',
      if: '${{ !cancelled() }}',
      // private repositories have code scanning with a licence only, and the tokens of some pull requests cannot write
      continueOnError: true,
      run: [
        `for file in ${FOLDER}/sarif/*.sarif; do`,
        '  gzip --stdout "$file" | base64 --wrap=0 | gh api --silent --method=POST "repos/$GITHUB_REPOSITORY/code-scanning/sarifs" \\',
        '    --raw-field="commit_sha=$GITHUB_SHA" --raw-field="ref=$GITHUB_REF" --field=sarif=@-',
        'done',
      ].join('\n'),
      env: { GH_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
    },
  ];
}

/** Gives the images their tags. */
export function merge({ platforms }: DeliveryPlan, targets: string): Step[] {
  return [
    { name: 'Get the digests', uses: ActionRefs.ACTIONS_DOWNLOAD_ARTIFACT, with: { 'pattern': 'digests-*', 'merge-multiple': true, 'path': `${FOLDER}/digests` } },
    { name: 'Join the platforms and add the tags', run: scriptCommand('deliver:merge'), env: { TARGETS: targets, PLATFORMS: platforms.map(({ platform }) => platform).join(' ') } },
  ];
}

/** Signs the digests of the images, with all their platforms. */
export function sign({ sign: by, sbom }: DeliveryPlan, targets: string): Step[] {
  const key: { [name: string]: string } = by === DeliverySign.KEY ? { COSIGN_PRIVATE_KEY: '${{ secrets.COSIGN_PRIVATE_KEY }}', COSIGN_PASSWORD: '${{ secrets.COSIGN_PASSWORD }}' } : {};
  const env = { TARGETS: targets, SIGN: by, ...key };
  return by === DeliverySign.NONE ? [] : [
    { name: 'Install cosign', ...installStep('sigstore/cosign-installer') },
    { name: 'Sign the images', run: scriptCommand('deliver:sign'), env },
    ...sbom ? [{ name: 'Sign the bills of materials', run: scriptCommand('deliver:attest'), env }] : [],
  ];
}

function upload(name: string, path: string): Step {
  return {
    uses: ActionRefs.ACTIONS_UPLOAD_ARTIFACT,
    with: { 'name': name, 'path': path, 'if-no-files-found': 'error', 'include-hidden-files': true, 'retention-days': 1 },
  };
}
