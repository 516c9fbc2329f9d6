import { Component, Project } from 'projen';

/** Locks once, when a project is made, so that its first commit holds the locks. */
export class FirstLock extends Component {
  public constructor(project: Project) {
    super(project);
  }

  public postProjectCreation(): void {
    try {
      this.project.tasks.runTask('lock');
    } catch {
      // an error here would end `projen new` before the first commit
      this.project.logger.warn(`The requirements are not locked yet. When the problem above is solved, run "${this.project.projenCommand} lock".`);
    }
  }
}
