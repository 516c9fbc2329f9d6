import { Component, Project, Task } from 'projen';
import { ContainerScript } from './container-script';
import { DockerBuild, FILTER, PLAIN } from './docker-build';
import { healthCheckFlags, processFlags, stopFlags } from './process-flags';
import { testRun } from './test-run';
import { invalidOption } from '../dockerfile/invalid-option';
import { ProcessFacts } from '../processes/process-facts';
import { Tool } from '../tools/tool-lock';

/** The date of the sources in production, from the environment of the tasks. */
const DATED = '--build-arg=SOURCE_DATE_EPOCH';

/** The restrictions that a container should have in production. */
const STRICTLY = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges'];

/** The options of a container's tasks. */
export interface DockerTasksOptions {
  /** The name of the container in its files and tasks, if the project has several. */
  readonly name?: string;
  readonly imageName: string;
  readonly structureTest: string;
  /** The processes that the image can run: web first. */
  readonly processes: ProcessFacts[];
  /** Whether production has a shell. */
  readonly hasShell: boolean;
  /** The folders and files of the build context that are mounted into the dev container, and where. */
  readonly liveSources: { readonly source: string; readonly target: string }[];
  /** The command that runs the tests; undefined if there are none. */
  readonly testCommand?: string[];
  /** A command that shows whether the image works, if its own command cannot run without other services. */
  readonly probe?: string[];
  /** Environment variables that the application needs to start, with values for a trial. */
  readonly trialEnvironment: { readonly [name: string]: string };
  /** The file with the modules that are loaded at startup. */
  readonly bytecodeList: string;
  /** Whether the application uses lazy imports. */
  readonly lazyImports: boolean;
  /** Whether the container's Python supports lazy imports. */
  readonly hasLazyImports: boolean;
  /** The folder with the lock files, relative to the project. */
  readonly lockFolder: string;
  readonly build: DockerBuild;
}

/** The `docker:*` tasks of a container. */
export class DockerTasks extends Component {
  public readonly buildTask: Task;
  public readonly buildDevTask: Task;
  public readonly buildFreshTask: Task;
  public readonly testTask?: Task;
  public readonly runTask: Task;
  public readonly processTasks: { readonly [process: string]: Task };
  public readonly devTask: Task;
  public readonly traceTask: Task;
  public readonly pushTask: Task;
  public readonly lintTask: Task;
  public readonly verifyTask: Task;
  private readonly script: ContainerScript;

