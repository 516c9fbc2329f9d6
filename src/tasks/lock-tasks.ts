import { join } from 'path';
import { Component, Project } from 'projen';
import { ContainerScript } from './container-script';
import { DockerBuild } from './docker-build';
import { LockPlan } from '../package-managers/package-manager';

/** What the `lock` tasks of a project need to know. */
export interface LockTasksOptions {
  readonly tools: { readonly [program: string]: string };
  /** How to make the locks, if nobody else does. Asked late: a workspace can get more members. */
  readonly lock?: () => LockPlan;
  /** The folder that the locks are in, relative to the project. */
  readonly lockFolder: string;
  /** What builds the locks where the machine has no Python that could make them. */
  readonly build: DockerBuild;
}

/** The `lock` tasks: there is one of each a project, for all its locks. In a workspace they make those of the workspace. */
export class LockTasks extends Component {
  /** What is wrong with the locks as they are on disk. */
  public readonly problems: () => string[];

  public constructor(project: Project, { tools, lock, lockFolder, build }: LockTasksOptions) {
    super(project, `LockTasks#${build.dockerfile}`);
    const owner = [project, ...project.node.scopes].find((scope): scope is Project =>
      scope instanceof Project && scope.outdir === join(project.outdir, lockFolder))!;
    this.problems = () => lock ? ContainerScript.of(owner).problems(lock()) : [];
    if (lock) {
      const script = ContainerScript.of(owner);
      script.addTools(tools);
      script.addLock(lock, { project, commands: build.commands('--target=lock', '--no-cache-filter=resolver') });
    }
    addTasks(owner, '.');
    addTasks(project, lockFolder);
  }
}

function addTasks(project: Project, folder: string): void {
  const addTask = (name: string, description: string) =>
    project.addTask(name, { description }).execArgs(ContainerScript.of(project).step(name), { receiveArgs: true, cwd: folder === '.' ? undefined : folder });
  if (!project.tasks.tryFind('lock')) {
    addTask('lock', 'Lock the requirements: exact versions with hashes');
    addTask('lock:upgrade', 'Lock the newest versions the requirements allow, of all packages or of those named');
    addTask('lock:check', 'Fail if the locks are not what the requirements lead to');
  }
}
