import { join, relative } from 'path';
import { Component, Project, Task } from 'projen';
import { AutoLock } from './auto-lock';
import { ContainerScript } from './container-script';
import { LockDockerfile } from './lock-dockerfile';
import { ContainerFacts } from '../container/container-facts';
import { PackageManager } from '../package-managers/package-manager';

/** What the `lock` tasks of a project need to know. */
export interface LockTasksOptions {
  /** The project's Dockerfile, whose images Docker takes to make the locks. */
  readonly dockerfile: string;
  /** The container's name with a dot before it, if it has one. */
  readonly suffix: string;
  readonly packageManager: PackageManager;
  readonly facts: ContainerFacts;
  /** Whether the locks are made here, and by nobody else. */
  readonly makesLock: boolean;
  /** Whether they are made after a synth that leaves them stale. */
  readonly autoLock: boolean;
}

/** The `lock` tasks: there is one of each a project, for all its locks. In a workspace they make those of the workspace. */
export class LockTasks extends Component {
  public readonly lockTask: Task;
  public readonly lockUpgradeTask: Task;
  public readonly lockCheckTask: Task;
  /** What is wrong with the locks as they are on disk. */
  public readonly problems: () => string[];

  public constructor(project: Project, { dockerfile, suffix, packageManager, facts, makesLock, autoLock }: LockTasksOptions) {
    super(project, `LockTasks#${dockerfile}`);
    const { lockFolder = '.', lock, tools } = packageManager;
    const owner = [project, ...project.node.scopes].find((scope): scope is Project =>
      scope instanceof Project && scope.outdir === join(project.outdir, lockFolder))!;
    this.problems = () => makesLock ? ContainerScript.of(owner).problems(packageManager.lock!) : [];
    if (makesLock && lock) {
      const script = ContainerScript.of(owner);
      script.addTools(...tools);
      AutoLock.addTo(project).addLock({ owner, plan: () => packageManager.lock!, isAutomatic: autoLock });
      const path = `.projen/lock${suffix}.Dockerfile`;
      const lockDockerfile = new LockDockerfile(owner, { path, plan: lock, packageManager, facts });
      script.addLock(() => packageManager.lock!, {
        lockDockerfile: path,
        files: lockDockerfile.files,
        folder: relative(owner.outdir, project.outdir).split('\\').join('/') || '.',
        dockerfile,
        images: lockDockerfile.imageStages,
        flags: facts.access.buildFlags,
      });
    }
    addTasks(owner, '.');
    [this.lockTask, this.lockUpgradeTask, this.lockCheckTask] = addTasks(project, lockFolder);
  }
}

/** The tasks of a project: those that are there, if a container of it has added them. */
function addTasks(project: Project, folder: string): Task[] {
  const addTask = (name: string, description: string) => {
    const found = project.tasks.tryFind(name);
    const task = found ?? project.addTask(name, { description });
    if (!found) {
      task.execArgs(ContainerScript.of(project).step(name), { receiveArgs: true, cwd: folder === '.' ? undefined : folder });
    }
    return task;
  };
  return [
    addTask('lock', 'Lock the requirements: exact versions with hashes'),
    addTask('lock:upgrade', 'Upgrade the locked versions of all packages, or of the given ones, as far as the requirements allow'),
    addTask('lock:check', 'Fail if the lock files do not match the requirements'),
  ];
}