  public constructor(project: Project, private readonly options: DockerTasksOptions) {
    super(project, `DockerTasks${options.name ? `#${options.name}` : ''}`);
    this.script = ContainerScript.of(project);
    this.script.addTools(Tool.HADOLINT, Tool.STRUCTURE_TEST);
    const { imageName, build, structureTest } = options;
    const [web, ...others] = options.processes;
    const trialFlags = processFlags({ ...web, environment: { ...options.trialEnvironment, ...web.environment }, port: undefined });

    const production = build.load(PLAIN, DATED, `--tag=${imageName}`);
    const dev = build.load('--target=dev', `--tag=${imageName}:dev`);

    this.buildTask = this.addBuildTask('docker:build', 'Build the production image', [production]);
    this.buildDevTask = this.addBuildTask('docker:build:dev', 'Build the development image', [dev]);
    this.buildFreshTask = this.addBuildTask('docker:build:fresh', 'Build the production image without cache, and pull the base images again', [
      build.load(PLAIN, DATED, '--pull', '--no-cache', `--tag=${imageName}`),
    ]);
    if (options.testCommand) {
      const { environment, command } = testRun(options.testCommand, options.lazyImports);
      const flags = Object.entries(environment).map(([variable, text]) => `--env=${variable}=${text}`);
      this.testTask = this.addBuildTask('docker:test', 'Run the tests in the development image; arguments go to the test command, or to `docker run` if a -- follows them', [
        dev,
        this.script.step('run', 'program', '--', '$@', 'docker', 'run', '--rm', ...flags, '--', `${imageName}:dev`, ...command),
      ]);
    }
    this.runTask = this.addTask('docker:run', 'Run the production image read-only and without privileges; arguments are flags of `docker run`, and after a -- another command', [
      this.runStep([`--stop-timeout=${web.gracePeriod}`, ...processFlags(web)], []),
    ]);
    this.processTasks = Object.fromEntries(others.map(process => [process.name, this.addProcessTask(process)]));
    const volumes = options.liveSources.map(({ source, target }) => `--volume=./${source}:${target}`);
    this.devTask = this.addBuildTask('docker:dev', 'Run the development image with the source files mounted; arguments are flags of `docker run`, and after a -- another command', [
      dev,
      this.script.step('live', ...options.liveSources.map(({ source }) => `./${source}`), '--', '$@', 'docker', 'run', '--rm', ...processFlags(web), ...volumes, '--', `${imageName}:dev`),
    ]);
    this.traceTask = this.addBuildTask('docker:trace', `Write the modules that are loaded at startup to ${options.bytecodeList}; arguments are flags of \`docker run\`, and after a -- a command that ends, for images without a health check`, [
      production,
      this.script.step(options.hasLazyImports ? 'trace:lazy' : 'trace', imageName, options.bytecodeList, '--', ...trialFlags, '--'),
    ]);
    if (project.defaultTask) {
      this.traceTask.spawn(project.defaultTask); // the Dockerfile mounts the list if it exists
    }
    this.pushTask = this.addBuildTask('docker:push', 'Build and push the production image; arguments are its tags and flags of `docker buildx build`', [
      this.script.step('push', imageName, ...build.push(DATED), '--'),
    ]);
    this.lintTask = this.addTask('docker:lint', 'Check the Dockerfile with BuildKit and hadolint', [
      build.check(),
      this.script.step('tool', Tool.HADOLINT, '$@', build.dockerfile),
    ]);
    this.verifyTask = this.addTask('docker:verify', `Check the production image with ${structureTest}, and that it starts; arguments go to \`docker run\``, []);
    this.verifyTask.spawn(this.buildTask);
    this.verifyTask.execArgs(this.script.step('tool', Tool.STRUCTURE_TEST, 'test', `--image=${imageName}`, `--config=${structureTest}`));
    this.verifyTask.execArgs(this.startCheck(trialFlags), { receiveArgs: true });
    for (const task of [this.buildTask, this.buildFreshTask, this.traceTask, this.pushTask, this.verifyTask]) {
      task.env('SOURCE_DATE_EPOCH', `$(${this.script.step('source-date', options.lockFolder).join(' ')})`);
    }
  }

  /** Runs the image with the command of a process. */
  private addProcessTask(process: ProcessFacts): Task {
    const { name, imageName, hasShell } = this.options;
    const taken = this.project.tasks.tryFind(this.taskName(`docker:run:${process.name}`));
    if (taken) {
      throw invalidOption('processes name', process.name, `the project already has a task ${taken.name}`, 'Give the process another name');
    }
    const ends = process.job ? ', which ends' : '';
    return this.addTask(`docker:run:${process.name}`, `Run ${process.name}${ends}, in the production image${name ? ` ${imageName}` : ''} as docker:run does; arguments are flags of \`docker run\`, and after a -- arguments of the process`, [
      this.runStep([...stopFlags(process), ...healthCheckFlags(process, hasShell), ...processFlags(process)], process.command),
    ]);
  }

  /** Runs the production image read-only and without privileges. */
  private runStep(flags: string[], command: string[]): string[] {
    return this.script.step('run', 'docker', '--', '$@', 'docker', 'run', '--rm', ...STRICTLY, ...flags, '--', this.options.imageName, ...command);
  }

  /** The step that fails unless the image starts; its arguments are flags of `docker run`. */
  private startCheck(flags: string[]): string[] {
    const { imageName, probe } = this.options;
    return probe ? this.runStep(flags, probe) : this.script.step('verify-start', imageName, '--', ...flags);
  }

  private taskName(name: string): string {
    return this.options.name ? `${name}:${this.options.name}` : name;
  }

  /** Adds a task that needs Docker; its last step receives the task's arguments. */
  private addTask(name: string, description: string, steps: string[][]): Task {
    const task = this.project.addTask(this.taskName(name), { description });
    task.execArgs(this.script.step('docker'));
    return this.addSteps(task, steps);
  }

  /** Adds a task that builds an image first, which fails if a lock file is missing or outdated. */
  private addBuildTask(name: string, description: string, steps: string[][]): Task {
    const { lockFolder } = this.options;
    const task = this.addTask(name, description, []);
    task.execArgs(this.script.step('locked'), { cwd: lockFolder === '.' ? undefined : lockFolder });
    return this.addSteps(task, steps);
  }

  private addSteps(task: Task, steps: string[][]): Task {
    steps.forEach((step, index) => task.execArgs(this.stepOf(step), { receiveArgs: index === steps.length - 1 }));
    return task;
  }

  /** A step that `docker build` could refuse together with a task's arguments is run by the script. */
  private stepOf(step: string[]): string[] {
    return step[0] === 'docker' && step.some(word => word.startsWith(FILTER)) ? this.script.step('build', '--', ...step) : step;
  }
}
