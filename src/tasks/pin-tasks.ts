import { Component, Project, Task } from 'projen';
import { ContainerScript } from './container-script';
import { PINNING } from '../standards/pinned-images';
import { Standards } from '../standards/standards';

const ID = 'PinTasks';

/** `docker:pin` and `docker:pin:check`, for all Dockerfiles of a project and of the projects below it. */
export class PinTasks extends Component {
  /** Adds the tasks to a project and to the root of its tree, where they are not there yet. */
  public static addTo(project: Project): void {
    for (const owner of [project, project.root]) {
      if (!owner.node.tryFindChild(ID)) {
        new PinTasks(owner);
      }
    }
  }

  private readonly pin: Task;

  private constructor(project: Project) {
    super(project, ID);
    const addTask = (name: string, description: string) => {
      const task = project.addTask(name, { description });
      task.execArgs(ContainerScript.of(project).step(name), { receiveArgs: true });
      return task;
    };
    this.pin = addTask('docker:pin', 'Pin all images to the digests that their tags have now, or those that are named');
    addTask('docker:pin:check', 'Fail if an image has no digest, or if its tag has another one by now');
  }

  /** Where digests are required, synth refuses to write a new tag: then it is `docker:pin` that writes it. */
  public preSynthesize(): void {
    if (this.project.defaultTask && Standards.of(this.project).pinnedImages.isRequiredIn(this.project)) {
      this.pin.env(PINNING, 'true');
      this.pin.prependSpawn(this.project.defaultTask);
    }
  }
}
