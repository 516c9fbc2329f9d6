import { Component, Project, Task } from 'projen';
import { ContainerScript } from './container-script';
import { PINNING } from '../standards/pinned-images';
import { Standards } from '../standards/standards';

const ID = 'PinTasks';

/** `docker:pin` and `docker:pin:check`, for all Dockerfiles of a project and of the projects below it. */
export class PinTasks extends Component {
  /** Finds the tasks of a project. They are added to it and to the root project, if they do not exist yet. */
  public static of(project: Project): PinTasks {
    const [own] = [project, project.root].map(owner => owner.node.tryFindChild(ID) as PinTasks | undefined ?? new PinTasks(owner));
    return own;
  }

  public readonly pinTask: Task;
  public readonly checkTask: Task;

  private constructor(project: Project) {
    super(project, ID);
    const addTask = (name: string, description: string) => {
      const task = project.addTask(name, { description });
      task.execArgs(ContainerScript.of(project).step(name), { receiveArgs: true });
      return task;
    };
    this.pinTask = addTask('docker:pin', 'Pin all images, or the given ones, to the current digests of their tags');
    this.checkTask = addTask('docker:pin:check', 'Fail if an image has no digest, or if its tag has a newer one');
  }

  /** If digests are required, synth refuses to write a new tag, so `docker:pin` writes it. */
  public preSynthesize(): void {
    if (this.project.defaultTask && Standards.of(this.project).pinnedImages.isRequiredIn(this.project)) {
      this.pinTask.env(PINNING, 'true');
      this.pinTask.prependSpawn(this.project.defaultTask);
    }
  }
}
