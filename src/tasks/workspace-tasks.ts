import { Component, Project, Task } from 'projen';
import { ContainerScript } from './container-script';
import { WorkspacePlan } from '../package-managers/plans';
import { Tool } from '../tools/tool-lock';

/** The tasks `install` and `test`, which use the project's virtual environment, .venv. */
export class WorkspaceTasks extends Component {
  public readonly installTask: Task;

  public constructor(project: Project, tools: Tool[], plan: WorkspacePlan, testCommand?: string[]) {
    super(project);
    const script = ContainerScript.of(project);
    script.addTools(...tools);
    script.setWorkspace(plan, testCommand);
    this.installTask = project.addTask('install', { description: 'Create .venv from the lock files' });
    this.installTask.execArgs(script.step('install'), { receiveArgs: true });
    if (testCommand) {
      project.testTask.execArgs(script.step('test'), { receiveArgs: true });
    }
  }
}
