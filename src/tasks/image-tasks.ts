import { Component, Project, Task } from 'projen';
import { ContainerScript } from './container-script';
import { processFlags } from './process-flags';
import { IMAGE_CHECKS } from '../files/image-checks';
import { ProcessFacts } from '../processes/process-facts';
import { Tool } from '../tools/tool-lock';

/** The options of the tasks that check an image. */
export interface ImageTasksOptions {
  /** The name of the container in its tasks, if the project has several. */
  readonly name?: string;
  readonly imageName: string;
  /** The process that the image runs. */
  readonly web: ProcessFacts;
  /** Environment variables that the application needs to start, with values for a trial. */
  readonly trialEnvironment: { readonly [name: string]: string };
}

/** The tasks that check an image, of which anyone can run those that need no key: from which commit it is, what is in it, who signed it. */
export class ImageTasks extends Component {
  public readonly reproduceTask: Task;
  public readonly sbomTask: Task;
  public readonly scanTask: Task;
  public readonly licensesTask: Task;
  public readonly signTask: Task;
  public readonly verifySignatureTask: Task;
  public readonly reportTask: Task;
  private readonly script: ContainerScript;

  public constructor(project: Project, private readonly options: ImageTasksOptions) {
    super(project, `ImageTasks${options.name ? `#${options.name}` : ''}`);
    this.script = ContainerScript.of(project);
    this.script.addTools(Tool.SYFT);
    project.addGitIgnore(`/${IMAGE_CHECKS}/`);
    const { name, imageName, web, trialEnvironment } = options;
    const trial = Object.entries(trialEnvironment).map(([variable, text]) => `--env=${variable}=${text}`);

    this.reproduceTask = this.addTask('docker:reproduce', 'Build the commit of a published image again, and say whether the images are equal; arguments are the image and flags of `docker build`',
      'reproduce', ...name ? [`--container=${name}`] : []);
    this.sbomTask = this.addTask('docker:sbom', 'Write the bill of materials of the production image, or of a given one', 'sbom', imageName, '--');
    this.scanTask = this.addTask('docker:scan', 'Look for known vulnerabilities in the production image, or in a given one; arguments are the image and flags of the scanner', 'scan', imageName, '--');
    this.licensesTask = this.addTask('docker:licenses', 'List the licenses of the production image, or of a given one, and fail if one is not allowed', 'licenses', imageName, '--');
    this.signTask = this.addTask('docker:sign', 'Sign a published image; arguments are the image and flags of cosign', 'sign');
    this.verifySignatureTask = this.addTask('docker:verify:signature', 'Check the signature of a published image; arguments are the image and flags of cosign', 'verify-signature');
    this.reportTask = this.addTask('docker:report', 'Write a page on what the production image, or a given one, is made of; arguments are the image and flags of `docker run`',
      'report', imageName, ...trial, ...processFlags({ ...web, port: undefined }), '--');
  }

  /** Adds a task that runs a command of the script, which gets the task's arguments. */
  private addTask(name: string, description: string, verb: string, ...argv: string[]): Task {
    const task = this.project.addTask(this.options.name ? `${name}:${this.options.name}` : name, { description });
    task.execArgs(this.script.step('docker'));
    task.execArgs(this.script.step(verb, ...argv), { receiveArgs: true });
    return task;
  }
}
