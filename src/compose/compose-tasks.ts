import { Component, Project, Task } from 'projen';
import { TESTS } from './test-service';
import { TestsFile } from './tests-file';
import { COMPOSE_FILE } from '../dockerfile/compose-places';
import { PythonContainer } from '../python-container';
import { ContainerScript } from '../tasks/container-script';
import { testRun } from '../tasks/test-run';

/** The options of the tasks. */
export interface ComposeTasksOptions {
  readonly container: PythonContainer;
  /** The files of secrets. */
  readonly secretFiles: string[];
  /** The services with published ports. */
  readonly published: string[];
}

/** `compose:up`, `compose:down`, `compose:logs` and `compose:test`, and `docker:dev` by compose. */
export class ComposeTasks extends Component {
  public readonly upTask: Task;
  public readonly downTask: Task;
  public readonly logsTask: Task;
  public readonly testTask?: Task;
  private readonly script: ContainerScript;

  public constructor(project: Project, private readonly options: ComposeTasksOptions) {
    super(project, 'ComposeTasks');
    this.script = ContainerScript.of(project);
    const { container, published } = options;
    const { testCommand, lazyImports } = container._facts;

    this.upTask = project.addTask('compose:up', { description: 'Build and start everything, and wait until it is healthy; arguments are flags of `docker compose up`, and names of services' });
    this.start(this.upTask, ['docker', 'compose', 'up', '--build', '--wait']);
    this.downTask = project.addTask('compose:down', { description: 'Stop everything; arguments are flags of `docker compose down`: --volumes removes the data too' });
    this.run(this.downTask, ['docker', 'compose', '--profile=*', 'down']);
    this.logsTask = project.addTask('compose:logs', { description: 'Show the output of the containers; arguments are flags of `docker compose logs`, and names of services' });
    this.run(this.logsTask, ['docker', 'compose', 'logs', '--follow']);
    if (testCommand) {
      const files = [COMPOSE_FILE, ...published.length ? [new TestsFile(project, published).path] : []].map(file => `--file=${file}`);
      this.testTask = project.addTask('compose:test', { description: 'Run the tests with new, empty services; arguments go to the test command, or to `docker compose run` if a -- follows them' });
      this.start(this.testTask, this.script.step('compose-test', '--', '$@', 'docker', 'compose', ...files, '--', TESTS, ...testRun(testCommand, lazyImports).command), 'compose-test');
    }

    const { devTask } = container;
    devTask.reset();
    devTask.description = 'Run everything in development, and watch the files that you edit; arguments are flags of `docker compose up`, and names of services';
    this.start(devTask, ['docker', 'compose', 'up', '--build', '--watch']);
  }

  /** Builds need complete lock files, and containers need the files of their secrets. */
  private start(task: Task, step: string[], part = 'compose'): void {
    const { container: { _packageManager: { lockFolder = '.' } }, secretFiles } = this.options;
    task.execArgs(this.script.step('docker', part));
    task.execArgs(this.script.step('locked'), lockFolder === '.' ? {} : { cwd: lockFolder });
    if (secretFiles.length) {
      task.execArgs(this.script.step('secrets', ...secretFiles));
    }
    task.execArgs(step, { receiveArgs: true });
  }

  private run(task: Task, step: string[]): void {
    task.execArgs(this.script.step('docker', 'compose'));
    task.execArgs(step, { receiveArgs: true });
  }
}
