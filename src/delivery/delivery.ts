import { existsSync } from 'fs';
import { join } from 'path';
import { Component, github, gitlab, javascript, Project } from 'projen';
import { Bake } from './bake';
import { BakedContainer, fromRoot, targetName } from './bake-target';
import { buildNeeds } from './build-needs';
import { DELIVERY, DeliveryOptions, DeliveryProvider } from './delivery-options';
import { DeliveryPlan, deliveryPlan } from './delivery-plan';
import { DeliveryWork } from './delivery-work';
import { addWorkflow, deliveryJobs } from './github-delivery';
import { SETUP } from './github-steps';
import { gitLabJobs, gitLabRules, gitLabVariables } from './gitlab-delivery';
import { withoutHost } from '../dockerfile/image-reference';
import { invalidOption } from '../dockerfile/invalid-option';
import { checkOptions } from '../dockerfile/option-checks';
import { shellWord } from '../dockerfile/quoting';
import { refuseUnknown } from '../dockerfile/unknown-options';
import { TypeScriptProjenrc } from '../projenrc/typescript-projenrc';
import { ContainerScript } from '../tasks/container-script';
import { pinActions } from '../workflows/pinned-actions';

/**
 * The workflow that brings the images of all containers of a tree into a registry: it tests, builds on a runner for each platform, scans, and then
 * gives the images their tags and signs them. Pull requests are tested, built and scanned, and never log in to the registry.
 *
 * @throws at construction, naming the option, when an option is invalid; and at synth, when the tree has no container
 */
export class Delivery extends Component {
  /** The workflow on GitHub. Its jobs are known when the project is synthesized: change them with `workflow.file.addOverride()`. */
  public readonly workflow?: github.GithubWorkflow;
  /** The pipeline on GitLab. Its jobs are known when the project is synthesized: change them with `pipeline.file.addOverride()`. */
  public readonly pipeline?: gitlab.GitlabConfiguration;
  private readonly plan?: DeliveryPlan;
  private readonly gitHub?: github.GitHub;

  /** @param project the root project of a tree */
  public constructor(project: Project, options: DeliveryOptions = {}) {
    super(project, 'Delivery');
    if (project.parent) {
      throw invalidOption('delivery', project.name, 'it applies to the whole repository', 'Set it in the root project only');
    }
    refuseUnknown(options, Object.keys(DELIVERY), 'delivery');
    checkOptions(options, DELIVERY, 'delivery.');
    this.plan = deliveryPlan(options);
    if (!this.plan) {
      return;
    }
    Bake.of(project).enable();
    ContainerScript.of(project).setTests(() => this.tests());
    if (this.plan.provider === DeliveryProvider.GITHUB) {
      this.gitHub = github.GitHub.of(project) ?? new github.GitHub(project, { mergify: false, pullRequestLint: false });
      this.workflow = addWorkflow(this.gitHub, this.plan);
      if (!this.workflow.file) {
        throw invalidOption('delivery.provider', this.plan.provider, 'the GitHub component of the project writes no workflows', 'Set its option workflows to true');
      }
    } else {
      this.pipeline = project.components.find((component): component is gitlab.GitlabConfiguration => component instanceof gitlab.GitlabConfiguration)
        ?? new gitlab.GitlabConfiguration(project, { workflow: { rules: gitLabRules(this.plan) } });
      this.pipeline.addGlobalVariables(gitLabVariables(this.plan));
    }
  }

  /** Only now all containers have been added, and actions replaced. */
  public preSynthesize(): void {
    if (!this.plan) {
      return;
    }
    const work = this.work(this.plan);
    this.workflow?.addJobs(deliveryJobs(work));
    this.pipeline?.addJobs(gitLabJobs(work));
    if (this.gitHub) {
      pinActions(this.gitHub);
    }
  }

  private get containers() {
    return Bake.of(this.project)._containers;
  }

  private work(plan: DeliveryPlan): DeliveryWork {
    if (this.containers.length === 0) {
      throw invalidOption('delivery', plan.provider, 'the project has no container', 'Add a PythonContainer, or remove it');
    }
    this.containers.forEach(container => checkContainer(container, plan));
    const { projenCommand } = this.project;
    return {
      plan,
      needs: buildNeeds(this.project, this.containers),
      targets: this.containers.map(({ imageName }) => targetName(imageName)),
      testCommands: this.containers.flatMap(({ project, testTask }) => testTask
        ? [`${project === this.project ? '' : `cd ${shellWord(fromRoot(this.project.outdir, project, '.'))} && `}${projenCommand} ${testTask.name}`] : []),
      ...this.installation(),
      projenCommand,
    };
  }

  /** The tests of each target. */
  private tests() {
    return Object.fromEntries(this.containers.flatMap(({ imageName, project, testTask }) =>
      testTask ? [[targetName(imageName), { folder: fromRoot(this.project.outdir, project, '.'), task: testTask.name }] as const] : []));
  }

  private installation(): Pick<DeliveryWork, 'setup' | 'installCommand'> {
    const { project } = this;
    if (project instanceof javascript.NodeProject) {
      const { packageManager } = project.package;
      if (this.pipeline && packageManager !== javascript.NodePackageManager.NPM) {
        throw invalidOption('delivery.provider', this.plan?.provider, `the image of the jobs has npm, and the project uses ${packageManager}`, 'Set packageManager to NPM');
      }
      return { setup: project.renderWorkflowSetup({ mutable: false }), installCommand: project.package.installCommand };
    }
    if (!project.components.some(component => component instanceof TypeScriptProjenrc) && !existsSync(join(project.outdir, 'package.json'))) {
      throw invalidOption('delivery', this.plan?.provider, 'the workflow installs what the rc file needs with npm, and there is no package.json',
        'Use a .projenrc.ts, or add a package.json with projen and this package to its devDependencies');
    }
    return { setup: SETUP, installCommand: 'npm ci' };
  }
}

/** The workflow logs in to one registry, and builds all images for the same platforms. */
function checkContainer({ imageName, hasProvenance }: BakedContainer, { provider, registry, platforms }: DeliveryPlan): void {
  if (!hasProvenance && platforms.length > 1) {
    throw invalidOption('delivery.platforms', platforms.map(({ platform }) => platform), `${imageName} is for AWS Lambda, which only accepts an image for one platform`, 'Set one platform');
  }
  const host = registry?.split('/')[0] ?? (provider === DeliveryProvider.GITHUB ? 'ghcr.io' : undefined);
  const [own] = imageName.split('/');
  if (withoutHost(imageName) !== imageName && own !== host) {
    throw invalidOption('imageName', imageName, `the workflow logs in to ${host ?? 'the registry of GitLab'}`, `Set delivery.registry to '${own}', or imageName to a name without a host`);
  }
}
