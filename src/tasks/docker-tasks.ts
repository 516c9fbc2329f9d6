import { Component, Project, Task } from 'projen';
import { ContainerScript } from './container-script';
import { DockerBuild, FILTER } from './docker-build';
import { healthCheckFlags, processFlags, stopFlags } from './process-flags';
import { testRun } from './test-run';
import { invalidOption } from '../dockerfile/invalid-option';
import { ProcessFacts } from '../processes/process-facts';
import { Tool } from '../tools/tool-lock';

/** The step that fails if a lock is missing or stale. */
const LOCKED: string[] = [];

/** A record of when the image was built would make each one another. `docker:push` adds it. */
const PLAIN = '--provenance=false';

/** The date of the sources, for what production holds of them: the tasks that build it have it in their environment. */
const DATED = '--build-arg=SOURCE_DATE_EPOCH';

/** What the tasks need to know of a container. */
export interface DockerTasksOptions {
  /** The name that the container's files and tasks carry, if it is not the project's only one. */
  readonly name?: string;
  readonly imageName: string;
  readonly structureTest: string;
  /** The processes that the image can run: web first. */
  readonly processes: ProcessFacts[];
  /** Whether production has a shell. */
  readonly hasShell: boolean;
  /** The folders and files of the context that the dev container sees as they are on disk, and where. */
  readonly liveSources: { readonly source: string; readonly target: string }[];
  /** What runs the tests; nothing where there are none. */
  readonly testCommand?: string[];
  /** The file that names the modules of a start. */
  readonly bytecodeList: string;
  /** Whether the application imports lazily. */
  readonly lazyImports: boolean;
  /** Whether the container's Python can import lazily. */
  readonly hasLazyImports: boolean;
  /** The folder that the locks are in, relative to the project. */
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
    const webEnvironment = processFlags({ ...web, port: undefined });

    const production = [LOCKED, build.load(PLAIN, DATED, `--tag=${imageName}`)];
    const dev = [LOCKED, build.load('--target=dev', `--tag=${imageName}:dev`)];

    this.buildTask = this.addTask('docker:build', 'Build the production image', production);
    this.buildDevTask = this.addTask('docker:build:dev', 'Build the development image', dev);
    this.buildFreshTask = this.addTask('docker:build:fresh', 'Build the production image without caches, and with base images pulled anew', [
      LOCKED,
      build.load(PLAIN, DATED, '--pull', '--no-cache', `--tag=${imageName}`),
    ]);
    if (options.testCommand) {
      const { environment, command } = testRun(options.testCommand, options.lazyImports);
      const flags = Object.entries(environment).map(([variable, text]) => `--env=${variable}=${text}`);
      this.testTask = this.addTask('docker:test', 'Run the tests in the development image; arguments are those of the tests, or flags of `docker run` up to a --', [
        ...dev,
        this.script.step('run', 'program', '--', '$@', 'docker', 'run', '--rm', ...flags, '--', `${imageName}:dev`, ...command),
      ]);
    }
    this.runTask = this.addTask('docker:run', 'Run the production image as strictly as production would; arguments are flags of `docker run`, and behind a -- another command', [
      this.runStep([`--stop-timeout=${web.gracePeriod}`, ...processFlags(web)], []),
    ]);
    this.processTasks = Object.fromEntries(others.map(process => [process.name, this.addProcessTask(process)]));
    const volumes = options.liveSources.map(({ source, target }) => `--volume=./${source}:${target}`);
    this.devTask = this.addTask('docker:dev', 'Run the development image with the sources as they are on disk; arguments are flags of `docker run`, and behind a -- another command', [
      ...dev,
      this.script.step('live', ...options.liveSources.map(({ source }) => `./${source}`), '--', '$@', 'docker', 'run', '--rm', ...processFlags(web), ...volumes, '--', `${imageName}:dev`),
    ]);
    this.traceTask = this.addTask('docker:trace', `List the modules of a start in ${options.bytecodeList}; arguments are flags of \`docker run\`, and behind a -- a command that ends, for images without a health check`, [
      ...production,
      this.script.step(options.hasLazyImports ? 'trace:lazy' : 'trace', imageName, options.bytecodeList, '--', ...webEnvironment),
    ]);
    if (project.defaultTask) {
      this.traceTask.spawn(project.defaultTask); // the Dockerfile mounts the list if it is there
    }
    this.pushTask = this.addTask('docker:push', 'Build and push the production image; arguments are its tags and flags of `docker buildx build`', [
      LOCKED,
      this.script.step('push', imageName, ...build.push(DATED), '--'),
    ]);
    this.lintTask = this.addTask('docker:lint', 'Check the Dockerfile with BuildKit and hadolint', [
      build.check(),
      this.script.step('tool', Tool.HADOLINT, '$@', build.dockerfile),
    ]);
    this.verifyTask = this.addTask('docker:verify', `Check the production image against ${structureTest}, and that it starts; arguments go to \`docker run\``, []);
    this.verifyTask.spawn(this.buildTask);
    this.verifyTask.execArgs(this.script.step('tool', Tool.STRUCTURE_TEST, 'test', `--image=${imageName}`, `--config=${structureTest}`));
    this.verifyTask.execArgs(this.script.step('verify-start', imageName, '--', ...webEnvironment), { receiveArgs: true });
    for (const task of [this.buildTask, this.buildFreshTask, this.traceTask, this.pushTask, this.verifyTask]) {
      task.env('SOURCE_DATE_EPOCH', `$(${this.script.step('source-date', options.lockFolder).join(' ')})`);
    }
  }

  /** Runs the image with the command of a process. */
  private addProcessTask(process: ProcessFacts): Task {
    const { name, imageName, hasShell } = this.options;
    const taken = this.project.tasks.tryFind(this.taskName(`docker:run:${process.name}`));
    if (taken) {
      throw invalidOption('processes name', process.name, `the project has a task ${taken.name} already`, 'Give the process another name');
    }
    const ends = process.job ? ', which ends' : '';
    return this.addTask(`docker:run:${process.name}`, `Run ${process.name}${ends}, in the production image${name ? ` ${imageName}` : ''} as docker:run does; arguments are flags of \`docker run\`, and behind a -- arguments of the process`, [
      this.runStep([...stopFlags(process), ...healthCheckFlags(process, hasShell), ...processFlags(process)], process.command),
    ]);
  }

  /** Runs production as strictly as production would. */
  private runStep(flags: string[], command: string[]): string[] {
    const strictly = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges'];
    return this.script.step('run', 'docker', '--', '$@', 'docker', 'run', '--rm', ...strictly, ...flags, '--', this.options.imageName, ...command);
  }

  private taskName(name: string): string {
    return this.options.name ? `${name}:${this.options.name}` : name;
  }

  /** Adds a task that needs Docker; its last step receives the task's arguments. */
  private addTask(name: string, description: string, steps: string[][]): Task {
    const task = this.project.addTask(this.taskName(name), { description });
    task.execArgs(this.script.step('docker'));
    const { lockFolder } = this.options;
    steps.forEach((step, index) => task.execArgs(this.stepOf(step), {
      receiveArgs: index === steps.length - 1,
      cwd: step === LOCKED && lockFolder !== '.' ? lockFolder : undefined,
    }));
    return task;
  }

  /** What `docker build` would refuse together with a task's arguments goes through the script. */
  private stepOf(step: string[]): string[] {
    if (step === LOCKED) {
      return this.script.step('locked');
    }
    return step[0] === 'docker' && step.some(word => word.startsWith(FILTER)) ? this.script.step('build', '--', ...step) : step;
  }
}
