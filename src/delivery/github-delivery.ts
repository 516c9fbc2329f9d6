import { github } from 'projen';
import { DeliveryScan, DeliverySign } from './delivery-options';
import { DeliveryPlan } from './delivery-plan';
import { DeliveryWork } from './delivery-work';
import { access, archive, build, BUILDER, checkout, DELIVERED, literal, login, logout, merge, NO_BUILDER, NO_PULL_REQUEST, registry, scan, secretEnvironment, sign, synthesize } from './github-steps';
import { scriptCommand } from '../tasks/container-script';
import { withoutPermissions } from '../workflows/pinned-actions';

const { JobPermission } = github.workflows;

type Step = github.workflows.JobStep;
type Job = github.workflows.Job;

/** The workflow's jobs use this runner, if they are for no platform. */
const RUNNER = 'ubuntu-24.04';

/** Where pushes deliver images. A repository has one of them as a rule. */
const BRANCHES = ['main', 'master'];

/** The job that decides which images are built, if there are several. */
const PLAN = 'plan';

/** The triggers and limits of the workflow, without its jobs. */
export function addWorkflow(gitHub: github.GitHub, { releaseTags }: DeliveryPlan): github.GithubWorkflow {
  const workflow = gitHub.addWorkflow('delivery');
  withoutPermissions(workflow);
  workflow.on({ push: { branches: BRANCHES, ...releaseTags.length ? { tags: releaseTags } : {} }, pullRequest: {} });
  workflow.file?.addOverride('concurrency', { 'group': '${{ github.workflow }}-${{ github.ref }}', 'cancel-in-progress': "${{ github.event_name == 'pull_request' }}" });
  return workflow;
}

/**
 * The jobs: test; build, on a runner for each platform; scan; and merge, which gives the images their tags and signs them. If there
 * are several images, a job before them decides which are built, in batches.
 */
export function deliveryJobs(work: DeliveryWork): { [id: string]: Job } {
  const { plan, targets } = work;
  const jobs = {
    test: testJob(work),
    build: buildJob(work),
    ...plan.scan === DeliveryScan.NONE ? {} : { scan: scanJob(work) },
    merge: mergeJob(work),
  };
  if (targets.length === 1) {
    return jobs;
  }
  return { [PLAN]: planJob(work), ...Object.fromEntries(Object.entries<Job>(jobs).map(([id, each]) => [id, inBatches(each)])) };
}

function checks({ setup, projenCommand }: DeliveryWork): Step[] {
  return [...setup, ...synthesize(`${projenCommand} standards`)];
}

function planJob(work: DeliveryWork): Job {
  return job(15, { actions: JobPermission.READ, contents: JobPermission.READ }, [
    checkout(0),
    ...checks(work),
    DELIVERED,
    { name: 'Find the images that can differ', id: PLAN, run: `${scriptCommand('deliver:plan')} >>"$GITHUB_OUTPUT"`, env: { PLATFORMS: String(work.plan.platforms.length) } },
  ], { outputs: { batches: { stepId: PLAN, outputName: 'batches' } } });
}

function testJob(work: DeliveryWork): Job {
  const { needs, targets, testCommands, setup } = work;
  const secrets = secretEnvironment(needs);
  const env = Object.keys(secrets).length ? secrets : undefined;
  const steps = targets.length === 1
    ? [...checks(work), ...access(needs), ...testCommands.map(command => ({ name: 'Test', run: literal(command), env }))]
    : [...setup, ...access(needs), { name: 'Test', run: scriptCommand('deliver:test'), env: { TARGETS: targetsOf(work), ...env } }];
  return job(60, { contents: JobPermission.READ }, [checkout(), ...steps]);
}

function buildJob(work: DeliveryWork): Job {
  const { needs, plan } = work;
  const targets = targetsOf(work);
  return job(60, { contents: JobPermission.READ, packages: JobPermission.WRITE }, [
    checkout(),
    registry(plan),
    ...access(needs),
    BUILDER,
    login(plan, NO_PULL_REQUEST),
    ...build(needs, plan, targets),
    ...plan.scan === DeliveryScan.NONE ? [] : archive(needs, plan.platforms[0].platform, targets, artifact(work)),
    logout("${{ always() && github.event_name != 'pull_request' }}"),
    NO_BUILDER,
  ], {
    needs: ['test'],
    runsOn: ['${{ matrix.runner }}'],
    strategy: {
      failFast: false,
      matrix: {
        domain: { platform: plan.platforms.map(({ platform }) => platform) },
        include: plan.platforms.map(({ platform, runner }) => ({ platform, runner })),
      },
    },
  });
}

function scanJob(work: DeliveryWork): Job {
  return job(20, { contents: JobPermission.READ, securityEvents: JobPermission.WRITE }, [
    checkout(), ...scan(work.plan.scan, targetsOf(work), artifact(work)),
  ], { needs: ['build'] });
}

function mergeJob(work: DeliveryWork): Job {
  const { plan } = work;
  const keyless = plan.sign === DeliverySign.KEYLESS ? { idToken: JobPermission.WRITE } : {};
  return job(20, { contents: JobPermission.READ, packages: JobPermission.WRITE, ...keyless }, [
    checkout(0), registry(plan), login(plan), ...merge(plan, targetsOf(work)), ...sign(plan, targetsOf(work)), logout('${{ always() }}'),
  ], { needs: ['build', ...plan.scan === DeliveryScan.NONE ? [] : ['scan']], if: NO_PULL_REQUEST });
}

function job(timeoutMinutes: number, permissions: github.workflows.JobPermissions, steps: Step[], more: Partial<Job> = {}): Job {
  return { runsOn: [RUNNER], timeoutMinutes, permissions, steps, ...more };
}

/** Runs a job for each batch of images, if there is one. */
function inBatches({ needs = [], strategy, if: condition, ...rest }: Job): Job {
  const some = `needs.${PLAN}.outputs.batches != '[]'`;
  return {
    ...rest,
    needs: [PLAN, ...needs],
    if: condition === undefined ? `\${{ ${some} }}` : condition.replace(/ }}$/, ` && ${some} }}`),
    strategy: {
      failFast: false,
      ...strategy,
      matrix: { ...strategy?.matrix, domain: { ...strategy?.matrix?.domain, batch: `\${{ fromJSON(needs.${PLAN}.outputs.batches) }}` } },
    },
  };
}

function targetsOf({ targets }: DeliveryWork): string {
  return targets.length === 1 ? literal(targets[0]) : '${{ matrix.batch.targets }}';
}

function artifact({ targets }: DeliveryWork): string {
  return targets.length === 1 ? 'images' : 'images-${{ matrix.batch.number }}';
}
