import { Component, Project } from 'projen';
import { TABLE } from '../standards/standards';

const ID = 'StandardsTask';

/** The task `standards`, for the whole tree: synth itself prints the table, so that it is up to date. */
export class StandardsTask extends Component {
  /** Adds the task to the root of a project's tree, if it does not exist yet. */
  public static addTo({ root }: Project): void {
    if (!root.node.tryFindChild(ID)) {
      new StandardsTask(root);
    }
  }

  private constructor(root: Project) {
    super(root, ID);
    const task = root.addTask('standards', { description: 'Synthesize, and show the rules and their findings', env: { [TABLE]: 'true' } });
    if (root.defaultTask) {
      task.spawn(root.defaultTask);
    }
  }
}
