import { Component, Project } from 'projen';
import { ContainerScript } from './container-script';
import { DockerBuild } from './docker-build';
import { LockPlan } from '../package-managers/package-manager';

/** The `lock` tasks: there is one of each a project, for all its locks. */
export class LockTasks extends Component {
  public constructor(project: Project, tools: { readonly [program: string]: string }, plan: LockPlan, build: DockerBuild) {
    const isFirst = !project.components.some(component => component instanceof LockTasks);
    super(project, `LockTasks#${plan.outputs[0]}`);
    const script = ContainerScript.of(project);
    script.addTools(tools);
    script.addLock(plan, build.commands('--target=lock', '--no-cache-filter=resolver'));
    if (!isFirst) {
      return;
    }
    project.addTask('lock', { description: 'Lock the requirements: exact versions with hashes' })
      .execArgs(script.step('lock'), { receiveArgs: true });
    project.addTask('lock:upgrade', { description: 'Lock the newest versions the requirements allow, of all packages or of those named' })
      .execArgs(script.step('lock:upgrade'), { receiveArgs: true });
    project.addTask('lock:check', { description: 'Fail if the locks are not what the requirements lead to' })
      .execArgs(script.step('lock:check'), { receiveArgs: true });
  }
}
