import { join } from 'path';
import { Component, Project, Task } from 'projen';
import { AutoLock } from './auto-lock';
import { ContainerScript } from './container-script';
import { LockDockerfile } from './lock-dockerfile';
import { ContainerFacts } from '../container/container-facts';
import { relativePath } from '../files/relative-path';
import { PackageManager } from '../package-managers/package-manager';

/** The options of the `lock` tasks. */
export interface LockTasksOptions {
  /** The project's Dockerfile, whose images Docker uses to make the lock files. */
  readonly dockerfile: string;
  /** The container's name with a leading dot, if it has one. */
  readonly suffix: string;
  readonly packageManager: PackageManager;
  readonly facts: ContainerFacts;
  /** Whether this project makes the lock files. */
  readonly makesLock: boolean;
  /** Whether they are made after synth, if they are outdated. */
  readonly autoLock: boolean;
}

/** The `lock` tasks of a project, for all its lock files. In a workspace they make the lock file of the workspace. */
export class LockTasks extends Component {
  public readonly lockTask: Task;
  public readonly lockUpgradeTask: Task;
  public readonly lockCheckTask: Task;
  /** The problems of the lock files on disk. */
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
        folder: relativePath(owner.outdir, project.outdir) || '.',
        dockerfile,
        images: lockDockerfile.imageStages,
        flags: facts.access.buildFlags,
      });
    }
    addTasks(owner, '.');
    [this.lockTask, this.lockUpgradeTask, this.lockCheckTask] = addTasks(project, lockFolder);
  }
}

/** The tasks of a project: existing ones, if another container has added them. */
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
